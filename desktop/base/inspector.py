"""The right side of the window: what there is to say of what is shown, in tabs."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from db.refs import Ref
from desktop.base.features import Inspection, Panel
from desktop.base.i18n import tr
from desktop.base.pieces import EmptyPlace, column
from desktop.base.session import Session
from desktop.base.tab_row import TabRow


class Inspector(QWidget):
    """Panels that follow the page in the middle; only those that have something to say are offered."""

    def __init__(
        self, session: Session, inspections: Sequence[Inspection], helps: Mapping[str, str] | None = None
    ) -> None:
        """`helps` names the help page of each inspection by its id."""
        super().__init__()
        self._helps = helps or {}
        self.setObjectName("inspector")
        self._inspections = inspections
        self._panels: dict[str, Panel] = {}
        self._session = session
        self._ref: Ref | None = None
        self._preferred = ""
        self._row = TabRow(tr("Inspector"))
        self.bar = self._row.bar
        self._row.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyPlace("", tr("What belongs to the open page is shown here.")))
        self.setLayout(column(self._row, self.stack))
        self.bar.currentChanged.connect(self._on_current)
        self.bar.tabBarClicked.connect(self._on_clicked)

    def offers(self, ref: Ref) -> bool:
        """Whether there is something to say of an object."""
        return any(ref.kind in one.kinds for one in self._inspections)

    def follow(self, ref: Ref | None) -> None:
        """Show what there is to say of an object."""
        self._ref = ref
        offered = [one for one in self._inspections if ref is not None and ref.kind in one.kinds]
        if [one.id for one in offered] != [self.bar.tabData(index) for index in range(self.bar.count())]:
            self._offer(offered)
        self._on_current(self.bar.currentIndex())

    def point_out(self, id_: str, ref: Ref, place: object = None) -> None:
        """Bring a panel forward, if it is offered, and have it bring out one object."""
        ids = [self.bar.tabData(index) for index in range(self.bar.count())]
        if id_ in ids:
            self._preferred = id_
            self.bar.setCurrentIndex(ids.index(id_))
            self._panel(id_).point_out(ref, place)

    def leave_all(self) -> None:
        """Seal everything that is being edited."""
        for panel in self._panels.values():
            panel.leave()

    def at_risk(self) -> list[str]:
        """The titles of panels in which something was typed that could not be written."""
        return [tr(one.title) for one in self._inspections if one.id in self._panels and self._panels[one.id].at_risk]

    def _offer(self, offered: Sequence[Inspection]) -> None:
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        for one in offered:
            self.bar.setTabData(self.bar.addTab(tr(one.title)), one.id)
        ids = [one.id for one in offered]
        self.bar.setCurrentIndex(ids.index(self._preferred) if self._preferred in ids else 0)
        self.bar.blockSignals(False)
        self._row.setVisible(bool(offered))
        self._row.fit()

    def _on_clicked(self, index: int) -> None:
        self._preferred = self.bar.tabData(index) or ""

    def _on_current(self, index: int) -> None:
        id_ = self.bar.tabData(index) if index >= 0 else None
        if id_ is None:
            self.stack.setCurrentIndex(0)
            return
        panel = self._panel(id_)
        panel.follow(self._ref)
        self.stack.setCurrentWidget(panel)

    def _panel(self, id_: str) -> Panel:
        if id_ not in self._panels:
            found = next(one for one in self._inspections if one.id == id_)
            self._panels[id_] = found.make(self._session)
            self._panels[id_].setProperty("help", self._helps.get(id_, ""))
            self.stack.addWidget(self._panels[id_])
        return self._panels[id_]
