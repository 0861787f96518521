"""The list of people and places: narrowed by words and by kind, in order of names or of mentions."""

from collections.abc import Mapping

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db import entities
from db.entities import Entity, Entry
from db.folding import fold
from db.refs import Ref, Uuid
from desktop.base.choices import Order
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import EmptyPlace, column, label, narrowing, row, untitled
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session
from desktop.entities import words
from desktop.entities.rows import EntityRow

_ORDERS = {"name": "by name", "mentions": "most named first"}


class EntitiesPanel(QWidget):
    """All entities of the case."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._directory: list[Entry] = []
        self._counts: Mapping[Uuid, int] = {}
        self._stale = True
        self._latest = Latest(session, self)
        self._rows = EntityRow()
        self.records: Records[Entity] = Records(
            lambda uuids: entities.listed(session.case, uuids), lambda found: found.name or untitled()
        )
        self.list = RecordList(self.records, self._rows, tr("People and places"), kind="entity")
        self.field = narrowing()
        self.kind = Order({"": tr("All kinds"), **{one: words.several(one) for one in entities.KINDS}}, tr("Kind"))
        self.order = Order({id_: tr(said) for id_, said in _ORDERS.items()}, tr("Order"))
        self.empty = EmptyPlace(
            tr("Nobody here yet"),
            tr("People, places and events come here when you link [[a name]] in a note, or with Ctrl+Shift+E."),
        )
        self.none_fits = label(
            tr("Nobody fits. Names are found in any script, without accents and capitals."), muted=True, wrap=True
        )
        self.none_fits.setContentsMargins(16, 8, 16, 8)
        self._assemble()
        session.changed.connect(self._on_changed)
        self.reload()

    def _assemble(self) -> None:
        head = row(label(tr("People and places"), weight=600), 1, self.order, margins=(16, 10, 10, 0))
        narrow = row(self.field, self.kind, margins=(12, 4, 10, 8))
        self.setLayout(column(head, narrow, self.none_fits, self.list, self.empty))
        self.list.opened.connect(lambda uuid: self.session.show(Ref("entity", Uuid(uuid))))
        self.field.textChanged.connect(lambda _: self.narrow())
        for choice in (self.kind, self.order):
            choice.currentIndexChanged.connect(lambda _: self.narrow())

    def reload(self) -> None:
        """Read the names again, and have the mentions counted."""
        self._directory = entities.directory(self.session.case)
        self.narrow()
        self._latest.find(lambda _, derived: derived.mention_counts(), self._on_counts)
        self._stale = False

    def narrow(self) -> None:
        """Show what fits the words and the kind, in order."""
        wanted, kind = fold(self.field.text()).split(), self.kind.currentData()
        found = [
            entry.uuid
            for entry in self._directory
            if (not kind or entry.kind == kind) and all(word in entry.words for word in wanted)
        ]
        if self.order.currentData() == "mentions":
            found.sort(key=lambda uuid: -self._counts.get(uuid, 0))
        self.list.show_ids(found)
        self.list.setVisible(bool(found))
        self.none_fits.setVisible(bool(self._directory) and not found)
        self.empty.setVisible(not self._directory)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _on_counts(self, counts: Mapping[Uuid, int]) -> None:
        if counts == self._counts:
            return
        self._counts = self._rows.counts = counts
        if self.order.currentData() == "mentions":
            self.narrow()
        self.list.viewport().update()

    def _on_changed(self, change: Change) -> None:
        if not change.touches("entity", "alias", "source", "text"):
            return
        self._stale = True
        if self.isVisible():
            self.reload()
