"""The list of files that came in and could not be read: kept byte for byte, with the reason, to be tried again."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from db import received
from db.case import Case
from db.received import Received
from db.refs import Uuid
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Row, ShortRowDelegate
from desktop.base.pieces import EmptyPlace, button, column, label, row
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.sentences import REASONS
from desktop.base.session import Change, Session
from desktop.describing.kinds import kind_of
from desktop.transfer.intake import imports_of


class ReceivedPanel(QWidget):
    """All files that gave no source."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._files: Mapping[str, Received] = {}
        self._places: Mapping[str, str] = {}
        self.records: Records[Received] = Records(self._load, lambda one: one.file_name or one.sha256)
        self.list = RecordList(self.records, _ReceivedRow(self._place_of), tr("Files not read"), kind="received")
        self.again = button(tr("Read again"), self._read_again)
        self.empty = EmptyPlace(
            tr("Every file was read"),
            tr("A file that cannot be read when it comes in is kept here, with the reason."),
        )
        head = row(label(tr("Files not read"), weight=600), 1, self.again, margins=(16, 8, 10, 8))
        self.setLayout(column(head, self.list, self.empty))
        session.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        self._files = {one.uuid: one for one in received.every(self.session.case, unread=True)}
        self._places = {uuid: _place(self.session.case, one) for uuid, one in self._files.items()}
        self.list.show_ids(list(self._files))
        self.list.setVisible(bool(self._files))
        self.empty.setVisible(not self._files)
        self.again.setEnabled(bool(self._files) and not self.session.readonly)

    def _place_of(self, uuid: Uuid) -> str:
        return self._places.get(uuid, "")

    def _load(self, ids: Sequence[str]) -> Mapping[str, Received]:
        return {id_: self._files[id_] for id_ in ids if id_ in self._files}

    def _read_again(self) -> None:
        """Review what is selected, or all of it, as if it came in now: a password or a better reader may help."""
        chosen = [Uuid(id_) for id_ in self.list.selected()] or [Uuid(id_) for id_ in self._files]
        imports_of(self.session).review_received([self._files[uuid] for uuid in chosen])

    def _on_changed(self, change: Change) -> None:
        if change.touches("received"):
            self.reload()


def _why(file: Received) -> str:
    return tr(REASONS.get(file.reason or "", file.reason or ""))


class _ReceivedRow(ShortRowDelegate):
    """Name; why it was not read, and what it lay in; what it is."""

    def __init__(self, place: Callable[[Uuid], str]) -> None:
        super().__init__()
        self._place = place

    def row(self, record: object) -> Row:
        """What to show of a file."""
        assert isinstance(record, Received)
        kind = kind_of(record.media_type)
        return Row(
            title=record.file_name or record.sha256[:12],
            second="  ·  ".join(filter(None, (_why(record), self._place(record.uuid)))),
            chips=[Chip(kind)] if kind else (),
        )


def _place(case: Case, file: Received) -> str:
    name = received.name_of(case, file.within) if file.within else ""
    return tr("came in “{name}”").format(name=shown(name)) if name else ""
