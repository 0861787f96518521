"""The main window: four columns assembled from what features contribute. It knows none of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from db.errors import CaseMoved, CaseReplaced, Expected
from db.refs import Ref
from desktop.base import theme
from desktop.base.actions import MENUS, Action, Actions, shown
from desktop.base.bearings import Bearings
from desktop.base.chooser import Choice, choose
from desktop.base.columns import Column, Columns
from desktop.base.dialogs import ask_yes
from desktop.base.features import Collection, Feature, Opener, Page
from desktop.base.i18n import tr
from desktop.base.inspector import Inspector
from desktop.base.jobs import Jobs
from desktop.base.navigation import Navigation
from desktop.base.notice import Notice
from desktop.base.pages import Pages
from desktop.base.pieces import column, holding, label, row
from desktop.base.record_list import RecordList
from desktop.base.reporting import Reporter
from desktop.base.sentences import sentence
from desktop.base.session import Change, Session
from desktop.base.settings import Settings
from desktop.base.statusline import StatusLine

_TIDIED_EVERY = 15
"""Looks at what others did, after which the index is put in order."""
_FRAME = 40
"""Pixels that a system puts around a window, at the most."""


class Window(QMainWindow):
    """One open case."""

    closed = Signal()
    asked_to_open = Signal(object, object)
    asked_to_show_elsewhere = Signal(object, object, object, object)

    def __init__(self, session: Session, features: Sequence[Feature], settings: Settings, reporter: Reporter) -> None:
        super().__init__()
        self.session, self.settings, self.reporter = session, settings, reporter
        self.features = features
        self._gives_up = False
        self.other_sessions: Callable[[], Sequence[Session]] = tuple
        session.frame = self
        self.jobs = Jobs()
        self.actions_ = Actions(self)
        self.status = StatusLine()
        self.notice = Notice()
        self.pages = Pages(self._make_page)
        self._collections = sorted((c for f in features for c in f.collections), key=lambda c: c.order)
        self.navigation = Navigation(self._collections)
        self.lists = QStackedWidget()
        self.lists.setObjectName("surface")
        self._made: dict[str, QWidget] = {}
        inspections = sorted((one for feature in features for one in feature.inspections), key=lambda one: one.order)
        self._helps = {one.id: feature.help for feature in features for one in feature.collections}
        helps = {one.id: feature.help for feature in features for one in feature.inspections}
        self.inspector = Inspector(session, inspections, helps)
        self.columns = Columns((self._navigation_column(), self.lists, self.pages, self.inspector))
        self.bearings = Bearings(session, self.pages, self.navigation)
        self._assemble()
        self._connect()
        self._restore()

    # --- assembly -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.setWindowTitle(f"{self.session.case.title} — Casethread")
        self._fit_on_screen(1440, 900)
        self.setMinimumSize(640, 480)
        self.actions_.add(self._own_actions())
        self.actions_.add(self._going(number, one) for number, one in enumerate(self._collections, start=1))
        for feature in self.features:
            self.actions_.add(feature.actions(self.session, self))
        whole = column(self._bar(), self.notice, self.columns, self.status)
        whole.setStretchFactor(self.columns, 1)
        self.setCentralWidget(holding(whole))
        self.status.standing.setText(tr("Casethread uses no network"))

    def _navigation_column(self) -> QWidget:
        """The collections, with room above them."""
        made = holding(column(self.navigation, margins=(0, 8, 0, 8)), "collections")
        made.setMinimumWidth(212)
        return made

    def _bar(self) -> QWidget:
        title = label(self.session.case.title, weight=700)
        file = label(self.session.path.name, muted=True)
        middle = [feature.bar(self.session, self) for feature in self.features if feature.bar]
        right = [self._tool(action) for action in self.actions_.known.values() if action.in_bar]
        state = label(self._readonly_words(), muted=True, size=theme.SECOND_SIZE)
        bar = holding(
            row(title, file, state, 1, *middle, 1, *right, self._menu_button(), margins=(16, 8, 12, 8), gap=10), "bar"
        )
        bar.setFixedHeight(52)
        return bar

    def _tool(self, action: Action) -> QToolButton:
        made = QToolButton()
        made.setDefaultAction(self.actions_.qt(action.id))
        made.setAccessibleName(tr(action.text))
        return made

    def _menu_button(self) -> QToolButton:
        menu = QToolButton()
        menu.setIcon(theme.icon("menu"))
        menu.setAccessibleName(tr("Menu"))
        menu.setToolTip(tr("Menu"))
        menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.setMenu(self._menu())
        return menu

    def _readonly_words(self) -> str:
        """That nothing can be changed, and why."""
        if not self.session.readonly:
            return ""
        because = self.session.readonly_because
        return tr("read only — {because}").format(because=because) if because else tr("read only")

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
            self._flipping(Column.COLLECTIONS, "collections", "Show or hide collections"),
            self._flipping(Column.LIST, "list", "Show or hide the list", "Ctrl+F9"),
            self._flipping(Column.INSPECTOR, "inspector", "Show or hide the inspector", "F9"),
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

    def _going(self, number: int, collection: Collection) -> Action:
        return Action(
            id=f"go.{collection.id}",
            text=f"Go to {collection.title}",
            run=lambda: self._go_to_list(collection.id),
            shortcut=f"Ctrl+{number}" if number < 10 else "",
            icon=collection.icon,
            menu="Go",
        )

    def _go_to_list(self, id_: str) -> None:
        """Show a collection, and go on in its list."""
        for one in self.list_of(id_).findChildren(RecordList):
            one.setFocus()

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.asked_to_show.connect(self.show_ref)
        self.session.failed.connect(self.take)
        self.session.mended.connect(self.notice.clear)
        self.session.told.connect(self.status.tell)
        self.jobs.started.connect(self.status.follow)
        self.jobs.failed.connect(self.take)
        self.pages.current_changed.connect(self._on_page)
        self.pages.room_wanted.connect(self._make_room)
        self.navigation.chosen.connect(self.show_collection)
        self._count()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(2000)

    def _look(self) -> None:
        """Notice what others did meanwhile, to the case or to its file."""
        self.session.look()
        self.session.look_at_file()
        self._looks += 1
        if self._looks % _TIDIED_EVERY == 0 and not self.jobs.running:
            self.session.tidy()

    # --- showing --------------------------------------------------------------------------------------

    def show_collection(self, id_: str) -> None:
        """Show the list of a collection."""
        if id_ not in self._made:
            collection = next(one for one in self._collections if one.id == id_)
            self._made[id_] = collection.make(self.session)
            self._made[id_].setProperty("help", self._helps.get(id_, ""))
            self.lists.addWidget(self._made[id_])
        self.lists.setCurrentWidget(self._made[id_])
        self.columns.bring(Column.LIST)

    def list_of(self, id_: str) -> QWidget:
        """The list of a collection, made if need be."""
        self.navigation.choose(id_)
        self.show_collection(id_)
        return self._made[id_]

    def show_ref(self, ref: Ref, place: object = None) -> None:
        """Show an object at a place; what has no page of its own is shown where it belongs, and pointed out there."""
        opener = self._opener(ref.kind)
        if opener is None or opener.instead is None:
            self.pages.show_ref(ref, place)
            return
        try:
            self.pages.show_ref(*opener.instead(self.session, ref))
        except Expected as error:
            self.take(error)
            return
        if place is not None:  # something in its panel is asked for, so the panel has to be there
            self.columns.bring(Column.INSPECTOR)
        self.inspector.point_out(opener.inspection, ref, place)

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

    def take(self, error: BaseException) -> None:
        """Show a failure: what can be expected at the top of the window, a mistake as a report."""
        if not isinstance(error, Expected):
            self.reporter.take(error)
        elif isinstance(error, CaseMoved | CaseReplaced):
            self.notice.say(sentence(error), tr("Open it again"), self._open_again)
        else:
            self.notice.say(sentence(error))

    def ask_to_open(self, path: Path, passphrase: str | None = None) -> None:
        """Have another case opened, in a window of its own."""
        self.asked_to_open.emit(path, passphrase)

    def show_elsewhere(self, path: Path, passphrase: str | None, ref: Ref, place: object) -> None:
        """Have an object of another case shown, in the window of that case."""
        self.asked_to_show_elsewhere.emit(path, passphrase, ref, place)

    def _open_again(self) -> None:
        path = self.session.path
        self.closed.connect(lambda: self.asked_to_open.emit(path, None))
        self.close()

    def _make_page(self, ref: Ref) -> Page | None:
        opener = self._opener(ref.kind)
        page = opener.make(self.session, ref) if opener else None
        if page is not None:
            helps = (feature.help for feature in self.features if opener in feature.openers)
            page.setProperty("help", next(helps, ""))
        return page

    def _opener(self, kind: str) -> Opener | None:
        openers = (opener for feature in self.features for opener in feature.openers)
        return next((opener for opener in openers if opener.kind == kind), None)

    def _flipping(self, column: Column, name: str, text: str, shortcut: str = "") -> Action:
        return Action(
            id=f"view.{name}", text=text, run=lambda: self.columns.flip(column), shortcut=shortcut, menu="View"
        )

    def _make_room(self) -> None:
        page = self.pages.current_page()
        ref = self.pages.current()
        inspected = ref is None or self.inspector.offers(ref)
        self.columns.fit(spacious=page is not None and page.spacious, inspected=inspected)

    def _on_page(self, ref: Ref | None) -> None:
        """Another page is shown: what stands beside it follows."""
        self._make_room()
        self.inspector.follow(ref)
        self.actions_.refresh()
        if ref is not None:
            for one in self.lists.findChildren(RecordList):
                one.follow(ref)

    def _on_changed(self, change: Change) -> None:
        if change.erased:
            self.pages.forget(change.erased)
            self.bearings.keep()
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
            self._fit_on_screen(*geometry[:2])
        self.columns.set_widths(self.settings.remembered("columns") or ())
        self.navigation.choose(self._collections[0].id)
        self.bearings.restore()
        self.navigation.setFocus()

    def _fit_on_screen(self, width: int, height: int) -> None:
        """Take this size, or less where the screen has less room, its bars and our frame left out."""
        room = self.screen().availableGeometry()
        self.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))

    def _remember(self) -> None:
        self.settings.remember("geometry", [self.width(), self.height()])
        self.settings.remember("columns", self.columns.widths())
        self.bearings.keep()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.jobs.needed and not self._stop_for_good():
            event.ignore()
            return
        self.pages.leave_all()
        self.inspector.leave_all()
        self.session.finish_writing()
        elsewhere = [title for ask in self.session.unsaved for title in ask()]
        if not self._gives_up and (unsaved := [*self.pages.at_risk(), *self.inspector.at_risk(), *elsewhere]):
            self._refuse_to_close(unsaved)
            event.ignore()
            return
        self._remember()
        self.jobs.stop_all()
        self._timer.stop()
        self.actions_.rest()
        self.session.close()
        super().closeEvent(event)
        self.closed.emit()

    def _refuse_to_close(self, unsaved: Sequence[str]) -> None:
        """Stay open, since closing would lose what was typed; a person may do it all the same."""
        words = tr("Not closed: something here is not saved, and would be lost: {titles}.")
        self.notice.say(words.format(titles=", ".join(unsaved)), tr("Close and lose it"), self._give_up)

    def _give_up(self) -> None:
        self._gives_up = True
        self.close()

    def _stop_for_good(self) -> bool:
        """Whether to close although something is under way; asked once."""
        title = tr("{work} is under way").format(work=self.jobs.needed[0].title)
        words = tr("What is finished stays in the case; the rest is not begun. You can go on with it next time.")
        return ask_yes(self, title, words, tr("Stop and close"))
