"""In the inspector, below the state of a source: the notice that says so, and how it is chosen or left open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from db import errors, sources
from db.refs import Ref
from db.sources import Source
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, column, label, row, untitled
from desktop.base.session import Session
from desktop.describing.source_chooser import SourceChooser

_LONGEST = 60
_TITLE_WIDTH = 82


class NoticeRow(QWidget):
    """`revised` with the identity of the notice, or None; hidden for a source that stands as it was published."""

    revised = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._source: Source | None = None
        self.chooser: SourceChooser | None = None
        title = label(tr("Notice"), muted=True, size=theme.SECOND_SIZE)
        title.setFixedWidth(_TITLE_WIDTH)
        title.setAlignment(Qt.AlignmentFlag.AlignTop)
        title.setContentsMargins(0, 5, 0, 0)
        self.words = label(size=theme.SECOND_SIZE, wrap=True)
        self.words.setContentsMargins(5, 4, 0, 2)
        self.go = button(tr("Go to it"), self._go, quiet=True)
        self.choose = button(tr("Choose…"), self._choose, quiet=True)
        self.choose.setAccessibleName(tr("Choose the source that says so"))
        self.open = button(tr("Leave it open"), lambda: self.revised.emit(None), quiet=True)
        for made in (self.go, self.choose, self.open):
            made.setStyleSheet("QPushButton { padding: 2px 5px; text-align: left; }")
        below = (row(self.go, self.choose, 1, gap=4), row(self.open, 1))
        self.setLayout(row(title, column(self.words, *below, gap=0), gap=6))
        self.hide()

    def show_source(self, source: Source, *, readonly: bool) -> None:
        """Show the notice of a source, if there can be one."""
        self._source = source
        self.setVisible(source.status != "current")
        notice = self._notice(source)
        self.words.setText(_title(notice) if notice else tr("not known yet: the source that says so"))
        self.words.setObjectName("" if notice else "muted")
        self.words.style().polish(self.words)
        for made, wanted in ((self.go, bool(notice)), (self.open, bool(notice) and not readonly)):
            made.setVisible(wanted)
        self.choose.setVisible(not readonly)

    def _notice(self, source: Source) -> Source | None:
        if source.notice is None:
            return None
        try:
            found = sources.of_uuid(self._session.case, source.notice)
        except errors.Unknown:
            return None
        return None if found.deleted_at else found

    def _go(self) -> None:
        if self._source and self._source.notice:
            self._session.show(Ref("source", self._source.notice))

    def _choose(self) -> None:
        if self._source is not None:
            words = tr("The source that says that this one was corrected or withdrawn")
            self.chooser = SourceChooser(self._session, self, words, self.revised.emit, without=(self._source.uuid,))


def _title(source: Source) -> str:
    words = shown(source.title or "") or untitled()
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
