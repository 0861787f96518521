"""A text of 1 MB with 1,000 excerpts gets another text: all excerpts are looked for in it, in the same edit.

The new text is the old one with slips in it, with its halves changed round, or one that has nothing in common with it.
Peer: the standard library's difference of the same two texts, line by line, which finds no excerpt yet.
"""

from collections import Counter
from difflib import SequenceMatcher
from random import Random

from db import anchors, differences, excerpts, sources, texts
from db.case import Case
from db.spans import Span
from tests.benchmarks.measuring import Figure, Goal, cpu
from tests.benchmarks.workshop import Workshop

_LENGTH, _EXCERPTS = 1_000_000, 1_000


def measure(shop: Workshop) -> list[Figure]:
    """The time of a correction by kind of new text, and of a readable difference."""
    words = _words(shop, 0)
    others = {
        "a slip every 2,000 letters": _slips(words, 2_000),
        "a slip every 100 letters": _slips(words, 100),
        "halves changed round": words[_LENGTH // 2 :] + words[: _LENGTH // 2],
        "nothing in common": _words(shop, 3_000),
    }
    figures: list[Figure] = []
    path = shop.copied("following")
    with Case.open(path) as case:
        (identity,) = case.store([words.encode()])
        text = texts.add(case, sources.add(case, identity, {"title": "Long"}).uuid, words)
        with case.edit("excerpt.add"):
            for start in sorted(Random(5).sample(range(_LENGTH - 300), _EXCERPTS)):
                excerpts.add(case, text, words, Span(start, start + 20 + start % 280))
        for name, other in others.items():
            figures += _measured(case, text, words, name, other)
    path.unlink()
    return figures


def _measured(case: Case, text: texts.Text, words: str, name: str, other: str) -> list[Figure]:
    made: list[texts.Text] = []
    spent = cpu(lambda: made.append(texts.correct(case, text, other)))
    peer = cpu(lambda: SequenceMatcher(None, words.split("\n"), other.split("\n")).ratio())
    states = Counter(one.state for one in anchors.of_text(case, made[0].uuid).values())
    said = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    goal = Goal("<=", 1) if name == "a slip every 2,000 letters" else None
    readable = cpu(lambda: differences.difference(words, other))
    return [
        Figure(f"corrected: {name}", spent, "s", peer, goal, said),
        Figure(f"difference: {name}", readable, "s"),
    ]


def _words(shop: Workshop, skipped: int) -> str:
    words = "\n\n".join(article.body for article in shop.articles[skipped : skipped + 2000])
    while len(words) < _LENGTH:
        words += f"\n\n{words}"
    return words[:_LENGTH]


def _slips(words: str, every: int) -> str:
    chance = Random(7)
    letters = list(words)
    for at in range(0, len(letters), every):
        place = min(at + chance.randrange(every), len(letters) - 1)
        letters[place] = "x" if letters[place].isalpha() else letters[place]
    return "".join(letters)
