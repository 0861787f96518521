"""The page of a note or a briefing: title, editor and preview, and what there is to say of its draft."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QWidget
from typing_extensions import override

from db.case import Case
from db.links import Linked
from db.refs import Ref
from db.revisions.edit import now
from db.spans import Span
from db.writings import Shelf
from desktop.base import dates, theme
from desktop.base.features import Page
from desktop.base.hits import Hits
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import column, holding, label, row
from desktop.base.session import Change, Session
from desktop.writing.completion import Completion
from desktop.writing.editor import BESIDE, Editor
from desktop.writing.following import follow, lead_of
from desktop.writing.hit_marks import HitMarks
from desktop.writing.in_step import InStep
from desktop.writing.keeping import Keeper, State, Typed
from desktop.writing.modes import Mode, Modes
from desktop.writing.notice_line import NoticeLine
from desktop.writing.paper import printed
from desktop.writing.preview import Preview
from desktop.writing.resting_line import RestingLine

PREVIEW_SOON = 250  # milliseconds from the last key to the preview
_BESIDE = 700  # pixels from which editor and preview stand beside, not above each other
_NARROWEST = 220
_TITLE_SIZE = 22


class WritingPage(Page):
    """One writing; it keeps what is typed, and seals it when it is left."""

    def __init__(self, session: Session, shelf: Shelf, ref: Ref, *, mode: Mode = Mode.BOTH) -> None:
        super().__init__()
        self.session, self.shelf, self.ref = session, shelf, ref
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        writing = shelf.of_uuid(session.case, ref.uuid)
        self.title_field = _Title()
        self.editor = Editor(tr("Text in Markdown"))
        self.hits = HitMarks(self.editor)
        self.preview = Preview(tr("Text as printed"))
        self.modes = Modes(mode)
        self.state_words = label(size=theme.SECOND_SIZE, muted=True)
        self.notice = NoticeLine()
        self.resting = RestingLine(session)
        self._show(Typed(writing.title, writing.body))
        self.keeper = Keeper(session, shelf, writing, self.typed)
        self.keeper.setParent(self)
        self.completion = Completion(self.editor, session)
        self._steps = InStep(self.editor, self.preview)
        self._latest = Latest(session, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._recovered = self._saved_at = ""
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self._assemble()
        self._recover()
        self._connect()
        self._on_mode(mode)

    # --- what the window asks -----------------------------------------------------------------------

    @override
    def title(self) -> str:
        return shown(self.typed().title)

    @override
    def go_to(self, place: object) -> None:
        """Show a `Span`, the `Hits` of a search, or where somebody was (`position`); `{"title": true}` is the title."""
        if isinstance(place, Hits):
            self.hits.show(place.query)
            place = place.first
        if isinstance(place, Span):
            self._see_editor()
            self.editor.go_to(place.start, place.end)
            self.editor.setFocus()
        elif isinstance(place, dict) and place.get("title"):
            self._see_editor()
            self.title_field.setFocus()
            self.title_field.selectAll()
        elif isinstance(place, dict):
            if place.get("mode") in {mode.value for mode in Mode}:
                self.modes.choose(Mode(place["mode"]))
            self.editor.go_to(int(place.get("at", 0)))

    @override
    def position(self) -> object:
        return {"at": self.editor.place(), "mode": self.modes.mode().value}

    @property
    @override
    def spacious(self) -> bool:
        return self.modes.mode() is Mode.BOTH

    @property
    @override
    def at_risk(self) -> bool:
        return not self.keeper.is_safe

    @override
    def leave(self) -> None:
        self.completion.close()
        self.keeper.seal()

    # --- the text -------------------------------------------------------------------------------------

    def typed(self) -> Typed:
        """What stands in the fields; a title that was emptied counts as the one it had."""
        shown, title = self.title_field.text(), self._title
        if shown != self._title_shown and shown.strip():
            title = " ".join(shown.split())
        return Typed(title, self.editor.text())

    def save(self) -> None:
        """Make what is typed part of the record now."""
        self.keeper.seal()

    def redraw(self) -> None:
        """Ask for the text as printed, when it is in sight, and for what became of the sources it cites."""
        self.resting.look(self.editor.text())
        if self.preview.isHidden() and self.modes.mode() is Mode.WRITE:
            return
        typed = self.typed()
        self._latest.read(lambda case: self.print_out(case, typed), self._on_printed)

    def print_out(self, case: Case, typed: Typed) -> str:
        """The text as printed; called off the window's thread."""
        return printed(case, typed.title, typed.body)

    def head_buttons(self) -> list[QWidget]:
        """What stands at the right above the text; for subclasses."""
        return []

    # --- assembly -------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self._title_row: QHBoxLayout = row(self.title_field, margins=(0, 20, 0, 0))
        self.sheet = holding(column(self._title_row, self.editor))
        self.panes.addWidget(self.sheet)
        self.panes.addWidget(self.preview)
        for pane in (self.sheet, self.preview):
            pane.setMinimumWidth(_NARROWEST)
        self.panes.setSizes([1, 1])
        self.panes.setHandleWidth(1)
        self.panes.setChildrenCollapsible(False)
        buttons = self.head_buttons()
        self.head = holding(row(self.modes, self.state_words, 1, *buttons, margins=(12, 5, 12, 5), gap=8), "bar")
        whole = column(self.head, self.notice, self.resting, self.panes)
        whole.setStretchFactor(self.panes, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.editor)
        self.setTabOrder(self.title_field, self.editor)
        self.setTabOrder(self.editor, self.preview)
        for field in (self.title_field, self.editor):
            field.setReadOnly(self.session.readonly)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_typed)
        self.title_field.textEdited.connect(lambda _: self._on_typed())
        self.title_field.textChanged.connect(lambda _: self.title_changed.emit(self.title()))
        self.title_field.done.connect(self.editor.setFocus)
        self.title_field.editingFinished.connect(self._on_title)
        self.editor.left.connect(self.keeper.keep)
        self.editor.followed.connect(lambda lead: follow(self.session, self.ref, lead))
        self.editor.resized.connect(self._align)
        self.preview.filled.connect(self._on_filled)
        self.preview.link_followed.connect(self._on_link)
        self.modes.changed.connect(self._on_mode)
        self.keeper.changed.connect(self._tell_state)
        self.keeper.refreshed.connect(self._on_refreshed)
        self.keeper.sealed.connect(self._on_sealed)
        self._soon.timeout.connect(self.redraw)
        self.session.changed.connect(self._on_changed)
        self._tell_state()

    def _recover(self) -> None:
        found = self.keeper.recovered()
        if found is not None and self.keeper.draft is not None:
            self._recovered = dates.clock(self.keeper.draft.at)
            if dates.day(self.keeper.draft.at) != dates.day(now()):
                self._recovered = dates.moment(self.keeper.draft.at)
            self._show(found)

    def _show(self, typed: Typed) -> None:
        self._show_title(typed.title)
        self.editor.show_text(typed.body)

    def _show_title(self, title: str) -> None:
        if self.title_field.text() != title:
            self.title_field.setText(title)
            self.title_field.home(False)
        self._title, self._title_shown = title, self.title_field.text()

    # --- what happens ---------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self.keeper.touch()
        self._soon.start(PREVIEW_SOON)

    def _on_title(self) -> None:
        """A title that was emptied is the one it had."""
        if not self.title_field.text().strip():
            self._show_title(self._title)
        self.keeper.keep()

    def _on_printed(self, html: str) -> None:
        self.preview.show_html(html)

    def _on_filled(self) -> None:
        if self.modes.mode() is Mode.BOTH:
            self._steps.follow_editor()

    def _on_mode(self, mode: Mode) -> None:
        self.sheet.setVisible(mode is not Mode.READ)
        self.preview.setVisible(mode is not Mode.WRITE)
        if mode is Mode.READ and self.isVisible():
            self.preview.setFocus()
        elif self.preview.hasFocus():
            self.editor.setFocus()
        self.room_wanted.emit()
        self.redraw()

    def _on_link(self, address: str) -> None:
        lead = lead_of(address)
        if lead:
            follow(self.session, self.ref, lead)
        elif address.startswith("case:note/"):
            self.preview.verticalScrollBar().setValue(self.preview.verticalScrollBar().maximum())

    def _on_refreshed(self, typed: Typed) -> None:
        """The case says something else: the text follows, and one stays where one was."""
        self._show_title(typed.title)
        self.editor.change_text(typed.body)
        self._soon.start(PREVIEW_SOON)

    def _on_sealed(self, linked: Linked) -> None:
        self._recovered, self._saved_at = "", dates.clock(now())
        self._title = self._title_shown = self.keeper.base.title
        if " ".join(self.title_field.text().split()) == self._title:
            self._title_shown = self.title_field.text()
        if linked.made:
            self.session.tell(tr("New: {names}").format(names=shown(", ".join(linked.made))))
        elif linked.ambiguous:
            words = tr("Several go by these names, so their links lead nowhere yet: {names}")
            self.session.tell(words.format(names=shown(", ".join(linked.ambiguous))))
        self._tell_state()

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "excerpt", "text"):
            self._soon.start(PREVIEW_SOON)

    # --- what is said of the draft ----------------------------------------------------------------------

    def _tell_state(self) -> None:
        state = self.keeper.state
        self.state_words.setText(self._words_of(state))
        for field in (self.title_field, self.editor):
            if field.isReadOnly() != (self.session.readonly or state is State.GONE):
                field.setReadOnly(not field.isReadOnly())
        if state is State.FAILED:
            self.notice.say(
                tr("{sentence} What you typed stays here, and saving is tried again.").format(
                    sentence=self.keeper.failure
                )
            )
        elif state is State.GONE:
            self.notice.say(tr("This is in the trash. Take it back there to go on with it."))
        elif state is State.DIVERGED:
            self._tell_diverged()
        elif self._recovered and state is State.DRAFT:
            words = tr("Recovered what was being typed at {time}.").format(time=self._recovered)
            self.notice.say(words, (tr("Keep it"), self._keep_mine), (tr("Discard it"), self._take_theirs))
        else:
            self.notice.clear()

    def _words_of(self, state: State) -> str:
        if self.session.readonly:
            return tr("Read only")
        if state in (State.DRAFT, State.DIVERGED):
            return tr("Draft kept") if self.keeper.is_kept else tr("Writing…")
        if state is State.SAVED:
            return tr("Saved {time}").format(time=self._saved_at) if self._saved_at else tr("Saved")
        return tr("Not saved") if state is State.FAILED else ""

    def _tell_diverged(self) -> None:
        words = tr("This was changed elsewhere too. What you typed is kept as a draft, and nothing was overwritten.")
        if self._recovered:
            words = tr(
                "Recovered what was being typed at {time}. It was changed elsewhere too; nothing was overwritten."
            ).format(time=self._recovered)
        ways = ((tr("Keep mine"), self._keep_mine), (tr("Show the other"), self._take_theirs))
        self.notice.say(words, *ways)

    def _keep_mine(self) -> None:
        self._recovered = ""
        self.keeper.keep_mine()

    def _take_theirs(self) -> None:
        """Show what the case says; the editor's own undo brings back what was typed."""
        self._recovered = ""
        self._on_refreshed(self.keeper.take_theirs())
        self.keeper.seal()

    # --- how it looks -------------------------------------------------------------------------------------

    def _see_editor(self) -> None:
        if self.modes.mode() is Mode.READ:
            self.modes.choose(Mode.BOTH)

    def _align(self) -> None:
        margins = self.editor.viewportMargins()
        left = margins.left() + BESIDE - 2  # a line has 2 of its own
        self._title_row.setContentsMargins(left, 20, margins.right() + BESIDE, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        self.panes.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "modes"):
            self.redraw()


class _Title(QLineEdit):
    """The title, as large as it will be printed; `done` on Enter or when one goes down."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        font = theme.reading_font(_TITLE_SIZE)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setPlaceholderText(tr("Title"))
        self.setAccessibleName(tr("Title"))
        self.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; }")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.done.emit()
            return
        super().keyPressEvent(event)
