"""The list of cases with a box before each: which of them are asked."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import tip
from desktop.search.elsewhere.known import Known

_MOST_SEEN, _FEW_SEEN = 6, 3  # lines without scrolling
_LINE = 26
_WHICH = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ChosenCases(QListWidget):
    """Shows the cases; those that are open are chosen from the beginning, the others only by the person."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ticked")
        self.setAccessibleName(tr("Cases to search"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._cases: list[Known] = []
        self._little_room = False
        self.itemChanged.connect(lambda _: self.changed.emit())

    def show_cases(self, cases: Sequence[Known], choose: Path | None = None) -> None:
        """Show these; those shown before stay as they are, and `choose` is chosen."""
        before = {case.path.resolve(): self.item(row).checkState() for row, case in enumerate(self._cases)}
        self.blockSignals(True)
        self.clear()
        self._cases = list(cases)
        for case in cases:
            wanted = choose is not None and case.path.resolve() == choose.resolve()
            usual = _ON if case.session else _OFF
            self.addItem(_item(case, _ON if wanted else before.get(case.path.resolve(), usual)))
        self.blockSignals(False)
        self.fit(little_room=self._little_room)
        self.changed.emit()

    def fit(self, *, little_room: bool) -> None:
        """Take as many lines as there are cases, within reason."""
        self._little_room = little_room
        self.setFixedHeight(_LINE * min(len(self._cases), _FEW_SEEN if little_room else _MOST_SEEN) + 2)

    def chosen(self) -> list[Known]:
        """Those with a tick."""
        return [case for row, case in enumerate(self._cases) if self.item(row).checkState() is _ON]


def _item(case: Known, state: Qt.CheckState) -> QListWidgetItem:
    made = QListWidgetItem(_words(case))
    made.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    made.setCheckState(state)
    made.setSizeHint(QSize(0, _LINE))
    made.setToolTip(tip(str(case.path)))
    return made


def _words(case: Known) -> str:
    if case.is_this:
        return tr("{name}  ·  this case").format(name=shown(case.title))
    if case.session:
        return tr("{name}  ·  open in another window").format(name=shown(case.title))
    return tr("{name}  ·  {folder}").format(name=shown(case.title), folder=shown(str(case.path.parent)))
