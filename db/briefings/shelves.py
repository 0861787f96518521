"""Where a quotation may stand: the texts of what is cited, in the order in which they are searched.

First the excerpt that is cited or the text that is read by default, then the whole text around the excerpt,
other texts of the source, recorded translations, and at last its title.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from db.briefings.cite import Cited
from db.briefings.comparing import Comparable, comparable
from db.briefings.departures import Departure, Difference, Match
from db.briefings.library import Library
from db.briefings.matching import find
from db.sources import Source
from db.texts import Text


@dataclass(frozen=True, slots=True)
class Shelved:
    """Words that may be quoted, the key they are cited by, and what is to be said when they are."""

    key: str
    words: Comparable
    rank: int
    remarks: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation found: under which key, and how."""

    key: str
    match: Match

    @property
    def is_title(self) -> bool:
        """Whether the words are a title."""
        return any(difference.kind is Departure.TITLE for difference in self.match.differences)


@dataclass(slots=True)
class Shelves:
    """Makes texts ready for comparing, each once."""

    library: Library
    _made: dict[str, Comparable] = field(default_factory=dict)

    def place(self, quote: str, cited: Iterable[Cited]) -> Placed | None:
        """The first place among what is cited where a quotation stands word for word."""
        for shelved in self.of(cited):
            match = find(quote, shelved.words)
            if match:
                differences = (*match.differences, *shelved.remarks)
                return Placed(shelved.key, replace(match, differences=differences))
        return None

    def of(self, cited: Iterable[Cited]) -> list[Shelved]:
        """All words of what is cited, in the order of searching."""
        each_once = {one.key: one for one in cited}.values()
        found = sorted((shelved for one in each_once for shelved in self._of(one)), key=lambda one: one.rank)
        first: dict[int, Shelved] = {}
        for shelved in found:
            first.setdefault(id(shelved.words), shelved)
        return list(first.values())

    def holds_text(self, source: Source) -> bool:
        """Whether the case has any text of a source."""
        return bool(self.library.texts(source.uuid))

    def _of(self, one: Cited) -> Sequence[Shelved]:
        texts = self.library.texts(one.source.uuid)
        found = [self._text(one, text, number) for number, text in enumerate(texts)]
        if one.excerpt:
            remarks = (_translation(one.text),) if one.text and one.translated else ()
            found.append(Shelved(one.key, self._comparable(one.excerpt.quote), 0, remarks))
        if one.source.title:
            title = Difference(Departure.TITLE, "", one.source.title)
            found.append(Shelved(one.source.key, self._comparable(one.source.title), 4, (title,)))
        return found

    def _text(self, one: Cited, text: Text, number: int) -> Shelved:
        remarks: list[Difference] = []
        rank = 0
        if one.excerpt:
            rank = 1 if text.uuid == one.excerpt.text else 2
            remarks.append(Difference(Departure.OUTSIDE_EXCERPT, one.excerpt.key, one.source.key))
        elif number and text.kind != "translated":
            rank = 2
            remarks.append(Difference(Departure.OTHER_TEXT, "", text.kind))
        if text.kind == "translated":
            rank, remarks = 3, [*remarks, _translation(text)]
        return Shelved(one.key, self._comparable(self.library.content(text)), rank, tuple(remarks))

    def _comparable(self, words: str) -> Comparable:
        if words not in self._made:
            self._made[words] = comparable(words)
        return self._made[words]


def _translation(text: Text) -> Difference:
    return Difference(Departure.TRANSLATION, text.language or "", text.tool or "")
