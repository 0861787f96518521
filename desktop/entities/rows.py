"""How an entity looks in the list."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from typing_extensions import override

from db.entities import Entity
from db.refs import Uuid
from desktop.base import theme
from desktop.base.i18n import count
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Row, RowDelegate, draw_chips
from desktop.base.pieces import untitled
from desktop.entities import words

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class EntityRow(RowDelegate):
    """The name and how often it is named; below them the kind as a chip, and the other names."""

    height = 58

    def __init__(self) -> None:
        super().__init__()
        self.counts: Mapping[Uuid, int] = {}

    def row(self, record: object) -> Row:
        """What to show of an entity."""
        assert isinstance(record, Entity)
        mentions = self.counts.get(record.uuid, 0)
        return Row(
            title=shown(record.name or "") or untitled(),
            second=shown(words.joined(record.aliases)),
            chips=(Chip(words.kind(record.kind)),),
            side=count(mentions, "1 mention", "{n} mentions") if mentions else "",
        )

    @override
    def _words(self, painter: QPainter, rect: QRect, row: Row) -> None:
        inks = theme.inks()
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        first, second = QRect(rect.x(), rect.y(), rect.width(), 20), QRect(rect.x(), rect.y() + 22, rect.width(), 18)
        painter.drawText(first, _MIDDLE | Qt.AlignmentFlag.AlignRight, row.side)
        side = painter.fontMetrics().horizontalAdvance(row.side) + 12
        painter.setFont(theme.interface_font(theme.CAPTION_SIZE, QFont.Weight.Medium))
        chip = painter.fontMetrics().horizontalAdvance(row.chips[0].words) + 14 + 8
        _cut(painter, second.adjusted(chip, 0, 0, 0), row.second, theme.interface_font(theme.SECOND_SIZE), inks.muted)
        name = theme.interface_font(theme.TEXT_SIZE, QFont.Weight.Medium)
        _cut(painter, first.adjusted(0, 0, -side, 0), row.title, name, inks.text)
        draw_chips(painter, second, row.chips)


def _cut(painter: QPainter, rect: QRect, said: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _MIDDLE, said)
