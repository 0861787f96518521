"""The page of a briefing: its text, signs in the margin, the text as printed, and export."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db import briefs, keys
from db.briefs import Brief
from db.refs import Ref
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import button
from desktop.base.session import Change, Session
from desktop.briefings.checking import check, checks_of
from desktop.briefings.export import ask_where, copy, export
from desktop.briefings.margin import Margin
from desktop.briefings.marks import Checked
from desktop.writing.page import WritingPage

CHECK_SOON = 500  # milliseconds from the last key to the check


class BriefingPage(WritingPage):
    """One briefing; while it is written it is compared with the case."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__(session, briefs.SHELF, ref)
        self.margin = Margin(self.editor)
        self.margin.chosen.connect(self._on_sign)
        self._checking = Latest(session, self)
        self._check_soon = QTimer(self)
        self._check_soon.setSingleShot(True)
        self._check_soon.timeout.connect(self.check)
        self.editor.textChanged.connect(lambda: self._check_soon.start(CHECK_SOON))
        session.changed.connect(self._on_case)
        self.check()

    @override
    def head_buttons(self) -> list[QWidget]:
        return [button(tr("Copy as Markdown"), self.copy), button(tr("Export…"), self.export, chief=True)]

    def check(self) -> None:
        """Compare what stands here with the case."""
        body = self.typed().body
        self._checking.read(lambda case: check(case, body), self._on_checked)

    def brief(self) -> Brief:
        """The briefing as it stands here."""
        typed = self.typed()
        return Brief(uuid=self.ref.uuid, key=keys.short(self.ref.uuid), title=typed.title, body=typed.body)

    def export(self) -> None:
        """Ask for a place, seal what is typed, and write it there."""
        path = ask_where(self, self.session, self.brief().title)
        if path is not None:
            self.save()
            export(self.session, self.brief(), path, self.session.tell)

    def copy(self) -> None:
        """Put it on the clipboard as it would be exported."""
        self.save()
        copy(self.session, self.brief(), self.session.tell)

    def _on_checked(self, found: Checked) -> None:
        checks_of(self.session).put(self.ref, found)
        if self.typed().body == found.body:
            self.margin.show_marks(found.body, found.marks)
        self.preview.mark(found.passages())

    def _on_sign(self, position: int) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(position)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _on_case(self, change: Change) -> None:
        if change.touches("source", "excerpt", "text"):
            self._check_soon.start(CHECK_SOON)
