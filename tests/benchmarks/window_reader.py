"""Reading in the window: how soon a source is painted, and what a step of scrolling costs.

Computing time, off screen, without a GPU. The peer of a long text is Qt's own QPlainTextEdit with the same words
and no marks at all, since a thousand of its own would stop it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from db import excerpts, sources, texts
from db.case import Case
from db.refs import Ref
from db.spans import Span
from desktop.base import theme
from desktop.base.session import Session
from desktop.excerpts.panel import ExcerptsPanel
from desktop.reader.page import SourcePage
from tests.benchmarks.measuring import Figure, Goal, cpu, high_ms, middle_ms, spread
from tests.benchmarks.workshop import Workshop

_LENGTH, _MARKS = 1_000_000, 1000
_WIDTH, _HEIGHT, _SIDE = 590, 800, 300
_ROUNDS, _STEPS, _OPENED = 9, 300, 200
_STEP = 90  # pixels of scrolling


class Place(QWidget):
    """A page with the cards of its excerpts beside it, or any other widget, as the window has them."""

    def __init__(self, view: QAbstractScrollArea, *widgets: QWidget) -> None:
        super().__init__()
        self.view = view
        self.resize(_WIDTH + (_SIDE if len(widgets) > 1 else 0), _HEIGHT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            line.addWidget(widget, _SIDE if isinstance(widget, ExcerptsPanel) else _WIDTH)


def measure(shop: Workshop) -> list[Figure]:
    """First paint and scrolling of a marked text of a megabyte, and opening the sources of a large case."""
    application = QApplication.instance() or QApplication([])
    theme.apply(theme.Mode.LIGHT)
    words = _words(shop)
    path = _marked(shop.folder / "marked.casethread", words)
    found = [*_long(path, words), *_endless(path), *_any(shop.filled().path)]
    del application
    return found


def _long(path: Path, words: str) -> list[Figure]:
    session = Session(path, readonly=True)
    source = Ref("source", next(one.uuid for one in sources.every(session.case) if one.title == "marked"))
    opened = _times(lambda: _open(session, source, cards=True), _ROUNDS)
    bare = _times(lambda: _plain(words), _ROUNDS)
    frames = _frames(_open(session, source, cards=False))
    peers = _frames(_plain(words))
    session.close()
    name, mb = f"{_MARKS:,} excerpts in 1 MB", "first paint, with the cards"
    return [
        Figure(f"{name}: {mb}", middle_ms(opened), "ms", middle_ms(bare), Goal("<=", 120), spread(opened)),
        Figure("a step of scrolling in it, median", middle_ms(frames), "ms", middle_ms(peers)),
        Figure("a step of scrolling in it, 95 %", high_ms(frames), "ms", high_ms(peers), Goal("<=", 12)),
    ]


def _endless(path: Path) -> list[Figure]:
    session = Session(path, readonly=True)
    source = Ref("source", next(one.uuid for one in sources.every(session.case) if one.title == "endless"))
    opened = _times(lambda: _open(session, source, cards=False), _ROUNDS)
    session.close()
    return [Figure("10 MB in one line: first paint", middle_ms(opened), "ms", None, Goal("<=", 100), spread(opened))]


def _any(path: Path) -> list[Figure]:
    session = Session(path, readonly=True)
    every = sources.in_order(session.case)
    chosen = Random(3).sample(every, min(_OPENED, len(every)))
    opened = [cpu(lambda uuid=uuid: _open(session, Ref("source", uuid), cards=True)) for uuid in chosen]  # type: ignore[misc]
    session.close()
    note = f"{len(chosen)} of {len(every):,} sources; slowest {max(opened) * 1e3:.3g} ms"
    return [
        Figure("any source: first paint, with the cards, median", middle_ms(opened), "ms"),
        Figure("any source: first paint, with the cards, 95 %", high_ms(opened), "ms", None, Goal("<=", 100), note),
    ]


def _open(session: Session, source: Ref, *, cards: bool) -> Place:
    page = SourcePage(session, source)
    panel = ExcerptsPanel(session) if cards else None
    if panel:
        panel.follow(source)
    return _painted(Place(page.view, page, panel) if panel else Place(page.view, page))


def _plain(words: str) -> Place:
    edit = QPlainTextEdit(words)
    edit.setFont(theme.reading_font())
    edit.setReadOnly(True)
    return _painted(Place(edit, edit))


def _painted(place: Place) -> Place:
    place.show()
    place.grab()
    return place


def _frames(place: Place) -> list[float]:
    view = place.view
    picture = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    bar = view.verticalScrollBar()
    step = 3 if isinstance(view, QPlainTextEdit) else _STEP  # that one counts lines

    def one() -> None:
        bar.setValue(bar.value() + step)
        view.viewport().render(picture)

    return _times(one, _STEPS)


def _times(action: Callable[[], object], rounds: int) -> list[float]:
    action()
    return [cpu(action) for _ in range(rounds)]


def _words(shop: Workshop) -> str:
    words = "\n\n".join(article.body for article in shop.articles[:2000])
    while len(words) < _LENGTH:
        words += f"\n\n{words}"
    return words[:_LENGTH]


def _marked(path: Path, words: str) -> Path:
    """A case with a marked text, and with an endless line."""
    chance = Random(5)
    with Case.create(path) as case, case.edit("source.add"):
        text = _add(case, "marked", words)
        for _ in range(_MARKS):
            start = chance.randrange(len(words) - 300)
            span = Span(start, start + chance.randrange(20, 300))
            excerpts.add(case, text, words, span, comment="Ask who counted, and when.")
        _add(case, "endless", "lorem ipsum dolor " * 560_000)
    return path


def _add(case: Case, title: str, words: str) -> texts.Text:
    (identity,) = case.store([title.encode()])
    source = sources.add(case, identity, {"title": title, "type": "document"})
    return texts.add(case, source.uuid, words)
