"""The list of what became of each file of an import: problems first; a click opens the source."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from db import history, sources
from db.importers.intake import Outcome
from db.refs import Ref
from desktop.base.features import Page
from desktop.base.i18n import count, tr
from desktop.base.painting import Chip, Row, ShortRowDelegate, Tone
from desktop.base.pieces import EmptyPlace, button, column, label, row
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Session
from desktop.transfer.intake import Import, imports_of
from desktop.transfer.words import reason, shown_name, summary, warnings

_ORDER = {"failed": 0, "warned": 1, "added": 2, "unpacked": 3, "duplicate": 4}


class ImportPage(Page):
    """One import."""

    lasting = False

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        found = self._import = imports_of(session).done.get(ref.uuid)
        if found is None:
            words = tr("What came in is among the sources; the list itself is kept only while the case is open.")
            self.setLayout(column(EmptyPlace(tr("This list is gone"), words)))
            return
        self._outcomes = {str(number): one for number, one in enumerate(sorted(found.outcomes, key=_rank))}
        self.records: Records[Outcome] = Records(self._load, lambda one: f"{_title(one)} {_second(one)}")
        self.list = RecordList(self.records, OutcomeRow(), tr("Imported files"))
        self.list.show_ids(list(self._outcomes))
        self.list.opened.connect(self._open)
        self.undo = button(tr("Undo this import"), self._undo)
        self.undo.setVisible(found.step is not None)
        head = label(summary(found.outcomes), size=16, weight=600, wrap=True)
        standing = label(_standing(found), muted=True, wrap=True)
        top = column(head, standing, row(self.undo, 1), margins=(32, 24, 24, 16), gap=8)
        whole = column(top, self.list)
        whole.setStretchFactor(self.list, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.list)

    def title(self) -> str:
        """What the tab says."""
        if self._import is None:
            return tr("Import")
        return count(self._import.files, "Import of 1 file", "Import of {n} files")

    def _load(self, ids: Sequence[str]) -> Mapping[str, Outcome]:
        return {id_: self._outcomes[id_] for id_ in ids}

    def _open(self, id_: str) -> None:
        key = self._outcomes[id_].key
        if key is None:
            self._session.tell(tr("This file did not come in: {why}.").format(why=reason(self._outcomes[id_])))
            return
        self._session.show(Ref("source", sources.get(self._session.case, key).uuid))

    def _undo(self) -> None:
        if self._import and (step := self._import.step):
            self._session.write(lambda case: history.take_back(case, step), lambda _: self._on_undone())

    def _on_undone(self) -> None:
        self.undo.setEnabled(False)
        self._session.tell(tr("The import was taken back; the sources lie in the trash."))


class OutcomeRow(ShortRowDelegate):
    """Title or name of the file; what became of it, and what to look at."""

    margin = 32

    def row(self, record: object) -> Row:
        """What to show of an outcome."""
        assert isinstance(record, Outcome)
        return Row(title=_title(record), second=_second(record), chips=[_chip(record)])


def _standing(done: Import) -> str:
    rest = done.files - len(done.outcomes)
    if rest:
        one, many = "It was stopped before 1 file was read.", "It was stopped before {n} files were read."
        return f"{count(rest, one, many)} {tr('What came in stays.')}"
    return tr("The originals are kept in the case, byte for byte.")


def _title(outcome: Outcome) -> str:
    return outcome.title or outcome.path.name


def _second(outcome: Outcome) -> str:
    name = shown_name(outcome.path)
    if outcome.status == "failed":
        return f"{name}  ·  {reason(outcome)}"
    found = warnings(outcome.warnings)
    return f"{name}  ·  {found}" if found else name


def _chip(outcome: Outcome) -> Chip:
    if outcome.status == "failed":
        return Chip(tr("did not come in"), Tone.WARNING)
    if outcome.status == "unpacked":
        return Chip(tr("unpacked"))
    if outcome.status == "duplicate":
        return Chip(tr("already there"))
    return Chip(tr("added, to be looked at"), Tone.WARNING) if outcome.warnings else Chip(tr("added"))


def _rank(outcome: Outcome) -> int:
    return _ORDER["warned" if outcome.status == "added" and outcome.warnings else outcome.status]
