"""The main window: four columns assembled from what features contribute. It knows none of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from db.refs import Ref
from desktop.base import theme
from desktop.base.actions import MENUS, Action, Actions, shown
from desktop.base.chooser import Choice, choose
from desktop.base.features import Feature, Page
from desktop.base.i18n import tr
from desktop.base.inspector import Inspector
from desktop.base.jobs import Jobs
from desktop.base.navigation import Navigation
from desktop.base.pages import Pages
from desktop.base.pieces import column, holding, label, row
from desktop.base.reporting import Reporter
from desktop.base.session import Change, Session
from desktop.base.settings import Settings
from desktop.base.statusline import StatusLine

_WIDTHS = (220, 330, 590, 300)
_WITHOUT_INSPECTOR, _WITHOUT_COLLECTIONS = 1024, 800


class Window(QMainWindow):
    """One open case."""

    def __init__(self, session: Session, features: Sequence[Feature], settings: Settings, reporter: Reporter) -> None:
        super().__init__()
        self.session, self.settings, self.reporter = session, settings, reporter
        self.features = features
        self.jobs = Jobs()
        self.actions_ = Actions(self)
        self.status = StatusLine()
        self.pages = Pages(self._make_page)
        self._collections = sorted((c for f in features for c in f.collections), key=lambda c: c.order)
        self.navigation = Navigation(self._collections)
        self.lists = QStackedWidget()
        self.lists.setObjectName("surface")
        self._made: dict[str, QWidget] = {}
        inspections = sorted((one for feature in features for one in feature.inspections), key=lambda one: one.order)
        self.inspector = Inspector(session, inspections)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self._assemble()
        self._connect()
        self._restore()

    # --- assembly -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.setWindowTitle(f"{self.session.case.title} — Casethread")
        self.resize(1440, 900)
        self.setMinimumSize(640, 480)
        self.actions_.add(self._own_actions())
        for feature in self.features:
            self.actions_.add(feature.actions(self.session, self))
        self._columns = (self._navigation_column(), self.lists, self.pages, self.inspector)
        for widget in self._columns:
            self.columns.addWidget(widget)
        self.columns.setHandleWidth(1)
        self.columns.setChildrenCollapsible(False)
        for index, stretch in enumerate((0, 0, 1, 0)):
            self.columns.setStretchFactor(index, stretch)
        self.columns.setSizes(list(_WIDTHS))
        self.setCentralWidget(holding(column(self._bar(), self.columns, self.status)))
        self.status.standing.setText(tr("Casethread uses no network"))

    def _navigation_column(self) -> QWidget:
        """The collections, with room above them."""
        made = holding(column(self.navigation, margins=(0, 8, 0, 8)), "collections")
        made.setMinimumWidth(180)
        return made

    def _bar(self) -> QWidget:
        title = label(self.session.case.title, weight=700)
        file = label(self.session.path.name, muted=True)
        middle = [feature.bar(self.session, self) for feature in self.features if feature.bar]
        menu = QToolButton()
        menu.setIcon(theme.icon("menu"))
        menu.setAccessibleName(tr("Menu"))
        menu.setToolTip(tr("Menu"))
        menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.setMenu(self._menu())
        bar = holding(row(title, file, 1, *middle, 1, menu, margins=(16, 8, 12, 8), gap=10), "bar")
        bar.setFixedHeight(52)
        return bar

    def _menu(self) -> QMenu:
        whole = QMenu(self)
        for name in MENUS:
            ids = self.actions_.of_menu(name)
            if ids:
                self.actions_.fill(whole.addMenu(tr(name)), ids)
        whole.aboutToShow.connect(self.actions_.refresh)
        return whole

    def _own_actions(self) -> tuple[Action, ...]:
        return (
            Action(id="go.palette", text="Command palette", run=self.open_palette, shortcut="Ctrl+P", menu="Go"),
            Action(
                id="go.back",
                text="Back",
                run=self.pages.go_back,
                shortcut="Alt+Left",
                icon="back",
                menu="Go",
                enabled=self.pages.can_go_back,
            ),
            Action(
                id="go.forward",
                text="Forward",
                run=self.pages.go_forward,
                shortcut="Alt+Right",
                icon="forward",
                menu="Go",
                enabled=self.pages.can_go_forward,
            ),
            Action(id="view.collections", text="Show or hide collections", run=lambda: self._flip(0), menu="View"),
            Action(id="view.list", text="Show or hide the list", run=lambda: self._flip(1), menu="View"),
            Action(
                id="view.inspector",
                text="Show or hide the inspector",
                run=lambda: self._flip(3),
                shortcut="F9",
                menu="View",
            ),
            Action(
                id="page.close", text="Close this page", run=self.pages.close_current, shortcut="Ctrl+W", menu="Case"
            ),
            Action(
                id="case.close",
                text="Close the case",
                run=self.leave,
                shortcut="Ctrl+Q",
                menu="Case",
            ),
        )

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.asked_to_show.connect(self.pages.show_ref)
        self.session.failed.connect(self.reporter.take)
        self.session.told.connect(self.status.tell)
        self.jobs.started.connect(self.status.follow)
        self.jobs.failed.connect(self.reporter.take)
        self.pages.current_changed.connect(self.inspector.follow)
        self.pages.current_changed.connect(lambda _: self.actions_.refresh())
        self.navigation.chosen.connect(self.show_collection)
        self._count()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.session.look)
        self._timer.start(2000)

    # --- showing --------------------------------------------------------------------------------------

    def show_collection(self, id_: str) -> None:
        """Show the list of a collection."""
        if id_ not in self._made:
            collection = next(one for one in self._collections if one.id == id_)
            self._made[id_] = collection.make(self.session)
            self.lists.addWidget(self._made[id_])
        self.lists.setCurrentWidget(self._made[id_])

    def list_of(self, id_: str) -> QWidget:
        """The list of a collection, made if need be."""
        self.navigation.choose(id_)
        self.show_collection(id_)
        return self._made[id_]

    def leave(self) -> None:
        """Close the window, and the case with it."""
        self.close()

    def open_palette(self) -> None:
        """Offer every action that can be done now."""
        known = [action for action in self.actions_.known.values() if action.enabled()]
        choose(
            self,
            tr("What do you want to do?"),
            [
                Choice(tr(action.text), action.run, shown(action.shortcut), action.keywords, action.icon)
                for action in known
            ],
        )

    def _make_page(self, ref: Ref) -> Page | None:
        for feature in self.features:
            for opener in feature.openers:
                if opener.kind == ref.kind:
                    return opener.make(self.session, ref)
        return None

    def _flip(self, index: int) -> None:
        widget = self._columns[index]
        widget.setVisible(not widget.isVisible())

    def _on_changed(self, change: Change) -> None:
        del change
        self._count()
        self.actions_.refresh()
        self.inspector.follow(self.pages.current())

    def _count(self) -> None:
        for collection in self._collections:
            self.navigation.set_count(collection.id, collection.count(self.session))

    # --- what is remembered -----------------------------------------------------------------------------

    def _restore(self) -> None:
        geometry = self.settings.remembered("geometry")
        if geometry:
            self.resize(*geometry[:2])
        widths = self.settings.remembered("columns")
        if widths and len(widths) == self.columns.count():
            self.columns.setSizes(widths)
        self.navigation.choose(self._collections[0].id)

    def _remember(self) -> None:
        self.settings.remember("geometry", [self.width(), self.height()])
        if self.width() >= _WITHOUT_INSPECTOR:
            self.settings.remember("columns", self.columns.sizes())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        for index, limit in ((3, _WITHOUT_INSPECTOR), (0, _WITHOUT_COLLECTIONS)):
            if (before < limit or before < 0) != (now < limit) or before < 0:
                self._columns[index].setVisible(now >= limit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.pages.leave_all()
        self._remember()
        self.jobs.stop_all()
        self.session.close()
        super().closeEvent(event)
