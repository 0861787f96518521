"""Typing into a note of 50 kB with its preview beside it: what a keystroke costs the thread of the window.

Keys are typed one after another at the beginning, in the middle and at the end, with painting; the preview and the
draft come when one pauses, and are told apart. Off screen, without a GPU.
"""

import os
from itertools import cycle, islice
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db import briefs, notes, sources
from db.case import Case
from db.refs import Ref, Uuid
from db.writings import Shelf
from desktop.base import theme
from desktop.base.session import Session
from desktop.briefings.checking import check
from desktop.briefings.page import BriefingPage
from desktop.writing.page import WritingPage
from desktop.writing.paper import printed
from tests.benchmarks.measuring import Figure, Goal, cpu, high_ms, middle_ms, spread
from tests.benchmarks.workshop import Workshop

_SIZE = 50_000  # characters of the note
_KEYS = 150  # typed in each place
_LIMIT = 20_000  # milliseconds after which a preview is not waited for any longer
_FRAME = Goal("<=", 16)
_SENTENCE = "The register has {n} ferries under the flag of [[Marvenza]], and nobody counted them again"


def measure(shop: Workshop) -> list[Figure]:
    """A note and a briefing in a case of all articles."""
    app = QApplication.instance() or QApplication([])
    theme.apply(theme.Mode.LIGHT)
    path = shop.copied("written")
    with Case.open(path) as case:
        body = _body(case)
        refs = [_written(case, shelf, body) for shelf in (notes.SHELF, briefs.SHELF)]
        worked = [Figure("preview made, off the window's thread", cpu(lambda: printed(case, "T", body)) * 1e3, "ms")]
        worked += [Figure("check made, off the window's thread", cpu(lambda: check(case, body)) * 1e3, "ms")]
    session = Session(path)
    found = _typed(WritingPage(session, notes.SHELF, refs[0]), "note")
    found += _typed(BriefingPage(session, refs[1]), "briefing")
    session.close()
    del app
    return [*found, *worked]


def _typed(page: WritingPage, what: str) -> list[Figure]:
    page.resize(900, 850)
    page.show()
    page.activateWindow()
    page.editor.setFocus()
    _until_printed(page)
    places = (200, _SIZE // 2, len(page.editor.text()))
    times = [seconds for place in places for seconds in _keys(page, place)]
    steps = _watched(page)
    pauses = [_pause(page) for _ in range(8)]
    page.close()
    return [
        Figure(f"keystroke in a {what}, median", middle_ms(times), "ms", note=spread(times)),
        Figure(f"keystroke in a {what}, 95 %", high_ms(times), "ms", goal=_FRAME),
        Figure(f"preview of a {what} shown after a pause, median", middle_ms(pauses), "ms", note=spread(pauses)),
        Figure("one step of that, 95 %", high_ms(steps), "ms", goal=_FRAME),
    ]


def _watched(page: WritingPage) -> list[float]:
    """Will hold the seconds computed here for each step in which a preview is put in its place."""
    seconds: list[float] = []
    preview = page.preview

    def step() -> None:
        before = thread_time()
        preview._on_next()
        seconds.append(thread_time() - before)

    preview._next.timeout.disconnect(preview._on_next)
    preview._next.timeout.connect(step)
    return seconds


def _keys(page: WritingPage, place: int) -> list[float]:
    """Seconds computed here for each key, painting included."""
    page.editor.go_to(place)
    QApplication.processEvents()
    return [_press(page, key) for key in islice(cycle("the words "), _KEYS)]


def _press(page: WritingPage, key: str) -> float:
    before = thread_time()
    QTest.keyClicks(page.editor, key)
    QApplication.processEvents()
    return thread_time() - before


def _pause(page: WritingPage) -> float:
    """Seconds computed here from a key until the preview shows it."""
    before = thread_time()
    _press(page, "x")
    _until_printed(page)
    return thread_time() - before


def _until_printed(page: WritingPage) -> None:
    loop = QEventLoop()
    page.preview.filled.connect(loop.quit)
    QTimer.singleShot(_LIMIT, loop.quit)
    page.redraw()
    loop.exec()
    page.preview.filled.disconnect(loop.quit)


def _body(case: Case) -> str:
    keys = cycle(source.key for source in sources.every(case)[:40])
    parts: list[str] = []
    while sum(map(len, parts)) < _SIZE:
        number = len(parts)
        words = ". ".join(_SENTENCE.format(n=number * 7 + line) for line in range(5))
        mark = ("## Part\n\n", "", "> ", "- ")[number % 4]
        parts.append(f"{mark}{words} [@{next(keys)}].\n\n")
    return "".join(parts)


def _written(case: Case, shelf: Shelf, body: str) -> Ref:
    return Ref(shelf.kind, Uuid(shelf.write(case, "Long", body)[0].uuid))
