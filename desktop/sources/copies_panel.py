"""The tab “Copies” of the inspector: what else there is of the open source, each a way to go there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from typing_extensions import override

from db import relatives, sources
from db.analysis.nearness import Nearness
from db.case import Case
from db.derived import Derived
from db.refs import Ref, Uuid
from db.relatives import Relatives, percent
from db.sources import Source
from desktop.base import theme
from desktop.base.dates import shown as shown_date
from desktop.base.features import Panel
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import EmptyPlace, column, untitled
from desktop.base.sections import Head, SectionDelegate, SectionList, Sections
from desktop.base.session import Change, Session
from desktop.describing.kinds import kind_of

_BETWEEN = "  ·  "


@dataclass(frozen=True, slots=True)
class Line:
    """A source that is like the open one: what it is called, where and when, and what they have in common."""

    source: Uuid
    title: str
    about: str
    common: str
    is_open: bool = False
    is_near: bool = False


class CopiesPanel(Panel):
    """Follows the source in the middle."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.list = SectionList(Sections(_name), _LineDelegate(), tr("Copies and versions"))
        self.list.setObjectName("collection")
        self.empty = EmptyPlace("", tr("No other source has these words, or nearly these, or this address."))
        self.setLayout(column(self.list, self.empty))
        self._latest = Latest(session, self)
        self._ref: Ref | None = None
        self.list.opened.connect(lambda line: session.show(Ref("source", line.source)))
        self.empty.hide()
        session.changed.connect(self._on_changed)

    @override
    def follow(self, ref: Ref | None) -> None:
        if ref is None or ref.kind != "source":
            self._latest.forget()
            return
        if ref != self._ref:
            self.list.sections.show(())
        self._ref = ref
        self._latest.find(lambda case, derived: lines(case, derived, ref.uuid), self._on_lines)

    def _on_lines(self, rows: list[Head | Line]) -> None:
        self.list.sections.show(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _on_changed(self, change: Change) -> None:
        if self._ref is not None and self.isVisible() and change.touches("source", "text"):
            self.follow(self._ref)


def lines(case: Case, derived: Derived, uuid: Uuid) -> list[Head | Line]:
    """What else there is of a source, under captions."""
    source = sources.of_uuid(case, uuid)
    found: Relatives = relatives.of_source(case, derived, source)
    near = {one.source.uuid: one.nearness for one in found.near}
    return [
        *_section(tr("The same words"), found.same_text, lambda _: ""),
        *_section(tr("Captures of one address"), found.captures, lambda one: _captured(one, one.uuid == uuid), uuid),
        *_section(tr("Near copies"), (one.source for one in found.near), lambda one: shares(near[one.uuid]), near=True),
        *_section(tr("The same page, another address"), found.same_page, lambda one: one.url or ""),
    ]


def shares(nearness: Nearness) -> str:
    """In a few words, how much of each text stands in the other."""
    one, other = percent(nearness.share), percent(nearness.other_share)
    if one == other:
        return tr("{one} % of each is in the other").format(one=one)
    return tr("{one} % of this is there, {other} % of that here").format(one=one, other=other)


def _section(
    words: str,
    found: Iterable[Source],
    common: Callable[[Source], str],
    open_one: Uuid | None = None,
    *,
    near: bool = False,
) -> list[Head | Line]:
    made = [
        Line(one.uuid, one.title or untitled(), _about(one), common(one), is_open=one.uuid == open_one, is_near=near)
        for one in found
    ]
    return [Head(words, f"{len(made):,}"), *made] if made else []


def _about(source: Source) -> str:
    parts = [source.container_title or source.publisher or tr("publisher unknown")]
    if source.issued:
        parts.append(shown_date(source.issued))
    if kind := kind_of(source.media_type):
        parts.append(kind)
    return _BETWEEN.join(parts)


def _captured(source: Source, is_open: bool) -> str:
    when = source.accessed or source.obtained_at
    said = tr("seen on {day}").format(day=shown_date(when)) if when else tr("not known when it was seen")
    return _BETWEEN.join([said, tr("open now")]) if is_open else said


def _name(line: Line) -> str:
    return ", ".join(part for part in (shown(line.title), line.about, line.common) if part)


class _LineDelegate(SectionDelegate):
    def height(self, line: object) -> int:
        """How high a line is, in pixels."""
        assert isinstance(line, Line)
        return 64 if line.common else 46

    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        """The title, where and when, what is in common."""
        assert isinstance(line, Line)
        inks = theme.inks()
        weight = QFont.Weight.DemiBold if line.is_open else QFont.Weight.Medium
        rows = [
            (line.title, theme.interface_font(theme.TEXT_SIZE, weight), inks.text),
            (line.about, theme.interface_font(theme.SECOND_SIZE), inks.muted),
            (line.common, theme.interface_font(theme.SECOND_SIZE), inks.thread if line.is_near else inks.muted),
        ]
        top = rect.y() + 5
        for words, font, ink in rows:
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            room = QRect(rect.x(), top, rect.width(), 18)
            elided = painter.fontMetrics().elidedText(shown(words), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
            top += 18
