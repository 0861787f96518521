"""Signs in the margin of an editor, each beside the line on which its statement begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import OffsetMap
from desktop.briefings.marks import Mark, Sign
from desktop.writing.editor import Editor

_WIDTH, _HEIGHT, _AWAY = 18, 17, 6
_SHOWN = {
    Sign.MATCH: ("✓", "green"),
    Sign.SHAKEN: ("!", "amber"),
    Sign.MISSING: ("?", "rose"),
    Sign.DIFFERS: ("≠", "amber"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside one line: the sign that matters most of all that begin there."""

    top: int
    sign: Sign
    words: str
    position: int


class Margin(QWidget):
    """Paints the signs; `chosen` with the place (Qt's count) when one is clicked."""

    chosen = Signal(int)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor = editor
        self.setAccessibleName(tr("What matches its source"))
        self._marks: list[Mark] = []  # with places as Qt counts them
        editor.document().contentsChange.connect(self._on_edited)
        editor.verticalScrollBar().valueChanged.connect(lambda _: self.update())
        editor.resized.connect(self._fit)
        editor.document().documentLayout().documentSizeChanged.connect(lambda _: self.update())
        self._fit()

    def show_marks(self, text: str, marks: Sequence[Mark]) -> None:
        """Show the signs of a text, which is the editor's."""
        places = OffsetMap(text)
        self._marks = [replace(mark, place=places.to_qt(mark.place)) for mark in marks]
        self.update()

    def shown(self) -> list[Shown]:
        """What is in sight now, from top to bottom."""
        first, last = self._range()
        found: dict[int, Shown] = {}
        for mark in self._marks:
            if first <= mark.place <= last:
                top = self._top(mark.place)
                before = found.get(top)
                found[top] = Shown(top, mark.sign, mark.words, mark.place) if before is None else _both(before, mark)
        return [found[top] for top in sorted(found)]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.rect().adjusted(0, self.editor.viewport().y() - 2, 0, 0))
        painter.setFont(theme.interface_font(theme.CAPTION_SIZE, QFont.Weight.DemiBold))
        for one in self.shown():
            sign, ink = _SHOWN[one.sign]
            rect = self._rect(one)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(getattr(theme.inks(), ink)))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(theme.color(theme.inks().text))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            one = self._at(event.pos())
            words = "<br>".join(map(escape, one.words.split("\n"))) if one else ""
            QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>" if words else "", self)
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        one = self._at(event.position().toPoint())
        if one:
            self.chosen.emit(one.position)

    def _at(self, point: QPoint) -> Shown | None:
        return next((one for one in self.shown() if self._rect(one).adjusted(-4, -4, 4, 4).contains(point)), None)

    def _rect(self, one: Shown) -> QRect:
        return QRect(self.width() - _WIDTH - _AWAY, one.top, _WIDTH, _HEIGHT)

    def _top(self, position: int) -> int:
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(min(position, self.editor.document().characterCount() - 1))
        rect = self.editor.cursorRect(cursor)
        return rect.top() + self.editor.viewport().y() + (rect.height() - _HEIGHT) // 2

    def _range(self) -> tuple[int, int]:
        view = self.editor.viewport().rect()
        first = self.editor.cursorForPosition(view.topLeft()).position()
        return first, self.editor.cursorForPosition(view.bottomRight()).position()

    def _on_edited(self, place: int, removed: int, added: int) -> None:
        """Signs move with their words until the next check; those of words that are gone go."""
        moved = []
        for mark in self._marks:
            if mark.place < place:
                moved.append(mark)
            elif mark.place >= place + removed:
                moved.append(replace(mark, place=mark.place + added - removed))
        self._marks = moved
        self.update()

    def _fit(self) -> None:
        self.setGeometry(0, 0, self.editor.margin_width(), self.editor.height())


def _both(before: Shown, mark: Mark) -> Shown:
    words = "\n".join(dict.fromkeys([*before.words.split("\n"), *mark.words.split("\n")]))
    if mark.sign > before.sign:
        return Shown(before.top, mark.sign, words, mark.place)
    return replace(before, words=words)
