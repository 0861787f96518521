"""Kinds of queries on a large case, in computed time, beside SQLite FTS5 fed with the same tokens.

Ours tells the best 20 and how many there are in all; FTS5 is asked for its best 20 only. The note says how many
hits a question has on average in both, which shows whether they were asked the same.
"""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import mean

from db import notes
from db.case import Case
from db.derived import Derived
from db.finding import find
from tests.benchmarks.measuring import Figure, cpu, high_ms, in_turn, middle_ms
from tests.benchmarks.peers import FullText
from tests.benchmarks.querying import Question
from tests.benchmarks.workshop import Workshop

_ROUNDS = 3
_CHANGES = 21

Ask = Callable[[Question], object]


def measure(shop: Workshop) -> list[Figure]:
    """Queries, passages, and how soon a change is found."""
    path = shop.copied("searched")
    index = Path(shutil.copyfile(shop.fed(), shop.folder / "searched.fts"))
    with Case.open(path) as case, Derived(case) as derived, FullText(index) as words:
        derived.search(shop.queries.common[0].ours)
        found = [
            figure
            for kind, questions in shop.queries.kinds.items()
            for figure in _kind(kind, questions, derived, words)
        ]
        found += _compared(
            "one common word, 20 passages",
            lambda question: find(case, derived, question.ours, 20),
            lambda question: words.passages(question.fts),
            shop.queries.common,
            "FTS5's are of tokens, not of the text",
        )
        found += _change(case, derived, words)
    return found


def _kind(kind: str, questions: Sequence[Question], derived: Derived, words: FullText) -> list[Figure]:
    ours = mean(derived.search(question.ours, 1).total for question in questions)
    theirs = mean(words.count(question.fts) for question in questions)
    return _compared(
        kind,
        lambda question: derived.search(question.ours),
        lambda question: words.search(question.fts),
        questions,
        f"hits {ours:,.1f}, FTS5 {theirs:,.1f}",
    )


def _compared(kind: str, ours: Ask, theirs: Ask, questions: Sequence[Question], note: str) -> list[Figure]:
    """The median and the 95th percentile of the same questions asked of us and of the peer, in turn."""
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for question in questions:
        actions = {"ours": partial(ours, question), "theirs": partial(theirs, question)}
        for name, taken in in_turn(actions, _ROUNDS, cpu).items():
            times[name] += taken
    return [
        Figure(f"{kind}, median", middle_ms(times["ours"]), "ms", middle_ms(times["theirs"]), None, note),
        Figure(f"{kind}, 95 %", high_ms(times["ours"]), "ms", high_ms(times["theirs"])),
    ]


def _change(case: Case, derived: Derived, words: FullText) -> list[Figure]:
    """A note is written, and the next search has it; writing it into the case is not counted."""
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for number in range(_CHANGES):
        word = f"unheardof{number}"
        title, body = f"Note {number}", f"A note of some words, {word} among them."
        notes.write(case, title, body)
        times["ours"].append(cpu(partial(derived.search, word)))
        times["theirs"].append(cpu(partial(_fed_and_asked, words, (title, body), word)))
        if (derived.search(word).total, words.count(word)) != (1, 1):
            raise AssertionError(f"{word} was not found")
    return [
        Figure("a new note is found, median", middle_ms(times["ours"]), "ms", middle_ms(times["theirs"])),
        Figure("a new note is found, 95 %", high_ms(times["ours"]), "ms", high_ms(times["theirs"])),
    ]


def _fed_and_asked(words: FullText, document: tuple[str, str], word: str) -> None:
    words.feed([document])
    words.search(word)
