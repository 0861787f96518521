"""The tab “Links” of the inspector: who is named in the open source or linked from the open text, and who cites it."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from db import briefs, citing, entities, links, notes
from db.case import Case
from db.derived import Derived
from db.refs import Ref
from db.spans import Span
from desktop.base import theme
from desktop.base.features import Panel
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import EmptyPlace, column, untitled
from desktop.base.sections import Head, SectionDelegate, SectionList, Sections
from desktop.base.session import Session

KINDS = ("source", "note", "briefing")
"""Of what there is something to say."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something linked: where it leads, what it is called, and how many times."""

    ref: Ref
    title: str
    times: int
    place: Span | None = None


class LinksPanel(Panel):
    """Follows the page in the middle."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.list = SectionList(Sections(_name), _LineDelegate(), tr("Links"))
        self.list.setObjectName("collection")
        self.empty = EmptyPlace("", "")
        self._words = {
            "source": tr("Nobody you know is named here, and nothing cites this source yet."),
            "note": tr("Write [[ and a name to link to a person or place, [@ and a key to cite."),
            "briefing": tr("Write [[ and a name to link to a person or place, [@ and a key to cite."),
        }
        self.setLayout(column(self.list, self.empty))
        self._latest = Latest(session, self)
        self._ref: Ref | None = None
        self.list.opened.connect(lambda line: session.show(line.ref, line.place))
        self.empty.hide()

    @override
    def follow(self, ref: Ref | None) -> None:
        if ref is None or ref.kind not in KINDS:
            self._latest.forget()
            return
        if ref != self._ref:
            self.list.sections.show(())
        self._ref = ref
        self._latest.find(lambda case, derived: linked(case, derived, ref), self._on_lines)

    def _on_lines(self, rows: list[object]) -> None:
        self.list.sections.show(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if self._ref and not rows:
            self.empty.say("", self._words[self._ref.kind])


def linked(case: Case, derived: Derived, ref: Ref) -> list[object]:
    """Everything linked with an object, under captions."""
    if ref.kind == "source":
        counts = Counter(mention.entity for mention in derived.mentions_in(ref.uuid))
        known = entities.listed(case, list(counts))
        named = [
            Line(Ref("entity", uuid), known[uuid].name or "", times)
            for uuid, times in counts.most_common()
            if uuid in known
        ]
        citing_it = [Line(one.ref, one.title, one.times, one.first) for one in citing.of_source(case, ref.uuid)]
        return [*_section(tr("Named here"), named), *_section(tr("Cited in"), citing_it)]
    body = (notes if ref.kind == "note" else briefs).of_uuid(case, ref.uuid).body
    meant = list(dict.fromkeys(links.targets(case, ref).values()))
    known = entities.listed(case, meant)
    people = [Line(Ref("entity", uuid), known[uuid].name or "", 0) for uuid in meant if uuid in known]
    people.sort(key=lambda line: line.title)
    cited = [Line(Ref("source", one.source), one.title, one.times) for one in citing.cited_in(case, body)]
    return [*_section(tr("Links to"), people), *_section(tr("Cites"), cited)]


def _section(words: str, lines: list[Line]) -> list[object]:
    return [Head(words, f"{len(lines):,}"), *lines] if lines else []


def _name(line: Line) -> str:
    return f"{shown(line.title) or untitled()} {line.times or ''}".strip()


class _LineDelegate(SectionDelegate):
    def height(self, line: object) -> int:
        """How high a line is, in pixels."""
        return 34

    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        """An icon for the kind, the title, the number of times."""
        assert isinstance(line, Line)
        inks, middle = theme.inks(), Qt.AlignmentFlag.AlignVCenter
        painter.drawPixmap(rect.x(), rect.y() + 8, theme.pixmap(line.ref.kind, inks.muted, 18))
        times = f"{line.times:,}" if line.times > 1 else ""
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, times)
        side = painter.fontMetrics().horizontalAdvance(times) + 10
        painter.setFont(theme.interface_font())
        painter.setPen(theme.color(inks.text))
        room = rect.adjusted(28, 0, -side, 0)
        title = shown(line.title) or untitled()
        painter.drawText(
            room, middle, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        )
