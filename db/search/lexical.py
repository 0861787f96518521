"""What an index tells about a word that is searched for: its other forms, what resembles it, how common it is."""

from collections import Counter

from db.search import forms
from db.search.arrays.lexicon import decoded, encoded
from db.search.executor.view import View

FIELDS = ("title", "body")
_SOME = 0.1  # a word is of each language that has a tenth of its documents
_FEW = 3


class Lexical:
    """The words of one view; what was asked once is kept."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known_forms: dict[str, tuple[str, ...]] = {}
        self._known_near: dict[tuple[str, int], tuple[str, ...]] = {}

    def forms(self, word: str) -> tuple[str, ...]:
        """The other forms of a word in the languages of the documents it stands in, the most frequent first."""
        if word not in self._known_forms:
            self._known_forms[word] = self._forms(word)
        return self._known_forms[word]

    def near(self, word: str, most: int) -> tuple[str, ...]:
        """Words that differ in no more letters, the most frequent first."""
        if (word, most) not in self._known_near:
            self._known_near[word, most] = self._near(word, most)
        return self._known_near[word, most]

    def frequency(self, word: str) -> int:
        """In about how many documents a word stands: in the field that has it most often."""
        return max(self._view.frequency(field, encoded(word)) for field in FIELDS)

    def begins(self, start: str) -> bool:
        """Whether any word begins so."""
        first = encoded(start)
        ranges = (one.lexicon.beginning(first) for field in FIELDS for one in self._view.postings(field))
        return any(end > begin for begin, end in ranges)

    def beginning(self, start: str) -> list[str]:
        """All words that begin so."""
        found: set[bytes] = set()
        for field in FIELDS:
            for postings in self._view.postings(field):
                found.update(postings.lexicon.words(*postings.lexicon.beginning(encoded(start))))
        return [decoded(word) for word in sorted(found)]

    def _forms(self, word: str) -> tuple[str, ...]:
        found = forms.forms(word, self._languages(word), self.beginning)
        return tuple(sorted(found, key=lambda form: (-self.frequency(form), form)))

    def _near(self, word: str, most: int) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for field in FIELDS:
            for postings in self._view.postings(field):
                for number in postings.lexicon.near(word, most).tolist():
                    counts[decoded(postings.lexicon.word(number))] += postings.frequency(number)
        del counts[word]
        return tuple(sorted(counts, key=lambda other: (-counts[other], other)))

    def _languages(self, word: str) -> list[str]:
        """The languages a word is written in, most frequent first; of all documents when it is in none."""
        counts: Counter[str] = Counter()
        for segment in self._view.segments:
            postings = segment.postings("body")
            number = postings.lexicon.find(encoded(word))
            if number >= 0:
                counts.update(segment.texts("language").counts(postings.numbers(*postings.range(number))))
        whole = sum(counts.values())
        found: Counter[str] = Counter()
        for tag, count in counts.items():
            found[tag.partition("-")[0].lower()] += count
        return [tag for tag, count in found.most_common(_FEW) if count >= whole * _SOME] or self._all_languages()

    def _all_languages(self) -> list[str]:
        tags = {tag.partition("-")[0].lower() for one in self._view.segments for tag in one.texts("language").values}
        return sorted(tags)[: 4 * _FEW]
