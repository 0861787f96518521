"""How a step looks in the list: like a diary, with the day and the time in the margin."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from typing_extensions import override

from db.history import Step
from desktop.base import theme
from desktop.base.dates import clock, day
from desktop.base.i18n import tr
from desktop.base.painting import Chip, Row, ShortRowDelegate
from desktop.history.words import initials, step_second, step_title

_GUTTER = 78


@dataclass(frozen=True, slots=True)
class Dated:
    """A step, and whether it is the first of its day from above."""

    step: Step
    opens_day: bool


class StepRow(ShortRowDelegate):
    """Day and time, what was done, to what, and by whom."""

    @override
    def row(self, record: object) -> Row:
        assert isinstance(record, Dated)
        step = record.step
        chips = () if step.stands else (Chip(tr("taken back")),)
        return Row(title=step_title(step), second=step_second(step), side=initials(step.author or ""), chips=chips)

    @override
    def _words(self, painter: QPainter, rect: QRect, row: Row) -> None:
        super()._words(painter, rect.adjusted(_GUTTER, 0, 0, 0), row)

    @override
    def words_of(self, painter: QPainter, rect: QRect, record: object) -> None:
        assert isinstance(record, Dated)
        inks = theme.inks()
        top = QRect(rect.x(), rect.y(), _GUTTER - 8, 19)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if record.opens_day:
            painter.setFont(theme.interface_font(theme.SECOND_SIZE, QFont.Weight.DemiBold))
            painter.setPen(theme.color(inks.text))
            painter.drawText(top, left, day(record.step.at))
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        painter.drawText(top.translated(0, 20 if record.opens_day else 0), left, clock(record.step.at))
        super().words_of(painter, rect, record)
