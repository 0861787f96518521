"""The text as printed: a serif, a page's margins, notes at the end. It loads nothing and keeps its place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.base import theme
from desktop.base.inks import Inks
from desktop.base.pieces import SafeText

_SIZE = 15
_MEASURE = 70  # characters in a line
_SIDE, _TOP = 40, 14


class Preview(SafeText):
    """Shows what `paper.printed` made."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName("page")
        self._html = ""
        self._marked: list[tuple[str, str]] = []
        self.document().setDocumentMargin(0)
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
        self.document().setDefaultFont(theme.reading_font(_SIZE))
        self.document().setDefaultStyleSheet(_sheet(theme.inks()))
        self._fill()

    def headings(self) -> list[float]:
        """Where headings begin, in pixels from the top."""
        layout, block, found = self.document().documentLayout(), self.document().begin(), []
        while block.isValid():
            if block.blockFormat().headingLevel():
                found.append(layout.blockBoundingRect(block).top())
            block = block.next()
        return found

    def _fill(self) -> None:
        bar = self.verticalScrollBar()
        place = bar.value()
        self.setUpdatesEnabled(False)
        self.setHtml(self._html)
        self.document().size()
        bar.setValue(place)
        self._paint_marks()
        self.setUpdatesEnabled(True)

    def _paint_marks(self) -> None:
        made = []
        for words, ink in self._marked:
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


def _sheet(inks: Inks) -> str:
    interface = theme.interface_font().family()
    return f"""
        body, p, li, td, th {{ color: {inks.text}; line-height: 150%; }}
        p {{ margin-top: 0; margin-bottom: 12px; }}
        li {{ margin-bottom: 4px; }}
        h1 {{ font-size: 24px; font-weight: 600; margin-top: 0; margin-bottom: 14px; line-height: 120%; }}
        h2 {{ font-size: 18px; font-weight: 600; margin-top: 22px; margin-bottom: 10px; line-height: 125%; }}
        h3, h4, h5, h6 {{ font-size: 15px; font-weight: 600; margin-top: 16px; margin-bottom: 6px; }}
        a {{ color: {inks.thread}; text-decoration: none; }}
        sup {{ font-size: 12px; }}
        code, pre {{ font-family: "{interface}"; font-size: 13px; color: {inks.muted}; }}
        th {{ font-family: "{interface}"; font-size: 12px; font-weight: 400; color: {inks.muted}; text-align: left; }}
        td, th {{ padding: 4px 12px 4px 0; vertical-align: top; border-bottom: 1px solid {inks.line}; }}
        table {{ border-collapse: collapse; margin-bottom: 12px; }}
        .bar {{ background-color: {inks.thread}; border: none; padding: 0; }}
        .quoted {{ border: none; padding: 0 0 0 14px; }}
        .gap {{ font-size: 12px; margin-bottom: 0; }}
        .note {{ font-family: "{interface}"; font-size: 12px; color: {inks.muted}; margin-bottom: 4px;
                 line-height: 140%; }}
    """
