"""The page for searching in other cases: what is asked, whom, and what each says.

Nothing of it is kept: not the words, not the list, not a passphrase. It goes with the page.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from db.elsewhere import Told
from db.refs import Ref, Uuid
from desktop.base import theme
from desktop.base.dialogs import ask_open, ask_passphrase
from desktop.base.features import Page
from desktop.base.frame import frame_of
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, caption, column, label, row
from desktop.base.sections import SectionList, Sections
from desktop.base.sentences import sentence
from desktop.base.session import Session
from desktop.search import hits
from desktop.search.elsewhere import known, rows
from desktop.search.elsewhere.asking import Asking
from desktop.search.elsewhere.chosen import ChosenCases
from desktop.search.elsewhere.delegate import CaseDelegate
from desktop.search.elsewhere.known import Known
from desktop.search.elsewhere.rows import InCase, Remark

_LITTLE_ROOM = 560  # pixels from top to bottom


class ElsewherePage(Page):
    """One query, asked of several cases."""

    lasting = False

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.session, self.ref = session, ref
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("What to search for"))
        self.field.setAccessibleName(tr("What to search for"))
        self.start = button(tr("Search"), self.ask, chief=True)
        self.stop = button(tr("Stop"), self._stop)
        self.words = label(
            tr("Each case is opened for reading only and searched by itself. Nothing is written to it."),
            muted=True,
            wrap=True,
        )
        self.cases = ChosenCases()
        self.list = SectionList(Sections(rows.name), CaseDelegate(), tr("What was found in each case"))
        self.summary = label(size=theme.SECOND_SIZE, muted=True, wrap=True)
        self.asking = Asking(session)
        self.asking.setParent(self)
        self._added: list[Path] = []
        self._given: dict[Path, str] = {}
        self._asked: list[Known] = []
        self._told: dict[Path, Told] = {}
        self.query = ""
        self._waiting = False
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        add = button(tr("Add a case…"), self.add)
        add.setObjectName("verb")
        what = row(self.field, self.start, self.stop, gap=8)
        head = column(
            caption(tr("Search in other cases")),
            self.words,
            what,
            self.cases,
            row(add, 1),
            self.summary,
            margins=(24, 24, 24, 8),
            gap=8,
        )
        whole = column(head, self.list)
        whole.setStretchFactor(self.list, 1)
        self.setLayout(whole)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self.field)
        self.cases.show_cases(known.every(self.session, self._added))
        self._show()

    def _connect(self) -> None:
        self.field.returnPressed.connect(self.ask)
        self.field.textChanged.connect(lambda _: self._show_state())
        self.cases.changed.connect(self._show_state)
        self.asking.told.connect(self._on_told)
        self.asking.ended.connect(self._on_ended)
        self.list.opened.connect(self._on_opened)

    # --- what the window asks -------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return tr("Other cases")

    @override
    def go_to(self, place: object) -> None:
        """Ask these words next; the list of cases is read again."""
        self.cases.show_cases(known.every(self.session, self._added))
        if isinstance(place, str) and place:
            self.field.setText(place)
        self.field.setFocus()
        self.field.selectAll()

    @override
    def dismissed(self) -> None:
        self.asking.stop()
        self._given.clear()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for what is found."""
        super().resizeEvent(event)
        little_room = event.size().height() < _LITTLE_ROOM
        self.words.setHidden(little_room)
        self.cases.fit(little_room=little_room)

    # --- what can be done -----------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask the chosen cases."""
        cases = self._as_they_are()
        if self.field.text().strip() and cases:
            self.query, self._asked, self._told = self.field.text().strip(), cases, {}
            self._ask(cases)

    def add(self) -> None:
        """Put one more case on the list, for as long as this page is open."""
        if path := ask_open(self, self.session.path.parent):
            self._added.append(path)
            self.cases.show_cases(known.every(self.session, self._added), path)

    def unlock(self, path: Path) -> None:
        """Ask for the passphrase of a case, and then ask that case again."""
        told = self._told[path]
        assert told.trouble is not None
        given = ask_passphrase(self, tr("Passphrase"), sentence(told.trouble))
        if given is not None:
            self._given[path] = given
            left = [one for one in self._asked if one.path == path or one.path not in self._told]
            self._told.pop(path)
            self._ask(left)

    def _ask(self, cases: list[Known]) -> None:
        self._waiting = True
        self.asking.ask(self.query, cases, self._given)
        self._show()

    def _stop(self) -> None:
        self.asking.stop()
        self._waiting = False
        self._show()

    def _as_they_are(self) -> list[Known]:
        """The chosen cases; one of them may have been opened or closed meanwhile."""
        chosen = {one.path.resolve() for one in self.cases.chosen()}
        return [one for one in known.every(self.session, self._added) if one.path.resolve() in chosen]

    # --- what comes -----------------------------------------------------------------------------------

    def _on_told(self, told: Told) -> None:
        self._told[told.path] = told
        if all(one.path in self._told for one in self._asked):
            self._waiting = False
        self._show()

    def _on_ended(self) -> None:
        """Nobody who has to be opened is asked any more; those that are open answer by themselves."""
        self._waiting = any(one.session and one.path not in self._told for one in self._asked) and self._waiting
        self._show()

    def _show(self) -> None:
        """Show what has come; what is chosen stays chosen, and nothing jumps."""
        before, scroll = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        self.list.sections.show(rows.rows(self._asked, self._told, waiting=self._waiting))
        lines = self.list.sections.lines()
        if lines:
            self.list.setCurrentIndex(self.list.sections.index(before if before in lines else lines[0]))
            self.list.verticalScrollBar().setValue(scroll)
        self._show_state()

    def _show_state(self) -> None:
        self.start.setEnabled(bool(self.field.text().strip() and self.cases.chosen()))
        self.stop.setVisible(self._waiting)
        read_as = next((told.answer.read_as for told in self._told.values() if told.answer), "")
        found = sum(told.answer.total for told in self._told.values() if told.answer)
        words = tr("{total} found in {cases} of {all} cases, read as  {query}")
        answered = sum(told.answer is not None for told in self._told.values())
        said = words.format(total=f"{found:,}", cases=answered, all=len(self._asked), query=shown(read_as))
        self.summary.setText(said if self._told else "")

    # --- going there ----------------------------------------------------------------------------------

    def _on_opened(self, line: object) -> None:
        if isinstance(line, Remark) and line.locked:
            self.unlock(line.path)
        elif isinstance(line, Remark) and line.more:
            self._go(line.path, Ref("search", Uuid(self.query)), None)
        elif isinstance(line, InCase) and (answer := self._told[line.path].answer):
            self._go(line.path, *hits.target(line.hit, answer.understood.asked))

    def _go(self, path: Path, ref: Ref, place: object) -> None:
        if path == self.session.path:
            self.session.show(ref, place)
        else:
            frame_of(self.session).show_elsewhere(path, self._given.get(path), ref, place)
