"""The list of saved searches, each with how much it finds and how much of that is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db import searches, trash
from db.refs import Ref, Uuid
from db.searches import SavedSearch
from desktop.base.dialogs import ask_line
from desktop.base.frame import frame_of
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Row, ShortRowDelegate, Tone
from desktop.base.pieces import EmptyPlace, button, column, label, row
from desktop.base.places import Listing
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session
from desktop.searches.watch import Count, watch_of


@dataclass(frozen=True, slots=True)
class Counted:
    """A saved search as the list shows it; None while it is not counted."""

    search: SavedSearch
    count: Count | None


class SearchesPanel(QWidget):
    """All saved searches by name; Enter shows what one finds."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        window = frame_of(session)
        assert isinstance(window, QWidget)
        self._watch = watch_of(window)
        self._known: Mapping[str, SavedSearch] = {}
        self.records: Records[Counted] = Records(self._load, _said)
        self.list = SearchList(self.records, SearchRow(), tr("Saved searches"), kind="saved_search")
        self.rename_button = button(tr("Rename…"), self.rename, quiet=True)
        self.remove_button = button(tr("Remove"), self.remove, quiet=True)
        words = tr("Show all results of a search (Ctrl+Enter) and press Ctrl+D: it stays here and counts what is new.")
        self.empty = EmptyPlace(tr("No search is saved yet"), words)
        head = row(
            label(tr("Saved searches"), weight=600),
            1,
            self.rename_button,
            self.remove_button,
            margins=(16, 8, 8, 4),
            gap=2,
        )
        self.setLayout(column(head, self.list, self.empty))
        self.list.opened.connect(self._open)
        self.list.chosen.connect(lambda _: self._offer())
        self.list.installEventFilter(self)
        self._watch.counted.connect(lambda: self.list.show_ids(self.records.ids))
        session.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        self._known = {one.uuid: one for one in searches.every(self.session.case)}
        self.list.show_ids(list(self._known))
        self.list.setVisible(bool(self._known))
        self.empty.setVisible(not self._known)
        for made in (self.rename_button, self.remove_button):
            made.setVisible(bool(self._known))
        self._offer()

    def rename(self) -> None:
        """Ask for another name of the current one."""
        search = self._known.get(self.list.current() or "")
        if search is None or self.session.readonly:
            return
        words = tr("What it looks for stays the same: {query}").format(query=shown(search.query))
        name = ask_line(self, tr("Rename the saved search"), words, tr("Rename"), search.name)
        if name and name != search.name:
            self.session.write(lambda case: searches.rename(case, search.uuid, name))

    def remove(self) -> None:
        """Put what is selected into the trash."""
        refs = self.list.selected_refs()
        if not refs or self.session.readonly:
            return
        one, many = "1 search is in the trash; undo brings it back.", "{n} searches are in the trash; undo helps."
        said = count(len(refs), one, many)
        self.session.write(lambda case: trash.put(case, refs), lambda _: self.session.tell(said))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in kinds and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self.rename()
            return True
        return super().eventFilter(watched, event)

    def _open(self, uuid: str) -> None:
        if search := self._known.get(uuid):
            self.session.show(Ref("search", Uuid(search.query)), Listing(order=search.sort).position())

    def _offer(self) -> None:
        chosen = len(self.list.selected())
        self.rename_button.setEnabled(chosen == 1 and not self.session.readonly)
        self.remove_button.setEnabled(chosen > 0 and not self.session.readonly)

    def _load(self, uuids: Sequence[str]) -> Mapping[str, Counted]:
        counts = self._watch.counts
        return {uuid: Counted(self._known[uuid], counts.get(Uuid(uuid))) for uuid in uuids if uuid in self._known}

    def _on_changed(self, change: Change) -> None:
        if change.touches("saved_search"):
            self.reload()


class SearchList(RecordList):
    """Follows the page of results that is shown, whose identity is its query."""

    @override
    def follow(self, ref: Ref) -> None:
        if ref.kind != "search" or len(self.selected()) > 1:
            return
        found = (self.records.record(number) for number in range(len(self.records.ids)))
        same = next((one for one in found if one is not None and one.search.query == ref.uuid), None)
        if same is not None:
            self.go_to(same.search.uuid)


class SearchRow(ShortRowDelegate):
    """The name with how much is found, the query below it, and what is new."""

    @override
    def row(self, record: object) -> Row:
        assert isinstance(record, Counted)
        counted = record.count
        return Row(
            title=record.search.name,
            second=record.search.query,
            side=f"{counted.total:,}" if counted else "",
            chips=[Chip(words, Tone.ORIGIN)] if (words := _new(counted)) else (),
            strong=bool(counted and counted.new),
        )


def _new(counted: Count | None) -> str:
    if counted is None:
        return ""
    if counted.new is None:
        return tr("not looked at yet")
    return count(counted.new, "1 new", "{n} new") if counted.new else ""


def _said(record: Counted) -> str:
    """What accessibility says of one."""
    found = count(record.count.total, "1 found", "{n} found") if record.count else ""
    parts = (shown(record.search.name), shown(record.search.query), found, _new(record.count))
    return ", ".join(part for part in parts if part)
