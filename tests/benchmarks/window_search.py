"""Typing into the search field on a large case: how soon results are seen, and what a keystroke costs the window.

Every letter of common words is typed after the answer to the one before, and once all letters at once. The second
figure is what the thread of the window computes for one keystroke, painting included; off screen, without a GPU.
"""

import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from db import titles
from db.finding import Grouped
from desktop.base import theme
from desktop.base.session import Session
from desktop.search.bar import SearchBar
from tests.benchmarks.measuring import Figure, Goal, cpu, high_ms, middle_ms, spread
from tests.benchmarks.workshop import Workshop

_WORDS = 12
_LIMIT = 60_000  # milliseconds after which an answer is not waited for any longer
_FRAME = Goal("<=", 16)
_SMOOTH = Goal("<=", 1000 / 60)
_BEAT = 8  # milliseconds


class Typist:
    """Types into a search field, and waits until the results are painted."""

    def __init__(self, session: Session) -> None:
        self.window = QWidget()
        self.window.resize(1440, 900)
        self.bar = SearchBar(session, self.window)
        self.bar.setParent(self.window)
        self.bar.setGeometry(460, 8, 520, 36)
        self.window.show()
        self.window.activateWindow()
        self.bar.enter()
        self.computed: list[float] = []
        self._answered: list[str] = []
        self._loop = QEventLoop()
        self._show = self.bar.dropdown.show_answer
        self.bar.dropdown.show_answer = self._on_answer  # type: ignore[method-assign]

    def type(self, *texts: str) -> tuple[float, float]:
        """Seconds on the wall until the results of the last text are painted, and those computed for it here."""
        wall, own = perf_counter(), thread_time()
        for text in texts:
            self.bar.field.setText(text)
        while not self._answered or self._answered[-1] != texts[-1]:
            QTimer.singleShot(_LIMIT, self._loop.quit)
            self._loop.exec()
        self.bar.dropdown.repaint()
        self.computed.append((thread_time() - own) / len(texts))
        return perf_counter() - wall, thread_time() - own

    def _on_answer(self, typed: str, answer: Grouped, words: Sequence[str] = ()) -> None:
        self._show(typed, answer, words)
        self._answered.append(typed)
        QTimer.singleShot(0, self._loop.quit)


def measure(shop: Workshop) -> list[Figure]:
    """The field on a case of all articles."""
    app = QApplication.instance() or QApplication([])
    theme.apply(theme.Mode.LIGHT)
    session = Session(shop.copied("typed"), readonly=True)
    typist = Typist(session)
    first, _ = typist.type("quay ")
    words = [question.ours for question in shop.queries.common[:_WORDS]]
    found = [Figure("first results after opening", first * 1e3, "ms", note="reading the index is part of it")]
    found += _letters(typist, words)
    found += _figures("all letters at once", [typist.type(*_begun(word)) for word in words])
    chinese = [question.ours.strip('"') for question in shop.queries.kinds.get("2 Chinese characters", ())[:_WORDS]]
    if chinese:
        found += _figures("a Chinese character", [typist.type(word[:1]) for word in chinese])
        found += _figures("two Chinese characters", [typist.type(word) for word in chinese])
    computed = typist.computed
    most = f"{len(computed)} keystrokes, the most is {max(computed) * 1e3:.1f} ms, when a script is first painted"
    found.append(
        Figure("any keystroke: computed in the window's thread, 95 %", high_ms(computed), "ms", None, _FRAME, most)
    )
    found += _beats(typist, [word for word in words if len(word) > 3])
    found += _switching(session, words)
    typist.window.close()
    session.close()
    del app
    return found


def _letters(typist: Typist, words: list[str]) -> list[Figure]:
    times = {text: typist.type(text) for word in words for text in _begun(word)}
    return [
        *_figures("first letter", [taken for text, taken in times.items() if len(text) == 1]),
        *_figures("second letter", [taken for text, taken in times.items() if len(text) == 2]),
        *_figures("later letters", [taken for text, taken in times.items() if len(text) > 2]),
    ]


def _beats(typist: Typist, words: list[str]) -> list[Figure]:
    """How long the window's thread is held up while searches run beside it, told by a timer in it."""
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(perf_counter()))
    timer.start(_BEAT)
    for word in words:
        for text in _begun(word):
            typist.type(f"{text} ")
    timer.stop()
    gaps = [after - before for before, after in pairwise(beats)]
    most = f"{len(gaps)} beats, the longest {max(gaps) * 1e3:.0f} ms; {_BEAT} ms when nothing is done"
    return [Figure("between two beats of the window while searching, 95 %", high_ms(gaps), "ms", None, _SMOOTH, most)]


def _switching(session: Session, words: list[str]) -> list[Figure]:
    """The names of the quick switcher: read once, then narrowed with each letter, in the finder's thread."""
    known = titles.every(session.case)
    read = [cpu(lambda: titles.every(session.case)) for _ in range(5)]
    narrowed = [cpu(_narrowing(known, text)) for word in words for text in _begun(word)]
    return [
        Figure(f"names of {len(known):,} things read, median", middle_ms(read), "ms"),
        Figure("names narrowed by a letter, 95 %", high_ms(narrowed), "ms"),
    ]


def _narrowing(known: list[titles.Titled], text: str) -> Callable[[], object]:
    return lambda: titles.best(known, text, 40)


def _begun(word: str) -> list[str]:
    return [word[:length] for length in range(1, len(word) + 1)]


def _figures(what: str, times: list[tuple[float, float]]) -> list[Figure]:
    walls, owns = [wall for wall, _ in times], [own for _, own in times]
    return [
        Figure(f"{what}: seen after, median", middle_ms(walls), "ms", note=spread(walls)),
        Figure(f"{what}: seen after, 95 %", high_ms(walls), "ms"),
        Figure(f"{what}: computed in the window's thread, 95 %", high_ms(owns), "ms"),
    ]
