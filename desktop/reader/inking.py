"""Painting what lies on a text: grounds and lines of excerpts, hits, names, the selection; each a few rectangles."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from db.refs import Uuid
from desktop.base import theme
from desktop.reader.marks import Mark, Marks, Segment
from desktop.reader.setting import Setting

_DASH, _DASH_GAP = 6.0, 3.0
_SIGN_AWAY, _SIGN_WIDTH = 18, 3
_MOST_LANES = 4  # of signs side by side
_MOST_LINES = 3  # below one passage; more would run into the next line


def grounds(painter: QPainter, setting: Setting, corner: QPointF, marks: Marks) -> None:
    """The grounds of excerpts; where several overlap, their colours mix."""
    for segment in marks.between(setting.start, setting.end):
        fill(painter, setting, corner, segment.start, segment.end, _ground(segment))


def underlines(painter: QPainter, setting: Setting, corner: QPointF, marks: Marks, current: Uuid | None) -> None:
    """A line below each excerpt, so that colour is not the only sign; lines of several stand below one another."""
    lines = theme.inks().mark_lines
    for segment in marks.between(setting.start, setting.end):
        boxes = setting.rectangles(segment.start, segment.end)
        for depth, mark in enumerate(segment.marks[-_MOST_LINES:]):
            thick = 2.5 if mark.uuid == current else 1.5
            for box in boxes:
                line = QRectF(box.left(), box.bottom() - 1 + depth * 2.5, box.width(), thick).translated(corner)
                _line(painter, line, theme.color(lines[mark.shade % len(lines)]), dashed=mark.changed)


def signs(painter: QPainter, setting: Setting, corner: QPointF, marks: Marks, current: Uuid | None, width: int) -> None:
    """A bar in the margin beside each excerpt, side by side where they overlap; the current one as a thread."""
    inks = theme.inks()
    seen: dict[Uuid, Mark] = {}
    for segment in marks.between(setting.start, setting.end):
        seen.update((mark.uuid, mark) for mark in segment.marks)
    painter.setPen(Qt.PenStyle.NoPen)
    lanes: list[float] = []
    for mark in seen.values():
        boxes = setting.rectangles(mark.span.start, mark.span.end)
        if boxes:
            top, bottom = boxes[0].top() + 2, boxes[-1].bottom() - 2
            lane = next((number for number, below in enumerate(lanes) if below <= top), len(lanes))
            lanes[lane : lane + 1] = [bottom]
            away = _SIGN_AWAY + lane % _MOST_LANES * (_SIGN_WIDTH + 2)
            left = width + away - _SIGN_WIDTH if setting.right_to_left else -away
            chosen = mark.uuid == current
            painter.setBrush(theme.color(inks.thread if chosen else inks.mark_lines[mark.shade % len(inks.mark_lines)]))
            painter.drawRoundedRect(QRectF(left, top, _SIGN_WIDTH, bottom - top).translated(corner), 1.5, 1.5)


def milestone(painter: QPainter, setting: Setting, corner: QPointF, words: str, room: int) -> None:
    """A page or a time in the margin beside the first line of a paragraph, where there is room for it."""
    painter.setFont(theme.interface_font(theme.CAPTION_SIZE))
    wide = painter.fontMetrics().horizontalAdvance(words)
    if wide + _SIGN_AWAY + _MOST_LANES * 2 <= room:
        painter.setPen(theme.color(theme.inks().muted))
        place = QRectF(corner.x() - _SIGN_AWAY - _MOST_LANES * 2 - wide, corner.y(), wide + 2, setting.pitch)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def names(painter: QPainter, setting: Setting, corner: QPointF, marks: Marks) -> None:
    """A thin dotted line below each known name."""
    pen = QPen(theme.color(theme.inks().thread), 1.4, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    for segment in marks.between(setting.start, setting.end):
        for box in setting.rectangles(segment.start, segment.end):
            below = box.translated(corner)
            painter.drawLine(QPointF(below.left(), below.bottom() - 1), QPointF(below.right(), below.bottom() - 1))


def hits(
    painter: QPainter, setting: Setting, corner: QPointF, found: Iterable[tuple[int, int]], current: tuple[int, int]
) -> None:
    """The hits of a search in the text, each in a soft frame; the current one filled."""
    inks = theme.inks()
    for start, end in found:
        for box in setting.rectangles(start, end):
            painter.setPen(QPen(theme.color(inks.thread), 1))
            painter.setBrush(selected() if (start, end) == current else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.translated(corner).adjusted(-1.5, 0.5, 0.5, -0.5), 3, 3)


def _line(painter: QPainter, line: QRectF, ink: QColor, *, dashed: bool) -> None:
    """A line below words; dashed where the words are not those that were quoted."""
    if not dashed:
        painter.fillRect(line, ink)
        return
    at = line.left()
    while at < line.right():
        painter.fillRect(QRectF(at, line.top(), min(_DASH, line.right() - at), line.height()), ink)
        at += _DASH + _DASH_GAP


def fill(painter: QPainter, setting: Setting, corner: QPointF, start: int, end: int, ground: QColor) -> None:
    """A ground behind a passage."""
    for box in setting.rectangles(start, end):
        painter.fillRect(box.translated(corner), ground)


def selected() -> QColor:
    """The ground of what is selected, through which marks still show."""
    ground = theme.color(theme.inks().thread)
    ground.setAlpha(80 if theme.is_dark() else 60)
    return ground


def _ground(segment: Segment) -> QColor:
    colours = [theme.color(theme.inks().marks[mark.shade % len(theme.inks().marks)]) for mark in segment.marks[-4:]]
    count = len(colours)
    return QColor(
        sum(one.red() for one in colours) // count,
        sum(one.green() for one in colours) // count,
        sum(one.blue() for one in colours) // count,
    )
