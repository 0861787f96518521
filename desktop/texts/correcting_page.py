"""The page on which a text is corrected: its words in an editor, and beside them what was changed so far."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter
from shiboken6 import isValid
from typing_extensions import override

from db import errors, sources, texts
from db.case import Case
from db.differences import Difference, difference
from db.refs import Ref
from db.texts import Text
from desktop.base import theme
from desktop.base.features import Page
from desktop.base.frame import frame_of
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import button, caption, column, holding, label, row, untitled
from desktop.base.session import Session
from desktop.base.settings import MEASURE, READING_SIZE
from desktop.texts.difference_html import summary
from desktop.texts.difference_view import DifferenceView
from desktop.texts.editor import CorrectionEditor
from desktop.texts.keeping import CorrectionKeeper
from desktop.writing.notice_line import NoticeLine

KIND = "correction"
"""The kind of ref under which a text is corrected; its identity is that of the text."""

_COMPARED_SOON = 500  # milliseconds from the last key until it is told what differs
_BESIDE = 760  # pixels from which the changes stand beside the text, not below it


class CorrectingPage(Page):
    """One text in an editor; it becomes another text of its source when it is saved."""

    def __init__(self, session: Session, ref: Ref) -> None:
        """Raises Unknown when the text is not there."""
        super().__init__()
        self.session, self.ref = session, ref
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text: Text = texts.get(session.case, ref.uuid)
        self.base = texts.content(session.case, self.text)
        self.source = sources.of_uuid(session.case, self.text.source)
        self.editor = _editor(session)
        self.changes = DifferenceView(size=theme.TEXT_SIZE + 1)
        self.sum = caption(tr("No changes yet"))
        self.state = label(size=theme.SECOND_SIZE, muted=True)
        self.notice = NoticeLine()
        self.save = button(tr("Save as corrected text"), self.save_now, chief=True)
        self.discard = button(tr("Discard"), self.discard_now, quiet=True)
        self._latest = Latest(session, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._compare)
        self.editor.show_text(self.base)
        self.keeper = CorrectionKeeper(session, self.text, self.base, self.editor.text)
        self.keeper.setParent(self)
        if self.keeper.kept is not None:
            self.editor.show_text(self.keeper.kept)
        self._assemble()
        self.keeper.changed.connect(self._tell)
        self.editor.textChanged.connect(self._on_typed)
        self._compare()
        self._tell()

    def _assemble(self) -> None:
        name = label(shown(self.source.title or untitled()), weight=600)
        head = row(label(tr("Correcting"), muted=True), name, self.state, 1, self.discard, self.save)
        head.setContentsMargins(16, 6, 12, 6)
        side = column(row(self.sum, 1, margins=(20, 12, 16, 4)), self.changes)
        side.setStretchFactor(self.changes, 1)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.addWidget(self.editor)
        self.panes.addWidget(holding(side, "list"))
        self.panes.setStretchFactor(0, 3)
        self.panes.setStretchFactor(1, 2)
        self.panes.setHandleWidth(1)
        self.panes.setChildrenCollapsible(False)
        whole = column(holding(head, "bar"), self.notice, self.panes)
        whole.setStretchFactor(self.panes, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.editor)
        self.editor.setReadOnly(self.session.readonly)

    # --- what the window asks -------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return tr("{title}: correction").format(title=shown(self.source.title or untitled()))

    @property
    @override
    def spacious(self) -> bool:
        return True

    @property
    @override
    def at_risk(self) -> bool:
        return not self.keeper.is_safe

    @override
    def leave(self) -> None:
        self.keeper.keep()

    @override
    def position(self) -> object:
        return {"at": self.editor.place()}

    @override
    def go_to(self, place: object) -> None:
        if isinstance(place, dict):
            self.editor.go_to(int(place.get("at", 0)))

    # --- what can be done -----------------------------------------------------------------------------

    def save_now(self) -> None:
        """Add what is typed as a corrected text of the source, which is read from now on."""
        words, text, keeper = self.editor.text(), self.text, self.keeper
        keeper.saving(words)

        def work(case: Case) -> Text:
            keeper.secure(case, words)
            made = texts.correct(case, text, words)
            keeper.forget(case)
            return made

        self.session.write(work, lambda made: self._on_saved(made, words), self._on_failed)

    def discard_now(self) -> None:
        """Show the text as it was; the editor's own undo brings back what was typed."""
        if self.editor.text() != self.base:
            self.editor.change_text(self.base)
            self.keeper.keep()
            self.session.tell(tr("The text stands here as it was. Ctrl+Z in it brings back what you typed."))

    # --- what happens ---------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self.keeper.touch()
        self._soon.start(_COMPARED_SOON)

    def _compare(self) -> None:
        old, new = self.base, self.editor.text()
        self._latest.read(lambda _: difference(old, new), self._on_compared)

    def _on_compared(self, found: Difference) -> None:
        self.sum.setText(summary(found) if self.editor.text() != self.base else tr("No changes yet"))
        self.changes.show_difference(found)

    def _on_saved(self, made: Text, words: str) -> None:
        if not isValid(self):
            return
        self.keeper.saved(words)
        self.session.tell(tr("Saved as corrected text. The text before it stays; excerpts follow."))
        self.session.show(Ref("source", made.source), {"text": made.uuid})
        if self.session.frame:
            frame_of(self.session).pages.close_ref(self.ref)

    def _on_failed(self, error: BaseException) -> None:
        self.session.failed.emit(error)
        if isValid(self):
            self.keeper.saving(None)
            if isinstance(error, errors.Expected):
                self.keeper.keep()

    def _tell(self) -> None:
        changed = self.keeper.is_changed
        for one in (self.save, self.discard):
            one.setEnabled(changed and not self.session.readonly)
        if self.session.readonly:
            self.state.setText(tr("Read only"))
        elif not changed:
            self.state.setText("")
        else:
            self.state.setText(tr("Draft kept") if self.keeper.is_safe else tr("Writing…"))
        if self.keeper.failure:
            words = tr("{sentence} What you typed stays here, and saving is tried again.")
            self.notice.say(words.format(sentence=self.keeper.failure))
        else:
            self.notice.clear()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        self.panes.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)


def _editor(session: Session) -> CorrectionEditor:
    """A field in the size and width in which texts are read."""
    if session.frame is None:
        return CorrectionEditor()
    settings = frame_of(session).settings
    return CorrectionEditor(settings.get(READING_SIZE), settings.get(MEASURE))
