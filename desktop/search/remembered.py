"""The searches somebody used before: offered below the search field while it is empty, and forgotten on request.

They are kept with what belongs to one person and one case, never in the case. Used was a search of which all results
were shown, or one in which a hit was opened; what was only typed is not kept.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from db.refs import Ref
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, column, row
from desktop.base.sections import Head, SectionDelegate, SectionList, Sections
from desktop.base.session import Session
from desktop.search.field import SearchField

MOST = 50
"""How many are kept."""

_NAME = "searches"
_LINE, _FOOT, _WIDTH, _ROWS = 32, 40, 600, 12


class Remembered(QObject):
    """The searches of before in one window; belongs to the field below which they are offered."""

    def __init__(self, session: Session, window: QWidget, field: SearchField) -> None:
        super().__init__(field)
        self._session = session
        self._field = field
        self.list = RememberedList(window)
        field.stepped.connect(self._on_step)
        field.taken.connect(self._on_taken, Qt.ConnectionType.QueuedConnection)  # when whoever opens hits is done
        field.left.connect(self.list.hide)
        field.textChanged.connect(self.list.hide)
        field.installEventFilter(self)
        self.list.lines.opened.connect(self._take)
        self.list.forgotten.clicked.connect(self.forget)
        session.asked_to_show.connect(self._on_shown)

    def queries(self) -> list[str]:
        """What was searched, the last first."""
        kept = self._session.remembered(_NAME)
        return [one for one in kept if isinstance(one, str)][:MOST] if isinstance(kept, list) else []

    def note(self, query: str) -> None:
        """Keep a search that was used."""
        query = query.strip()
        if query:
            self._session.remember(_NAME, [query, *(other for other in self.queries() if other != query)][:MOST])

    def forget(self) -> None:
        """Lose all of them."""
        self._session.remember(_NAME, [])
        self.list.hide()
        self._session.tell(tr("Earlier searches are forgotten."))

    def _on_shown(self, ref: Ref, _place: object) -> None:
        if ref.kind == "search":
            self.note(ref.uuid)

    def _on_step(self, by: int) -> None:
        if self._field.text().strip():
            return
        if self.list.isVisible():
            self.list.lines.step(by)
        elif by > 0 and (queries := self.queries()):
            self.list.offer(queries, self._field)

    def _on_taken(self) -> None:
        if self.list.isVisible():
            self._take(self.list.lines.current())

    def _take(self, query: object) -> None:
        """Search it again: what was typed then is typed now."""
        self.list.hide()
        if isinstance(query, str):
            self._field.setFocus()
            self._field.setText(query)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.list.hide()
        return super().eventFilter(watched, event)


class RememberedList(QFrame):
    """Lies over the window below the field; the focus stays in the field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("results")
        self.setAccessibleName(tr("Earlier searches"))
        self.lines = SectionList(Sections(shown), _Line(), tr("Earlier searches"))
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.forgotten = button(tr("Forget earlier searches"), lambda: None, quiet=True)
        self.forgotten.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = row(1, self.forgotten, margins=(16, 2, 14, 4))
        self.setLayout(column(self.lines, foot, margins=(1, 6, 1, 2)))
        self.hide()

    def offer(self, queries: list[str], field: QWidget) -> None:
        """Show these below the field, the last one chosen."""
        self.lines.sections.show([Head(tr("Earlier searches")), *queries])
        self.lines.choose(1)
        self.lines.scrollToTop()
        corner = field.mapTo(self._window, QPoint(0, field.height() + 6))
        width = min(max(_WIDTH, field.width()), self._window.width() - 24)
        left = min(max(12, corner.x() + (field.width() - width) // 2), self._window.width() - width - 12)
        height = _LINE * (min(len(queries), _ROWS) + 1) + _FOOT + 12
        self.setGeometry(left, corner.y(), width, min(height, self._window.height() - corner.y() - 40))
        self.raise_()
        self.show()


class _Line(SectionDelegate):
    """One query, as it was typed."""

    @override
    def height(self, line: object) -> int:
        return _LINE

    @override
    def paint_line(self, painter: QPainter, rect: QRect, line: object) -> None:
        painter.setFont(theme.interface_font(theme.TEXT_SIZE))
        painter.setPen(theme.color(theme.inks().text))
        words = painter.fontMetrics().elidedText(shown(str(line)), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
