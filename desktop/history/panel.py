"""The list of all steps, last first."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db import history
from db.refs import Ref, Uuid
from desktop.base.dates import day
from desktop.base.i18n import tr
from desktop.base.pieces import EmptyPlace, column, label, row
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Session
from desktop.history.rows import Dated, StepRow
from desktop.history.words import step_second, step_title

KIND = "edit"
"""The kind of ref under which a step is shown; its identity is the id of its last edit."""


class HistoryPanel(QWidget):
    """Everything that was done, by day."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.records: Records[Dated] = Records(
            self._load, lambda one: f"{step_title(one.step)} {step_second(one.step)}"
        )
        self.list = RecordList(self.records, StepRow(), tr("History"))
        self.empty = EmptyPlace(
            tr("Nothing was done yet"),
            tr("Every change you make is listed here and can be taken back, even after the case was closed."),
        )
        head = row(label(tr("History"), weight=600), label(tr("last first"), muted=True), 1, margins=(16, 12, 16, 10))
        self.setLayout(column(head, self.list, self.empty))
        self.list.opened.connect(lambda id_: session.show(Ref(KIND, Uuid(id_))))
        session.changed.connect(lambda _: self.reload() if self.isVisible() else None)
        self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.reload()
        super().showEvent(event)

    def reload(self) -> None:
        """Read the list again."""
        ids = history.steps(self.session.case)
        self.list.show_ids(ids)
        self.list.setVisible(bool(ids))
        self.empty.setVisible(not ids)

    def _load(self, ids: Sequence[str]) -> Mapping[str, Dated]:
        """The steps of one page; the first of all of them, and of each day, says which day it is."""
        before = self.records.ids.index(ids[0]) - 1 if ids else -1
        above = [self.records.ids[before]] if before >= 0 else []
        found = history.listed(self.session.case, [*above, *ids])
        days = {id_: day(step.at) for id_, step in found.items()}
        previous = dict(zip(ids, [*(above or [""]), *ids], strict=False))
        return {id_: Dated(found[id_], days.get(previous[id_], "") != days[id_]) for id_ in ids if id_ in found}
