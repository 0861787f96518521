"""Lists in sections: lines under captions, where a caption is shown and never chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.records import RECORD, Index

_HEAD = 34


@dataclass(frozen=True, slots=True)
class Head:
    """The caption of a section, and what stands at its right, such as a count."""

    words: str
    side: str = ""


class Sections(QAbstractListModel):
    """Heads and lines from top to bottom; `name` is what accessibility says of a line."""

    def __init__(self, name: Callable[[Any], str]) -> None:
        super().__init__()
        self._name = name
        self.rows: list[Any] = []

    def show(self, rows: Sequence[Any]) -> None:
        """Show these; nothing happens when they are shown already."""
        if list(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def lines(self) -> list[int]:
        """The numbers of the rows that can be chosen."""
        return [number for number, row in enumerate(self.rows) if not isinstance(row, Head)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many rows there are, heads among them."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A head can be neither chosen nor reached."""
        if not index.isValid() or isinstance(self.rows[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for delegates, its name for everybody else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == RECORD:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.words} {row.side}".strip() if isinstance(row, Head) else self._name(row)
        return None


class SectionDelegate(QStyledItemDelegate):
    """Paints heads; subclasses say how high their lines are and paint them."""

    margin = 16

    def height(self, line: object) -> int:
        """How high a line is, in pixels."""
        raise TypeError(type(line))

    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        """Paint a line; the ground is there already."""
        raise TypeError(type(line))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(RECORD)
        return QSize(120, _HEAD if isinstance(row, Head) else self.height(row))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, state = index.data(RECORD), QRect(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Head):
            self._head(painter, rect.adjusted(self.margin, 10, -self.margin, -2), row)
        else:
            self._ground(painter, rect, state)
            self.paint_line(painter, rect.adjusted(self.margin, 0, -self.margin, 0), row)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        painter.setPen(theme.color(theme.inks().muted))
        painter.setFont(theme.caption_font())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, head.words)
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, head.side)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        inks = theme.inks()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(inks.selection if chosen else inks.sunken))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 6, 6)


class SectionList(QListView):
    """Shows `Sections`; `opened` with the line on Enter or a click."""

    opened = Signal(object)

    def __init__(self, rows: Sections, delegate: SectionDelegate, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = rows
        rows.setParent(self)
        delegate.setParent(self)
        self.setModel(rows)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)

    def current(self) -> object | None:
        """The line that is chosen."""
        row = self.currentIndex().row()
        return self.sections.rows[row] if 0 <= row < len(self.sections.rows) else None

    def choose(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        self.setCurrentIndex(self.sections.index(row))
        self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """Choose the next line, or the one before, over heads; at an end nothing changes."""
        lines, row = self.sections.lines(), self.currentIndex().row()
        if not lines:
            return
        if row not in lines:
            self.choose(lines[0] if by > 0 else lines[-1])
            return
        self.choose(lines[min(max(lines.index(row) + by, 0), len(lines) - 1)])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self.sections.rows[index.row()]
        if not isinstance(line, Head):
            self.opened.emit(line)
