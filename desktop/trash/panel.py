"""The list of what lies in the trash."""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QWidget

from db import erasing, trash
from db.refs import Ref
from db.trash import Trashed
from desktop.base.i18n import tr
from desktop.base.painting import Chip, Row, RowDelegate
from desktop.base.pieces import EmptyPlace, button, column, label, row, untitled
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session
from desktop.trash.erasing import erase

_KINDS = {
    "source": "source",
    "excerpt": "excerpt",
    "note": "note",
    "entity": "person or place",
    "briefing": "briefing",
    "received": "file not read",
    "saved_search": "saved search",
}


class _TrashedRow(RowDelegate):
    def row(self, record: object) -> Row:
        """What to show of a thing in the trash."""
        assert isinstance(record, Trashed)
        when = QDateTime.fromString(record.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
        shown = QLocale.c().toString(when, "d MMM yyyy, HH:mm")
        return Row(
            title=record.title or untitled(),
            second=tr("put away on {when}").format(when=shown),
            chips=(Chip(tr(_KINDS[record.ref.kind])),),
        )


class TrashPanel(QWidget):
    """What can be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._known: dict[str, Trashed] = {}
        self.records: Records[Trashed] = Records(self._load, lambda one: one.title or untitled())
        self.list = RecordList(self.records, _TrashedRow(), tr("Trash"))
        self.restore = button(tr("Take back"), self._restore, quiet=True)
        self.erase = button(tr("Erase for good…"), self._erase, quiet=True)
        self.empty = EmptyPlace(tr("The trash is empty"), tr("What you delete comes here first."))
        head = row(label(tr("Trash"), weight=600), 1, self.restore, self.erase, margins=(16, 8, 8, 4))
        self.setLayout(column(head, self.list, self.empty))
        self.list.chosen.connect(lambda _: self._offer())
        session.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        self._known = {one.ref.uuid: one for one in trash.every(self.session.case)}
        self.list.show_ids(list(self._known))
        self.list.setVisible(bool(self._known))
        self.empty.setVisible(not self._known)
        for made in (self.restore, self.erase):
            made.setVisible(bool(self._known))
        self._offer()

    def chosen(self) -> list[Ref]:
        """The things that are selected."""
        return [self._known[uuid].ref for uuid in self.list.selected()]

    def _offer(self) -> None:
        for made in (self.restore, self.erase):
            made.setEnabled(bool(self.list.selected()) and not self.session.readonly)

    def _erase(self) -> None:
        refs = self.chosen()
        if refs:
            self.session.read(
                lambda case: erasing.plan(case, refs), lambda plan: erase(self.session, self.window(), plan)
            )

    def _restore(self) -> None:
        refs = self.chosen()
        if refs:
            self.session.write(lambda case: trash.restore(case, refs), lambda _: self._on_restored(refs[0]))

    def _on_restored(self, ref: Ref) -> None:
        if ref.kind == "received":
            self.session.tell(tr("It is among the files not read again."))
        else:
            self.session.show(ref)

    def _load(self, uuids: Sequence[str]) -> dict[str, Trashed]:
        return {uuid: self._known[uuid] for uuid in uuids if uuid in self._known}

    def _on_changed(self, change: Change) -> None:
        if change.touches(*trash.KINDS):
            self.reload()
