"""All results of a query as a page; its identity is the query."""

from PySide6.QtCore import Qt
from typing_extensions import override

from db.finding import Found, Group, Grouped, grouped, more
from db.refs import Ref
from db.search.query import parse
from desktop.base import theme
from desktop.base.features import Page
from desktop.base.i18n import count, tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import caption, column, holding, label
from desktop.base.sections import SectionList, Sections
from desktop.base.session import Change, Session
from desktop.search import hits
from desktop.search.delegate import HitDelegate
from desktop.search.dropdown import nothing_found
from desktop.search.hits import More

_FIRST, _NEXT = 20, 50


class ResultsPage(Page):
    """Everything a query finds, by kind, with how it was read; more of a kind when asked for."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.session = session
        self.query: str = ref.uuid
        self.answer: Grouped | None = None
        self._scroll: int | None = None
        self.list = SectionList(Sections(hits.name), HitDelegate(roomy=True), tr("Results of the search"))
        self.summary = label(size=theme.SECOND_SIZE, muted=True, wrap=True)
        name = label(shown(self.query), wrap=True)
        name.setFont(theme.reading_font(24))
        self.head = column(caption(tr("Search")), name, self.summary, margins=(24, 24, 24, 8), gap=4)
        self.advice = label(muted=True, wrap=True)
        self.nothing = holding(column(self.advice, 1, margins=(24, 8, 24, 24)))
        layout = column(self.head, self.list, self.nothing)
        layout.setStretchFactor(self.list, 1)
        layout.setStretchFactor(self.nothing, 1)
        self.setLayout(layout)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.nothing.hide()
        self.setFocusProxy(self.list)
        self._latest = Latest(session, self)
        self.list.opened.connect(self._on_opened)
        session.changed.connect(self._on_changed)
        self._ask()

    @override
    def title(self) -> str:
        return self.query

    @override
    def position(self) -> object:
        return self.list.verticalScrollBar().value()

    @override
    def go_to(self, place: object) -> None:
        if isinstance(place, int):
            self._scroll = place
            self.list.verticalScrollBar().setValue(place)

    def _ask(self) -> None:
        most = dict.fromkeys(hits.KINDS, _FIRST)
        for group in self.answer.groups if self.answer else ():
            most[group.kind] = max(_FIRST, len(group.hits))
        self._latest.find(lambda case, derived: grouped(case, derived, self.query, most), self._on_answer)

    def _on_answer(self, answer: Grouped) -> None:
        self.answer = answer
        self._show()

    def _show(self) -> None:
        """Show the answer; what is chosen stays chosen, and nothing jumps."""
        assert self.answer is not None
        row_before = self.list.currentIndex().row()
        scroll = self.list.verticalScrollBar().value() if self._scroll is None else self._scroll
        self._scroll = None
        self.list.sections.show(hits.rows(self.answer, with_more=True))
        lines = self.list.sections.lines()
        if lines:
            self.list.setCurrentIndex(self.list.sections.index(row_before if row_before in lines else lines[0]))
            self.list.verticalScrollBar().setValue(scroll)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.advice.setText(nothing_found(self.query, self.answer))
        found = count(self.answer.total, "1 found", "{n} found")
        how = tr("read as  {query}").format(query=shown(self.answer.read_as)) if self.answer.read_as else ""
        self.summary.setText("  ·  ".join(part for part in (found, how) if part))

    def _on_opened(self, line: object) -> None:
        if isinstance(line, More):
            self._show_more(line.kind)
        elif isinstance(line, Found):
            self.session.show(*hits.target(line, parse(self.query)))

    def _show_more(self, kind: str) -> None:
        start = next(len(group.hits) for group in self.answer.groups if group.kind == kind) if self.answer else 0
        self._latest.find(
            lambda case, derived: more(case, derived, self.query, kind, start, _NEXT),
            lambda found: self._on_more(kind, found),
        )

    def _on_more(self, kind: str, found: tuple[Found, ...]) -> None:
        assert self.answer is not None
        groups = tuple(
            Group(group.kind, group.total, (*group.hits, *found)) if group.kind == kind else group
            for group in self.answer.groups
        )
        self.answer = Grouped(self.answer.total, self.answer.read_as, groups)
        self._show()

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "text", "excerpt", "note", "briefing", "entity", "alias"):
            self._ask()
