"""The questions that searches are measured with, drawn from the texts themselves, as our language and FTS5's.

The same texts give the same questions.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from db.folding import fold
from db.search.analysis import elements, pieces, tokens

_EACH = 15
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, asked in both languages."""

    ours: str
    fts: str


@dataclass(frozen=True, slots=True)
class Queries:
    """Questions by kind."""

    kinds: Mapping[str, Sequence[Question]]

    @classmethod
    def drawn(cls, texts: Sequence[str]) -> Self:
        """Questions that these texts answer."""
        chance = Random(3)
        words = [word for word, _ in _words(texts).most_common()]
        common, rare = words[10:160], words[len(words) // 2 :]
        kinds = {
            "one rare word": [_of(word) for word in chance.sample(rare, _EACH)],
            "one common word": [_of(word) for word in chance.sample(common, _EACH)],
            "two words (AND)": [_of(*chance.sample(common, 2)) for _ in range(_EACH)],
            "phrase": [_phrase(run) for run in _runs(chance, texts)],
        }
        for length in (2, 3, 4):
            begun = chance.sample(common, _EACH)
            kinds[f"prefix of {length} letters"] = [_of(word[:length], begins=True) for word in begun]
        for length in (2, 3, 4):
            found = _chinese(chance, texts, length)
            if found:
                kinds[f"{length} Chinese characters"] = [_phrase(run) for run in found]
        return cls(kinds)

    @property
    def common(self) -> Sequence[Question]:
        """Common words."""
        return self.kinds["one common word"]


def _words(texts: Sequence[str]) -> Counter[str]:
    """In how many texts each word of four or more Latin letters stands."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({token for token, _ in tokens(text) if len(token) > 3 and token.isascii() and token.isalpha()})
    return counts


def _of(*words: str, begins: bool = False) -> Question:
    star = "*" if begins else ""
    return Question(" ".join(word + star for word in words), " AND ".join(f'"{word}"{star}' for word in words))


def _phrase(run: str) -> Question:
    wanted = [element.token for element in elements(pieces(run), unfinished=False)]
    return Question(f'"{run}"', f'"{" ".join(wanted)}"')


def _runs(chance: Random, texts: Sequence[str]) -> Iterator[str]:
    """Two or three words in a row out of a text."""
    found = 0
    while found < _EACH:
        words = pieces(chance.choice(texts))
        start = chance.randrange(max(1, len(words) - 4))
        run = words[start : start + chance.choice((2, 3))]
        if len(run) > 1 and all(word.isascii() and word.isalpha() for word in run):
            found += 1
            yield " ".join(run)


def _chinese(chance: Random, texts: Sequence[str], length: int) -> list[str]:
    """Some Chinese characters in a row out of a text."""
    chinese = [text for text in texts if len(_HAN.findall(text)) > 10]
    found: list[str] = []
    while chinese and len(found) < _EACH:
        run = chance.choice(_HAN.findall(fold(chance.choice(chinese))))
        if len(run) >= length:
            start = chance.randrange(len(run) - length + 1)
            found.append(run[start : start + length])
    return found
