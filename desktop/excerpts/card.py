"""How an excerpt looks as a card: its colour, its key and place, its first words, the comment on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from desktop.base import standings, theme
from desktop.base.i18n import tr
from desktop.base.offsets import OffsetMap, runs_right_to_left, shown
from desktop.excerpts.shelf import Shown

SIDE, GAP = 14, 10
"""Pixels beside a card, and below it."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 15, 12, 9, 10
_BAR, _HEAD, _STATUS = 4, 18, 16
_QUOTE_LINES, _NOW_LINES, _COMMENT_LINES = 3, 3, 5
_SLACK = 1.15  # words broken into lines take at most so many times their width
_NARROWEST = 4.5  # pixels a character takes on average in any text
_LOOKED_AT = 400  # characters that can stand on a card at most


@dataclass(frozen=True, slots=True)
class Style:
    """Size, distance of lines and ink of one part of a card."""

    size: int
    pitch: int
    ink: str

    def font(self) -> QFont:
        """The font to paint with."""
        return _font(self.size)


_QUOTE = Style(theme.TEXT_SIZE, 18, "text")
_COMMENT = Style(theme.SECOND_SIZE, 17, "muted")
_NOW = Style(theme.SECOND_SIZE, 17, "warning")


def height(one: Shown, width: int, editor: int | None = None) -> int:
    """How high a card is with the space below it; `editor` is the height of the field for its comment, if open."""
    room = _room(width)
    below = editor + 4 if editor is not None else _comment_height(one, room)
    return (
        _TOP + _HEAD + _status_height(one) + _quote_height(one, room) + _now_height(one, room) + below + _BOTTOM + GAP
    )


def comment_place(one: Shown, rect: QRect) -> QRect:
    """Where the comment stands on a card that fills a row."""
    room = _room(rect.width())
    top = rect.y() + _TOP + _HEAD + _status_height(one) + _quote_height(one, room) + _now_height(one, room)
    return QRect(rect.x() + SIDE + _LEFT - 4, top + 2, room + 6, rect.bottom() - GAP - _BOTTOM - top)


def paint(painter: QPainter, rect: QRect, one: Shown, *, chosen: bool, hovered: bool, editing: bool) -> None:
    """Paint a card into a row."""
    inks = theme.inks()
    card = QRectF(rect.x() + SIDE, rect.y(), rect.width() - 2 * SIDE, rect.height() - GAP).adjusted(
        0.5, 0.5, -0.5, -0.5
    )
    shape = QPainterPath()
    shape.addRoundedRect(card, 10, 10)
    painter.fillPath(shape, theme.color(inks.surface))
    painter.save()
    painter.setClipPath(shape)
    bar = QRectF(card.left(), card.top(), _BAR, card.height())
    painter.fillRect(bar, theme.color(inks.mark_lines[one.shade % len(inks.mark_lines)]))
    painter.restore()
    painter.setPen(QPen(theme.color(inks.thread if chosen else inks.muted if hovered else inks.line), 1))
    painter.drawPath(shape)
    _words(painter, card, one, chosen=chosen, editing=editing)


