"""Kinds of questions for a search engine, drawn from the articles, as our query trees; with the goals of each kind."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from whoosh import query as tree

from db.folding import fold
from db.search.analysis import pieces, tokens
from db.search.nodes import Words
from db.search.query import parse
from tests.benchmarks.material import Article

_EACH = 15
_SAMPLE = 4000
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Kind:
    """Questions of one kind: lists of words, or of more than that. `most` is the highest 95th percentile in ms."""

    name: str
    questions: Sequence[Any]
    tree: Callable[[Any], Any]
    most: float
    than_fts5: float = 3.0
    than_tantivy: float = 6.0


def drawn(articles: Sequence[Article], publishers: Sequence[str]) -> list[Kind]:
    """Questions that the articles answer; the same articles give the same."""
    chance = Random(3)
    texts = [article.body for article in chance.sample(articles, min(_SAMPLE, len(articles)))]
    words = [word for word, _ in _frequent(texts).most_common()]
    common, middling, rare = words[10:160], words[300:2000], words[len(words) // 2 :]
    several = [[*chance.sample(middling, 3), *chance.sample(common, 2)] for _ in range(_EACH)]
    phrases = list(islice(_runs(chance, texts), _EACH))
    filters = [(word, publishers[n % len(publishers)], 20150101, 20191231) for n, word in enumerate(common[:_EACH])]
    kinds = [
        Kind("rare word", chance.sample(rare, _EACH), _word, 3),
        Kind("common word", chance.sample(common, _EACH), _word, 3),
        Kind(
            "AND", [chance.sample(common, 2) for _ in range(_EACH)], lambda asked: tree.And(list(map(_word, asked))), 4
        ),
        Kind("OR of five", several, lambda asked: tree.Or(list(map(_word, asked))), 8, than_tantivy=10),
        Kind("phrase", phrases, lambda asked: Words("body", tuple(asked)), 15, 2, 10),
        *(Kind(f"prefix of {n}", _starts(chance, common, middling, n), _prefix, 15) for n in (1, 2, 3, 4)),
        *(_chinese(chance, texts, n) for n in (2, 3, 4)),
        Kind("filter", filters, _filtered, 3),
        Kind("facet", chance.sample(common, _EACH), _word, 3),
        Kind("fuzzy", [_misspelt(chance, word) for word in middling[:_EACH]], _fuzzy, 30),
    ]
    return [kind for kind in kinds if kind.questions]


def _word(asked: str) -> Any:
    return Words("body", (asked,))


def _prefix(asked: str) -> Any:
    return Words("body", (asked,), unfinished=True)


def _fuzzy(asked: str) -> Any:
    return tree.FuzzyTerm("body", asked, maxdist=1, prefixlength=1)


def _filtered(asked: tuple[str, str, int, int]) -> Any:
    word, publisher, low, high = asked
    return tree.And([_word(word), parse(f'publisher:"{publisher}"').tree, tree.NumericRange("date", low, high)])


def _frequent(texts: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({token for token, _ in tokens(text) if len(token) > 3 and token.isascii() and token.isalpha()})
    return counts


def _starts(chance: Random, common: Sequence[str], middling: Sequence[str], length: int) -> list[str]:
    return sorted({word[:length] for word in chance.sample(common, 12) + chance.sample(middling, 12)})[:_EACH]


def _misspelt(chance: Random, word: str) -> str:
    place = chance.randrange(2, len(word))
    return word[:place] + chance.choice("aeiorst") + word[place + 1 :]


def _runs(chance: Random, texts: Sequence[str]) -> Any:
    while True:
        words = pieces(chance.choice(texts))
        start = chance.randrange(max(1, len(words) - 4))
        run = words[start : start + chance.choice((2, 3))]
        if len(run) > 1 and all(word.isascii() and word.isalpha() for word in run):
            yield run


def _chinese(chance: Random, texts: Sequence[str], length: int) -> Kind:
    chinese = [runs for text in texts if len(runs := _HAN.findall(fold(text))) > 10]
    found: list[str] = []
    while chinese and len(found) < _EACH:
        run = chance.choice(chance.choice(chinese))
        if len(run) >= length:
            start = chance.randrange(len(run) - length + 1)
            found.append(run[start : start + length])
    return Kind(f"{length} Chinese characters", found, _word, 8, 2 if length == 4 else 3, 6 if length == 2 else 10)
