"""In the review: that a file is likely a source which was only cited, and the one click that says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db import errors, sources
from db.importers.staging import Staged
from db.refs import Uuid
from db.sources import Source
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, label, row, untitled
from desktop.base.session import Session

_LONGEST = 60


class WantingLine(QWidget):
    """`filled` with the wanted source that the file is, or None when it is a source of its own after all."""

    filled = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._which: Uuid | None = None
        self._fills = False
        self.words = label(size=theme.SECOND_SIZE, wrap=True)
        self.verb = button("", self._on_verb, quiet=True)
        line = row(self.words, self.verb, gap=6)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def show_file(self, one: Staged | None) -> None:
        """Show what there is to say of a file; nothing of several, and of one that is like nothing wanted."""
        self._which = (one.fills or one.likely) if one else None
        wanted = self._wanted()
        self.setVisible(wanted is not None)
        if one is None or wanted is None:
            return
        self._fills = one.fills is not None
        words = tr("It comes in as the original of “{title}”, which was only cited.")
        if not self._fills:
            words = tr("Likely the source “{title}”, which is only cited so far.")
        self.words.setText(words.format(title=_short(wanted)))
        self.verb.setText(tr("It is another one") if self._fills else tr("It is that one"))

    def _on_verb(self) -> None:
        self.filled.emit(None if self._fills else self._which)

    def _wanted(self) -> Source | None:
        try:
            found = sources.of_uuid(self._session.case, self._which) if self._which else None
        except errors.Unknown:
            return None
        return found if found and found.sha256 is None and not found.deleted_at else None


def _short(source: Source) -> str:
    words = shown(source.title or "") or untitled()
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
