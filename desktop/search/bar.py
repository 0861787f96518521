"""Search at the top of the window: every keystroke asks, the answer to the last one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from db.finding import Asked, Found, Grouped, grouped
from db.refs import Ref, Uuid
from db.search.query import Query
from db.search.unfinished import as_typed
from desktop.base.frame import expanding_of, frame_of
from desktop.base.latest import Latest
from desktop.base.pieces import row
from desktop.base.session import Session
from desktop.search import hits
from desktop.search.completions import MOST as MOST_WORDS
from desktop.search.dropdown import MOST, Dropdown
from desktop.search.field import SearchField
from desktop.search.remembered import Remembered

_WORDS = MOST_WORDS + 1  # one of them may be the word that is typed
_PATIENCE = 400  # milliseconds without an answer, after which that is said


class SearchBar(QWidget):
    """The field, and what drops below it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__()
        self.session = session
        self.field = SearchField()
        self.dropdown = Dropdown(window)
        self.remembered = Remembered(session, window, self.field)
        self.setLayout(row(self.field))
        self._latest = Latest(session, self)
        self._shown_for = ""
        self._asked = Query(None, "")
        self._take_when_there = False
        self._came_from: QWidget | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE)
        self._connect(window)

    def _connect(self, window: QWidget) -> None:
        self.field.textChanged.connect(self._ask)
        self.field.stepped.connect(self._on_step)
        self.field.taken.connect(self._on_taken)
        self.field.all_asked.connect(self.show_all)
        self.field.left.connect(self.leave)
        self.field.completed.connect(self.dropdown.words.take_first)
        self.field.completing = lambda: self.dropdown.isVisible() and not self.dropdown.words.isHidden()
        self.dropdown.typed.connect(self._go_on)
        self.dropdown.opened.connect(self._open)
        self.dropdown.all_asked.connect(self.show_all)
        self._slow.timeout.connect(self._on_slow)
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def enter(self) -> None:
        """Go to the field; what was typed last can be typed over."""
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Put the results away and go back to where one was."""
        self._close()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus()
        else:
            self.field.clearFocus()

    def show_all(self) -> None:
        """Show all results of what is typed as a page."""
        query = as_typed(self.field.text()).strip()
        if query:
            self._go(Ref("search", Uuid(query)), None)

    # --- asking -------------------------------------------------------------------------------------

    def _ask(self, text: str) -> None:
        self._take_when_there = False
        if not text.strip():
            self._close()
            return
        asked = Asked(as_typed(text), expanding=expanding_of(self.session))
        self._latest.find(
            lambda case, derived: (grouped(case, derived, asked, MOST), derived.complete(text, _WORDS)),
            lambda answer: self._on_answer(text, *answer),
        )
        if not self._slow.isActive():
            self._slow.start()

    def _on_answer(self, text: str, answer: Grouped, words: Sequence[str]) -> None:
        self._slow.stop()
        self._shown_for, self._asked = text, answer.understood.asked
        self.dropdown.show_answer(text, answer, words)
        self._drop()
        if self._take_when_there:
            self._on_taken()

    def _on_slow(self) -> None:
        self.dropdown.say_searching()
        self._drop()

    def _drop(self) -> None:
        if self.field.hasFocus():
            self.dropdown.place_below(self.field)
            self.dropdown.show()

    def _close(self) -> None:
        self._latest.forget()
        self._slow.stop()
        self._take_when_there = False
        self.dropdown.hide()

    def _go_on(self, text: str) -> None:
        """Type a query in place of this one."""
        self.field.setText(text)
        self.field.setFocus()

    # --- choosing -----------------------------------------------------------------------------------

    def _on_step(self, by: int) -> None:
        if self.dropdown.isVisible():
            self.dropdown.list.step(by)
        elif self.field.text().strip():
            self._ask(self.field.text())

    def _on_taken(self) -> None:
        """Open what is chosen, once it belongs to what is typed."""
        if self._shown_for != self.field.text():
            self._take_when_there = bool(self.field.text().strip())
            return
        hit = self.dropdown.chosen()
        if hit is not None and self.dropdown.isVisible():
            self._open(hit)
        elif hit is not None:
            self._drop()

    def _open(self, hit: object) -> None:
        assert isinstance(hit, Found)
        self.remembered.note(as_typed(self.field.text()))
        self._go(*hits.target(hit, self._asked))

    def _go(self, ref: Ref, place: object) -> None:
        self._close()
        self.field.clearFocus()
        self.session.show(ref, place)
        if self.session.frame is not None and (page := frame_of(self.session).pages.current_page()):
            page.setFocus()

    # --- where the focus is -----------------------------------------------------------------------------

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self):
            return
        if now is self.field:
            if old is not None and old.window() is self.window():
                self._came_from = old
            if self._shown_for and self._shown_for == self.field.text():
                self._drop()
        elif old is self.field and now is not None and not self.dropdown.isAncestorOf(now):
            self._close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.dropdown.isVisible():
            self.dropdown.place_below(self.field)
        return super().eventFilter(watched, event)
