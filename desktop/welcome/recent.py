"""The cases opened last, as a list: name, folder and day; those that are gone say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desktop.base.dates import day
from desktop.base.i18n import tr
from desktop.base.painting import Row, ShortRowDelegate
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.settings import Recent


@dataclass(frozen=True, slots=True)
class Known:
    """A case that was opened, and whether its file is still there."""

    path: Path
    at: str
    there: bool = True


class RecentList(RecordList):
    """Enter or a click opens, Delete takes off the list; the file itself is never touched."""

    taken_off = Signal(str)

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        super().__init__(
            Records(self._load, lambda known: f"{known.path.stem} {known.path.parent}"),
            RecentRow(),
            tr("Cases opened last"),
        )
        self.setSelectionMode(RecordList.SelectionMode.SingleSelection)
        self.setToolTip(tr("Enter opens, Delete takes off the list"))

    def show_cases(self, recent: Sequence[Recent], gone: frozenset[Path] = frozenset()) -> None:
        """Show these; `gone` are those whose files are not there."""
        self._known = {str(one.path): Known(one.path, one.at, one.path not in gone) for one in recent}
        self.show_ids(list(self._known))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and (current := self.current()):
            self.taken_off.emit(current)
            return
        super().keyPressEvent(event)

    def _load(self, ids: Sequence[str]) -> Mapping[str, Known]:
        return {id_: self._known[id_] for id_ in ids if id_ in self._known}


class RecentRow(ShortRowDelegate):
    """Name and folder; at the right when it was opened, or that it is gone."""

    @override
    def row(self, record: object) -> Row:
        assert isinstance(record, Known)
        folder = str(record.path.parent).replace(str(Path.home()), "~", 1)
        return Row(
            title=record.path.stem,
            second=folder,
            side=day(record.at) if record.there else tr("not there any more"),
        )
