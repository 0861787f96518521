"""What one case knows about a query: who goes by a name, which sources have excerpts, what a text is about."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from math import log
from typing import Any, Protocol

from whoosh import query as tree

from db import briefs, entities, errors, excerpts, notes, sensitivity, sources, texts
from db.case import Case
from db.refs import Ref, Uuid
from db.search import analysis
from db.search.nodes import Alike, Among, Pieces, Valued

_WORDS_OF_A_TEXT = 25
_LONGEST_TEXT = 200_000  # characters that are looked at for what a text is about

_HAVING: Mapping[tuple[str, str], str] = {
    ("has", "excerpt"): "SELECT DISTINCT source FROM excerpt WHERE deleted_at IS NULL",
    ("has", "original"): "SELECT uuid FROM source WHERE held = 'original' AND deleted_at IS NULL",
    ("has", "date"): "SELECT uuid FROM source WHERE issued IS NOT NULL AND deleted_at IS NULL",
    ("has", "attachment"): "SELECT DISTINCT part_of FROM source WHERE part_of IS NOT NULL AND deleted_at IS NULL",
    ("is", "corrected"): "SELECT uuid FROM source WHERE status = 'corrected' AND deleted_at IS NULL",
    ("is", "withdrawn"): "SELECT uuid FROM source WHERE status = 'withdrawn' AND deleted_at IS NULL",
}


class Frequencies(Protocol):
    """How common words are."""

    def frequency(self, word: str) -> int:
        """In about how many documents a word stands."""

    def count(self) -> int:
        """How many documents there are."""


class Knowledge:
    """Answers what `db.search.understanding` asks; `read` tells which sources the person has opened."""

    def __init__(self, case: Case, words: Frequencies, read: Callable[[], Collection[Uuid]] = frozenset) -> None:
        self._case = case
        self._words = words
        self.read = read
        self._names: dict[Pieces, dict[Pieces, str]] = {}

    def learn(self) -> None:
        """Read the names anew, after entities changed."""
        found: dict[Pieces, dict[Pieces, str]] = {}
        for entity in entities.every(self._case):
            names = {pieces: name for name in reversed(entity.names) if (pieces := analysis.pieces(name))}
            names = dict(reversed(names.items()))  # of names that are the same to a search the first is shown
            for pieces in names:
                found.setdefault(pieces, {}).update(names)
        self._names = found

    def names_of(self, pieces: Pieces) -> Mapping[Pieces, str]:
        """All names of everyone who goes by this one, by their pieces."""
        return self._names.get(pieces, {})

    def being(self, quality: str, value: str) -> Any:
        """The node that stands for a quality; None when nothing has it."""
        if quality == "like":
            return self._like(value)
        if value in ("read", "unread"):
            read = Among(frozenset(Ref("source", uuid) for uuid in self.read()))
            return read if value == "read" else tree.And([Valued("kind", "source"), tree.Not(read)])
        if value == "confidential":
            return Among(sensitivity.confidential(self._case))
        found = self._case.query(_HAVING[quality, value])
        return Among(frozenset(Ref("source", Uuid(next(iter(row.values())))) for row in found))

    def _like(self, key: str) -> Alike | None:
        found = _of_key(self._case, key)
        if found is None:
            return None
        ref, text = found
        counts = Counter(word for word, _ in analysis.tokens(text[:_LONGEST_TEXT]) if word.isalpha() and len(word) > 1)
        documents = self._words.count() or 1
        worths = {word: log(1 + documents / (1 + self._words.frequency(word))) for word in counts}
        best = sorted(counts, key=lambda word: (-worths[word] * (1 + log(counts[word])), word))
        shared = [word for word in best if self._words.frequency(word) > 1][:_WORDS_OF_A_TEXT]
        return Alike(tuple((word, worths[word]) for word in shared), ref) if shared else None


def _of_key(case: Case, key: str) -> tuple[Ref, str] | None:
    """An object that can be like others, and its words."""
    readers: Sequence[Callable[[Case, str], tuple[Ref, str]]] = (_source, _excerpt, _note, _briefing)
    for reader in readers:
        try:
            return reader(case, key)
        except errors.Expected:
            continue
    return None


def _source(case: Case, key: str) -> tuple[Ref, str]:
    source = sources.get(case, key)
    text = texts.current(case, source.uuid)
    return Ref("source", source.uuid), f"{source.title or ''}\n{texts.content(case, text) if text else ''}"


def _excerpt(case: Case, key: str) -> tuple[Ref, str]:
    excerpt = excerpts.get(case, key)
    return Ref("excerpt", excerpt.uuid), excerpt.quote


def _note(case: Case, key: str) -> tuple[Ref, str]:
    note = notes.get(case, key)
    return Ref("note", note.uuid), f"{note.title}\n{note.body}"


def _briefing(case: Case, key: str) -> tuple[Ref, str]:
    briefing = briefs.get(case, key)
    return Ref("briefing", briefing.uuid), f"{briefing.title}\n{briefing.body}"
