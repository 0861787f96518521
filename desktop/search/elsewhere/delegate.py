"""How the answers of other cases look: hits as everywhere, and remarks on a line of their own."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.base import theme
from desktop.search.delegate import HitDelegate
from desktop.search.elsewhere.rows import InCase, Remark

_REMARK = 44


class CaseDelegate(HitDelegate):
    """Paints hits of several cases."""

    def __init__(self) -> None:
        super().__init__(roomy=True)

    @override
    def height(self, line: object) -> int:
        return super().height(line.hit) if isinstance(line, InCase) else _REMARK

    @override
    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        if isinstance(line, InCase):
            super().paint_line(painter, rect, line.hit)
        elif isinstance(line, Remark):
            inks = theme.inks()
            painter.setFont(theme.interface_font())
            painter.setPen(theme.color(inks.thread if line.locked or line.more else inks.muted))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rect, int(flags), line.words)
