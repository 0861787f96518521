"""The text as printed: a serif, a page's margins, notes at the end. It loads nothing and keeps its place."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextEdit
from shiboken6 import isValid
from typing_extensions import override

from desktop.base import theme
from desktop.base.inks import Inks
from desktop.base.pieces import SafeText
from desktop.writing.paper import NOTES

_SIZE = 15
_MEASURE = 70  # characters in a line
_SIDE, _TOP = 40, 14
_HEADINGS = {1: 24, 2: 18}
_SHORTEST, _MOST = 4, 80  # characters of words that are looked for in the text, and how many of them at most


class Preview(SafeText):
    """Shows what `paper.printed` made; `filled` when another version is in its place.

    A long text comes in steps, between which a key can be pressed: none of them takes as long as a frame.
    """

    filled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName("page")
        self._html = ""
        self._marked: list[tuple[str, str]] = []
        self._place = 0
        self._made: QTextDocument | None = None
        self._steps: list[Callable[[], None]] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._on_next)

    @property
    def is_filling(self) -> bool:
        """Whether another version is on its way; then nobody has scrolled."""
        return bool(self._steps)

    def show_html(self, html: str) -> None:
        """Show another version soon; where one was reading stays in sight."""
        if html != self._html:
            self._html = html
            self._fill()

    def mark(self, words: Sequence[tuple[str, str]]) -> None:
        """Lay a ground (the name of an ink) under words, in their order, as far as they stand here."""
        self._marked = list(words)
        if not self.is_filling:
            self._paint_marks()

    def dress(self) -> None:
        """Take the colours in use."""
        self._fill()

    def headings(self) -> list[float]:
        """Where headings begin, in pixels from the top."""
        return [self._top(block) for block in _blocks(self.document()) if block.blockFormat().headingLevel()]

    def end(self) -> float:
        """Where the text ends and the notes begin, in pixels from the top."""
        notes = (block for block in _blocks(self.document()) if NOTES in _names(block))
        return next(map(self._top, notes), self.document().size().height())

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()

    def _fill(self) -> None:
        self._steps = [self._make, self._put, self._settle, self._uncover]
        self._next.start(0)

    def _on_next(self) -> None:
        self._steps[0]()
        del self._steps[0]
        if self._steps:
            self._next.start(0)
        else:
            self.filled.emit()

    def _put(self) -> None:
        """Put the new document in the place of the old one; nothing is painted until it has settled."""
        if self.updatesEnabled():
            self._place = self.verticalScrollBar().value()
        self.setUpdatesEnabled(False)
        before, made = self.document(), self._made
        assert made is not None
        self.setExtraSelections([])  # they point into the old one
        self.setDocument(made)
        if isValid(before) and before is not made:  # Qt deletes the one that it made itself
            before.deleteLater()

    def _settle(self) -> None:
        """Lay it out to its end, and go back to where one was."""
        self.document().size()
        self.verticalScrollBar().setValue(self._place)

    def _uncover(self) -> None:
        self._paint_marks()
        self.setUpdatesEnabled(True)

    def _make(self) -> None:
        """A document of its own, finished before it is laid out. What it would load is asked of this widget."""
        if self._made is not None and isValid(self._made) and self._made is not self.document():
            self._made.deleteLater()
        made = self._made = QTextDocument(self)
        made.setUndoRedoEnabled(False)
        made.setDocumentMargin(0)
        made.setDefaultFont(theme.reading_font(_SIZE))
        made.setDefaultStyleSheet(_sheet(theme.inks()))
        made.setHtml(self._html)
        for block in _blocks(made):
            if level := block.blockFormat().headingLevel():
                _resize(block, _HEADINGS.get(level, _SIZE))

    def _paint_marks(self) -> None:
        made, place = [], 0
        for words, ink in [one for one in self._marked if len(one[0]) >= _SHORTEST][:_MOST]:
            selection = QTextEdit.ExtraSelection()
            found = self._find(words, place)
            selection.cursor = found
            form = QTextCharFormat()
            form.setBackground(theme.color(getattr(theme.inks(), ink)))
            selection.format = form
            if not found.isNull():
                made.append(selection)
                place = found.selectionStart()
        self.setExtraSelections(made)

    def _find(self, words: str, place: int) -> QTextCursor:
        flags = QTextDocument.FindFlag.FindCaseSensitively
        return self.document().find(" ".join(words.split()), place, flags)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        column = self.fontMetrics().averageCharWidth() * _MEASURE * _SIZE // theme.TEXT_SIZE
        free = self.width() - column - self.verticalScrollBar().sizeHint().width()
        side = max(min(_SIDE, self.width() // 12), free // 2)
        self.setViewportMargins(side, _TOP, side, 0)
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_html"):
            self.dress()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _names(block: QTextBlock) -> list[str]:
    """The names of the place where a paragraph begins."""
    first = block.begin()
    return [] if first.atEnd() else first.fragment().charFormat().anchorNames()


def _resize(block: QTextBlock, size: int) -> None:
    """Give a heading its size in pixels, whatever Qt thinks of the sizes of headings."""
    for start, length, form in [(one.start, one.length, QTextCharFormat(one.format)) for one in block.textFormats()]:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
        form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        form.setProperty(QTextFormat.Property.FontPixelSize, size)
        cursor.setCharFormat(form)


def _sheet(inks: Inks) -> str:
    interface = theme.interface_font().family()
    return f"""
        body, p, li, td, th {{ color: {inks.text}; line-height: 24px; }}
        p {{ margin-top: 0; margin-bottom: 12px; }}
        li {{ margin-bottom: 4px; }}
        h1 {{ font-weight: 600; margin-top: 0; margin-bottom: 14px; line-height: 30px; }}
        h2 {{ font-weight: 600; margin-top: 22px; margin-bottom: 10px; line-height: 24px; }}
        h3, h4, h5, h6 {{ font-weight: 600; margin-top: 16px; margin-bottom: 6px; }}
        a {{ color: {inks.thread}; text-decoration: none; }}
        sup {{ font-size: 12px; }}
        code, pre {{ font-family: "{interface}"; font-size: 13px; color: {inks.muted}; }}
        th {{ font-family: "{interface}"; font-size: 12px; font-weight: 400; color: {inks.muted}; text-align: left; }}
        .cell {{ font-family: "{interface}"; font-size: 13px; line-height: 20px; }}
        td, th {{ padding: 4px 12px 4px 0; vertical-align: top; border-bottom: 1px solid {inks.line}; }}
        table {{ border-collapse: collapse; margin-bottom: 12px; }}
        .bar {{ background-color: {inks.thread}; border: none; padding: 0; }}
        .quoted {{ border: none; padding: 0 14px; }}
        .gap {{ font-size: 12px; margin-bottom: 0; }}
        .note {{ font-family: "{interface}"; font-size: 12px; color: {inks.muted}; margin-bottom: 4px;
                 line-height: 17px; }}
    """
