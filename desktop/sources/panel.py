"""The list of sources: a field that narrows it, its order, and the rows."""

from PySide6.QtWidgets import QWidget

from db import sources
from db.refs import Ref, Uuid
from db.sources import Listed
from desktop.base.choices import Order
from desktop.base.i18n import tr
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


class SourcesPanel(QWidget):
    """All sources of the case."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.records: Records[Listed] = Records(
            lambda uuids: sources.listed(session.case, uuids), lambda found: found.source.title or untitled()
        )
        self.list = RecordList(self.records, SourceRow(), tr("Sources"), kind="source")
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
