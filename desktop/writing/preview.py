"""The text as printed: a serif, a page's margins, notes at the end. It loads nothing and keeps its place."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent
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
_SHORTEST = 4  # characters of words that are looked for in the text


class Preview(SafeText):
    """Shows what `paper.printed` made."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName("page")
        self._html = ""
        self._marked: list[tuple[str, str]] = []
        self.dress()

    def show_html(self, html: str) -> None:
        """Show another version; where one was reading stays in sight."""
        if html != self._html:
            self._html = html
            self._fill()

    def mark(self, words: Sequence[tuple[str, str]]) -> None:
        """Lay a ground (the name of an ink) under words, as far as they stand here."""
        self._marked = list(words)
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
        bar = self.verticalScrollBar()
        place = bar.value()
        self.setUpdatesEnabled(False)
        before = self.document()
        self.setDocument(self._made())
        if isValid(before):  # Qt deletes the one that it made itself
            before.deleteLater()
        self.document().size()
        bar.setValue(place)
        self._paint_marks()
        self.setUpdatesEnabled(True)

    def _made(self) -> QTextDocument:
        """A document of its own, finished before it is laid out. What it would load is asked of this widget."""
        made = QTextDocument(self)
        made.setUndoRedoEnabled(False)
        made.setDocumentMargin(0)
        made.setDefaultFont(theme.reading_font(_SIZE))
        made.setDefaultStyleSheet(_sheet(theme.inks()))
        made.setHtml(self._html)
        for block in _blocks(made):
            if level := block.blockFormat().headingLevel():
                _resize(block, _HEADINGS.get(level, _SIZE))
        return made

    def _paint_marks(self) -> None:
        made = []
        for words, ink in (one for one in self._marked if len(one[0]) >= _SHORTEST):
            selection = QTextEdit.ExtraSelection()
            found = self._find(words)
            selection.cursor = found
            form = QTextCharFormat()
            form.setBackground(theme.color(getattr(theme.inks(), ink)))
            selection.format = form
            if not found.isNull():
                made.append(selection)
        self.setExtraSelections(made)

    def _find(self, words: str) -> QTextCursor:
        flags = QTextDocument.FindFlag.FindCaseSensitively
        return self.document().find(" ".join(words.split()), 0, flags)

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
        .quoted {{ border: none; padding: 0 0 0 14px; }}
        .gap {{ font-size: 12px; margin-bottom: 0; }}
        .note {{ font-family: "{interface}"; font-size: 12px; color: {inks.muted}; margin-bottom: 4px;
                 line-height: 17px; }}
    """
