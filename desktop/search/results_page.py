"""All results of a query as a page; its identity is the query."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from db import facets
from db.facets import Facet
from db.finding import Asked, Found, Group, Grouped, grouped, more
from db.refs import Ref, Uuid
from desktop.base.features import Page
from desktop.base.frame import expanding_of
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import button, column, holding, label, row
from desktop.base.places import Listing
from desktop.base.sections import SectionList, Sections
from desktop.base.session import Change, Session
from desktop.search import hits
from desktop.search.delegate import HitDelegate
from desktop.search.dropdown import meant_instead, nothing_found
from desktop.search.facet_list import FacetList
from desktop.search.hits import More
from desktop.search.results_head import ResultsHead

_FIRST, _NEXT, _PASSAGES = 20, 50, 3
_WIDE = 700  # pixels from which the facets stand beside the results


@dataclass(frozen=True, slots=True)
class Left:
    """Where the person was in the results of a query: how far, in which order, with how many of each kind shown."""

    scroll: int = 0
    order: str = "relevance"
    numbers: Mapping[str, int] = field(default_factory=dict)


class ResultsPage(Page):
    """Everything a query finds, by kind, in the order and as narrow as one likes; more of a kind when asked for."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.session = session
        self.query: str = ref.uuid
        self.order = "relevance"
        self.answer: Grouped | None = None
        self._scroll: int | None = None
        self.list = SectionList(Sections(hits.name), HitDelegate(roomy=True), tr("Results of the search"))
        self.facets = FacetList()
        self.head = ResultsHead()
        self.head.set_query(hits.heading(session.case, self.query))
        self.advice = label(muted=True, wrap=True)
        self.instead = button("", self._take_instead)
        self.nothing = holding(column(self.advice, row(self.instead, 1), 1, margins=(24, 8, 24, 24), gap=12))
        below = row(self.list, self.facets, gap=0)
        below.setStretchFactor(self.list, 1)
        layout = column(self.head, self.nothing)
        layout.addLayout(below, 1)
        layout.setStretchFactor(self.nothing, 1)
        self.setLayout(layout)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.nothing.hide()
        self.facets.hide()
        self.setFocusProxy(self.list)
        self._latest, self._facets, self._more = Latest(session, self), Latest(session, self), Latest(session, self)
        self._left: dict[str, Left] = {}
        self._wanted: Mapping[str, int] = {}
        self._goes_on = False  # the next query is this one, narrowed or switched
        self._connect()
        self._ask()

    def _connect(self) -> None:
        self.list.opened.connect(self._on_opened)
        self.facets.asked.connect(self._go)
        self.head.asked.connect(self._go)
        self.head.ordered.connect(self._on_ordered)
        self.head.narrowed.connect(lambda _: self._place_facets())
        self.session.changed.connect(self._on_changed)

    @override
    def title(self) -> str:
        return hits.heading(self.session.case, self.query)

    @property
    @override
    def spacious(self) -> bool:
        return True

    @override
    def becomes(self, ref: Ref) -> bool:
        if ref.kind != "search":
            return False
        self._left[self.query] = Left(self.list.verticalScrollBar().value(), self.order, self._numbers())
        self.query = ref.uuid
        left = self._left.get(self.query) or Left(order=self.order if self._goes_on else "relevance")
        self._goes_on = False
        self.answer, self.order, self._scroll, self._wanted = None, left.order, left.scroll, left.numbers
        self._more.forget()
        self.list.sections.show([])
        self.head.set_query(hits.heading(self.session.case, self.query))
        self._ask()
        return True

    @override
    def position(self) -> object:
        return Listing(self.list.verticalScrollBar().value(), self.order).position()

    @override
    def go_to(self, place: object) -> None:
        listing = Listing.read(place)
        if listing.order != self.order:
            self._on_ordered(listing.order)
        self._scroll = listing.scroll
        self.list.verticalScrollBar().setValue(listing.scroll)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_facets()

    # --- asking -----------------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        """What is asked."""
        return Asked(self.query, self.order, _PASSAGES, expanding_of(self.session))

    def _ask(self) -> None:
        most = {**dict.fromkeys(hits.KINDS, _FIRST), **(self._numbers() if self.answer else self._wanted)}
        asked = self.asked
        self._more.forget()
        self._latest.find(lambda case, derived: grouped(case, derived, asked, most), self._on_answer)
        self._facets.find(
            lambda case, derived: facets.of_query(case, derived, asked.text, asked.expanding), self._on_facets
        )

    def _on_answer(self, answer: Grouped) -> None:
        self.answer = answer
        self._show()

    def _numbers(self) -> dict[str, int]:
        """How many of each kind are shown."""
        groups = self.answer.groups if self.answer else ()
        return {group.kind: max(_FIRST, len(group.hits)) for group in groups}

    def _on_facets(self, found: tuple[Facet, ...]) -> None:
        self.facets.show_facets(found)
        self._place_facets()

    def _place_facets(self) -> None:
        """Beside the results where there is room, else when asked for."""
        some, wide = bool(self.facets.sections.rows), self.width() >= _WIDE
        self.head.narrow.setVisible(some and not wide)
        self.facets.setVisible(some and (wide or self.head.narrow.isChecked()))

    # --- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the answer; what is chosen stays chosen, and nothing jumps."""
        assert self.answer is not None
        row_before, before = self.list.currentIndex().row(), self.list.current()
        scroll = self.list.verticalScrollBar().value() if self._scroll is None else self._scroll
        self._scroll = None
        self.list.sections.show(hits.rows(self.answer, with_more=True))
        lines = self.list.sections.lines()
        if lines:
            chosen = hits.row_of(self.list.sections.rows, before, row_before if row_before in lines else lines[0])
            self.list.setCurrentIndex(self.list.sections.index(chosen))
            self.list.verticalScrollBar().setValue(scroll)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.advice.setText(nothing_found(self.query, self.answer))
        self.instead.setText(meant_instead(self.answer))
        self.instead.setVisible(bool(self.answer.instead))
        self.head.tell(self.answer)
        self.head.set_order(self.order)

    def _on_ordered(self, order: str) -> None:
        self.order = order
        self._scroll = 0
        self.list.setCurrentIndex(self.list.sections.index(-1))
        self._ask()

    def _take_instead(self) -> None:
        if self.answer is not None and self.answer.instead:
            self._go(self.answer.instead)

    def _go(self, query: str) -> None:
        """Show what another query finds; nothing when all of this one was given up."""
        if query:
            self._goes_on = True
            self.session.show(Ref("search", Uuid(query)))

    def _on_opened(self, line: object) -> None:
        if isinstance(line, More):
            self._show_more(line.kind)
        elif isinstance(line, Found) and self.answer is not None:
            self.session.show(*hits.target(line, self.answer.understood.asked))

    def _show_more(self, kind: str) -> None:
        if self.answer is None:
            return
        start = next(len(group.hits) for group in self.answer.groups if group.kind == kind)
        asked = self.asked
        self._more.find(
            lambda case, derived: more(case, derived, asked, kind, start, _NEXT),
            lambda found: self._on_more(kind, found),
        )

    def _on_more(self, kind: str, found: tuple[Found, ...]) -> None:
        if self.answer is None:
            return
        groups = tuple(
            Group(group.kind, group.total, (*group.hits, *found)) if group.kind == kind else group
            for group in self.answer.groups
        )
        self.answer = replace(self.answer, groups=groups)
        self._show()

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "text", "excerpt", "note", "briefing", "entity", "alias", "publisher_name"):
            self._ask()
