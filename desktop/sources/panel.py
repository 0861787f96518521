"""The list of sources: a field that narrows it, its order, and the rows."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db import relatives, sources
from db.refs import Ref, Uuid
from db.sources import Listed
from desktop.base.choices import Order
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import EmptyPlace, column, label, narrowing, row, untitled
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session
from desktop.sources.rows import SourceRow

_ORDERS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "publisher": "by publisher",
    "added": "last added",
}


_PAUSE = 1500
"""Milliseconds without a change before copies are counted: an import goes first."""


class SourcesPanel(QWidget):
    """All sources of the case."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.records: Records[Listed] = Records(
            lambda uuids: sources.listed(session.case, uuids), lambda found: found.source.title or untitled()
        )
        self._copies: dict[Uuid, int] = {}
        self._counting = Latest(session, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._count)
        row_of_source = SourceRow(lambda uuid: self._copies.get(uuid, 0))
        self.list = RecordList(self.records, row_of_source, tr("Sources"), kind="source")
        self.field = narrowing()
        self.order = Order({id_: tr(said) for id_, said in _ORDERS.items()}, tr("Order"))
        self.empty = EmptyPlace(
            tr("No sources yet"),
            tr("Drop articles, saved pages or folders on this window, or press Ctrl+I to choose them."),
        )
        head = row(label(tr("Sources"), weight=600), 1, self.order, margins=(16, 10, 10, 0))
        narrow = row(self.field, margins=(12, 4, 12, 8))
        self.setLayout(column(head, narrow, self.list, self.empty))
        self.list.opened.connect(lambda uuid: session.show(Ref("source", Uuid(uuid))))
        self.field.textChanged.connect(lambda _: self.reload())
        self.order.currentIndexChanged.connect(lambda _: self.reload())
        session.changed.connect(self._on_changed)
        self.reload()
        self._soon.start()

    def reload(self) -> None:
        """Read again what is shown."""
        found = sources.in_order(self.session.case, self.order.currentData(), self.field.text())
        self.list.show_ids(found)
        none = not found and not self.field.text()
        self.list.setVisible(not none)
        self.empty.setVisible(none)

    def selected(self) -> list[Uuid]:
        """The sources that are selected."""
        return [Uuid(uuid) for uuid in self.list.selected()]

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "excerpt"):
            self.reload()
        if change.touches("source", "text"):
            self._soon.start()

    def _count(self) -> None:
        """How many copies there are of each, which is derived and may take a while: the chips follow."""
        self._counting.find(lambda case, derived: relatives.counts(derived), self._on_counted)

    def _on_counted(self, found: dict[Uuid, int]) -> None:
        if found != self._copies:
            self._copies = found
            self.list.viewport().update()