def _words(painter: QPainter, card: QRectF, one: Shown, *, chosen: bool, editing: bool) -> None:
    left, top, room = card.left() + _LEFT, card.top() + _TOP, int(card.width()) + 1 - _LEFT - _RIGHT
    painter.setFont(_font(theme.CAPTION_SIZE))
    painter.setPen(theme.color(theme.inks().warning if one.standing else theme.inks().muted))
    head = QRectF(left, top - 1, room, 16)
    side = tr("F2 comment") if chosen and not one.comment and not editing else ""
    wide = painter.fontMetrics().horizontalAdvance(side)
    said = painter.fontMetrics().elidedText(_head_words(one), Qt.TextElideMode.ElideRight, room - wide - 8)
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
    painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, side)
    if said := status(one):
        troubled = one.standing is not None or (one.followed is not None and not one.followed.same_words)
        painter.setPen(theme.color(theme.inks().warning if troubled else theme.inks().muted))
        painter.drawText(head.translated(0, _STATUS), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
    below = QPointF(left, top + _HEAD + _status_height(one))
    _draw(painter, one.words, _QUOTE, below, room, _QUOTE_LINES)
    below += QPointF(0, _quote_height(one, room))
    if one.now:
        _draw(painter, _now_words(one), _NOW, below + QPointF(0, 4), room, _NOW_LINES)
        below += QPointF(0, _now_height(one, room))
    if not editing and one.comment:
        below += QPointF(0, 3)
        _draw(painter, one.comment, _COMMENT, below, room, _COMMENT_LINES)


def _head_words(one: Shown) -> str:
    parts = (
        one.excerpt.key,
        one.excerpt.locator or "",
        tr("comment not sealed") if one.draft is not None else "",
    )
    return "  ·  ".join(part for part in parts if part)


def status(one: Shown) -> str:
    """How its source stands, what became of an excerpt of another text, and in which capture; empty when as usual."""
    parts = (
        standings.of_its_source(one.standing),
        _followed_words(one),
        tr("earlier capture") if one.capture else "",
    )
    return "  ·  ".join(part for part in parts if part)


def _followed_words(one: Shown) -> str:
    found = one.followed
    if found is None:
        return tr("made in another text") if one.elsewhere else ""
    if found.state == "exact" and one.capture:
        return ""
    if found.state == "lost":
        return tr("not in the current text")
    if not found.same_words:
        return tr("the quote changed")
    return tr("made in another text") if found.state == "exact" else tr("perhaps in another place")


def _status_height(one: Shown) -> int:
    return _STATUS if status(one) else 0


def _now_words(one: Shown) -> str:
    return tr("Now: {words}").format(words=one.now) if one.now else ""


def _now_height(one: Shown, room: int) -> int:
    return _lines(_now_words(one), _NOW, room, _NOW_LINES) * _NOW.pitch + 4 if one.now else 0


def _room(width: int) -> int:
    return width - 2 * SIDE - _LEFT - _RIGHT


def _quote_height(one: Shown, room: int) -> int:
    return _lines(one.words, _QUOTE, room, _QUOTE_LINES) * _QUOTE.pitch


def _comment_height(one: Shown, room: int) -> int:
    return _lines(one.comment, _COMMENT, room, _COMMENT_LINES) * _COMMENT.pitch + 3 if one.comment else 0


@lru_cache(maxsize=8192)
def _lines(words: str, style: Style, room: int, most: int) -> int:
    """How many lines words take, judged by their width: they are only broken where that leaves a doubt."""
    if len(words) * _NARROWEST > most * room:
        return most
    metrics, count = QFontMetrics(style.font()), 0
    for line in words.split("\n"):
        if line.strip():
            full = metrics.horizontalAdvance(line) / max(room, 1)
            sure = ceil(full) == ceil(full * _SLACK) or count + full >= most
            count += max(ceil(full), 1) if sure else len(list(_broken(shown(line), style.font(), room, most)))
        if count >= most:
            return most
    return max(count, 1)


def _draw(painter: QPainter, words: str, style: Style, corner: QPointF, room: int, most: int) -> None:
    """Words in as many lines as were measured; the last one ends with an ellipsis when there are more."""
    painter.setFont(style.font())
    painter.setPen(theme.color(getattr(theme.inks(), style.ink)))
    side = Qt.AlignmentFlag.AlignRight if runs_right_to_left(words[:_LOOKED_AT]) else Qt.AlignmentFlag.AlignLeft
    count = _lines(words, style, room, most)
    for number, line in enumerate(_broken(shown(words[:_LOOKED_AT]), style.font(), room, count)):
        place = QRectF(corner.x(), corner.y() + number * style.pitch, room, style.pitch)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, line)


def _broken(words: str, font: QFont, room: int, most: int) -> Iterator[str]:
    """Words broken into lines."""
    plain = "\u2028".join(line for line in words.split("\n") if line.strip())
    layout, option, places = QTextLayout(plain, font), QTextOption(), OffsetMap(plain)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
        start, end = places.to_text(line.textStart()), places.to_text(line.textStart() + line.textLength())
        if number == most - 1 and end < len(plain):
            rest = plain[start:].replace("\u2028", " ")
            yield QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, room)
        else:
            yield plain[start:end].rstrip("\u2028 ")
    layout.endLayout()


@cache
def _font(size: int) -> QFont:
    return theme.interface_font(size)
