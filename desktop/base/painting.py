"""Painting of rows in lists: a title, a second line, chips, and a fact at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.base import theme
from desktop.base.offsets import shown
from desktop.base.records import RECORD, Index


class Tone(Enum):
    """What a chip is about."""

    PLAIN = "plain"
    ORIGIN = "origin"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Chip:
    """A short fact with round corners."""

    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a list shows; `strong` for what is new or current."""

    title: str
    second: str = ""
    chips: Sequence[Chip] = ()
    side: str = ""
    strong: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints records as rows of two lines and chips; subclasses say what stands in them."""

    height = 74
    margin = 16

    def row(self, record: object) -> Row:
        """What to show of a record."""
        raise TypeError(type(record))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record = index.data(RECORD)
        rect, state = QRect(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        if record is not None:
            self.words_of(painter, rect.adjusted(self.margin, 8, -self.margin, -6), record)
        painter.restore()

    def words_of(self, painter: QPainter, rect: QRect, record: object) -> None:
        """Paint what is to be said of a record; for rows that have something beside their lines."""
        self._words(painter, rect, self.row(record))

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        inks = theme.inks()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color(inks.selection))
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), theme.color(inks.thread))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color(inks.window))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color(inks.thread))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 1, -2, -2), 6, 6)
        painter.setPen(theme.color(inks.line))
        painter.drawLine(rect.left() + self.margin, rect.bottom(), rect.right(), rect.bottom())

    def _words(self, painter: QPainter, rect: QRect, row: Row) -> None:
        inks = theme.inks()
        weight = QFont.Weight.DemiBold if row.strong else QFont.Weight.Medium
        _line(painter, QRect(rect.x(), rect.y(), rect.width(), 19), row.title, theme.TEXT_SIZE, inks.text, weight)
        _line(painter, QRect(rect.x(), rect.y() + 19, rect.width(), 18), row.second, theme.SECOND_SIZE, inks.muted)
        below = QRect(rect.x(), rect.y() + 40, rect.width(), 18)
        width = _line(painter, below, row.side, theme.CAPTION_SIZE + 1, inks.muted, side=True)
        draw_chips(painter, below.adjusted(0, 0, -width - 8, 0), row.chips)


class ShortRowDelegate(RowDelegate):
    """Rows of two lines: the fact at the right stands beside the title, chips at the right of the second line."""

    height = 54

    @override
    def _words(self, painter: QPainter, rect: QRect, row: Row) -> None:
        inks = theme.inks()
        first = QRect(rect.x(), rect.y(), rect.width(), 19)
        second = first.translated(0, 20)
        weight = QFont.Weight.DemiBold if row.strong else QFont.Weight.Medium
        width = _line(painter, first, row.side, theme.SECOND_SIZE, inks.muted, side=True)
        _line(painter, first.adjusted(0, 0, -width - 12, 0), row.title, theme.TEXT_SIZE, inks.text, weight)
        width = chips_width(painter, row.chips)
        draw_chips(painter, second.adjusted(second.width() - width, 1, 1, -1), row.chips)
        _line(painter, second.adjusted(0, 0, -width - 12, 0), row.second, theme.SECOND_SIZE, inks.muted)


def chips_width(painter: QPainter, chips: Sequence[Chip]) -> int:
    """How much room chips take from left to right."""
    painter.setFont(theme.interface_font(theme.CAPTION_SIZE, QFont.Weight.Medium))
    return sum(painter.fontMetrics().horizontalAdvance(chip.words) + 20 for chip in chips)


def draw_chips(painter: QPainter, rect: QRect, chips: Sequence[Chip]) -> None:
    """Chips from left to right, as many as there is room for."""
    painter.setFont(theme.interface_font(theme.CAPTION_SIZE, QFont.Weight.Medium))
    left = rect.x()
    for chip in chips:
        width = painter.fontMetrics().horizontalAdvance(chip.words) + 14
        if left + width > rect.right():
            return
        ground, ink = _tone(chip.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        place = QRect(left, rect.y(), width, 18)
        painter.drawRoundedRect(place, 9, 9)
        painter.setPen(theme.color(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, chip.words)
        left += width + 6


def _tone(tone: Tone) -> tuple[str, str]:
    inks = theme.inks()
    return {
        Tone.PLAIN: (inks.sunken, inks.muted),
        Tone.ORIGIN: (inks.thread_soft, inks.thread),
        Tone.WARNING: (inks.warning_ground, inks.warning),
    }[tone]


def _line(
    painter: QPainter,
    rect: QRect,
    words: str,
    size: int,
    ink: str,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    side: bool = False,
) -> int:
    """One line, shortened to its place; the width it takes."""
    if not words:
        return 0
    painter.setFont(theme.interface_font(size, weight))
    painter.setPen(theme.color(ink))
    words = painter.fontMetrics().elidedText(shown(words).replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    where = Qt.AlignmentFlag.AlignRight if side else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | where, words)
    return painter.fontMetrics().horizontalAdvance(words)
