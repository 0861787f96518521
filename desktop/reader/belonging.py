"""What a source belongs to and what belongs to it, as lines that lead there."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db import belonging
from db.belonging import Belonging
from db.refs import Ref
from db.sources import Source
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, caption, column, label, row, untitled
from desktop.base.session import Session

_MOST = 20
"""So many attachments are listed; the others are counted."""
_WIDTH = 150


class BelongingList(QWidget):
    """Nothing at all for a source that stands alone."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        head = caption(tr("Belongs together"))
        head.setContentsMargins(0, 12, 0, 4)
        self.setLayout(column(head, self._lines))
        self._now: Belonging | None = None

    def follow(self, source: Source) -> None:
        """Show what belongs to a source."""
        found = belonging.of_source(self._session.case, source)
        self.setVisible(bool(found))
        if found == self._now:
            return
        self._now = found
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for title, line in self._rows(source, found):
            self._lines.addWidget(self._line(title, line))

    def links(self) -> list[QPushButton]:
        """The buttons that lead to other sources."""
        return self.findChildren(QPushButton)

    def _rows(self, source: Source, found: Belonging) -> Iterator[tuple[str, QWidget]]:
        groups: tuple[tuple[str, Sequence[Source | None]], ...] = (
            (tr("Attached to"), (found.whole,)),
            (tr("With it"), found.parts),
            (tr("Recording"), (found.recording,)),
            (tr("Written down in"), found.transcripts),
        )
        if found.archive is not None:
            name = shown(found.archive.file_name or tr("an archive"))
            yield tr("Lay in"), label(name, size=theme.SECOND_SIZE, wrap=True)
        for title, others in groups:
            there = [one for one in others if one is not None]
            for number, one in enumerate(there[:_MOST]):
                yield title if number == 0 else "", self._link(one)
            if len(there) > _MOST:
                words = tr("and {count} more").format(count=len(there) - _MOST)
                yield "", label(words, muted=True, size=theme.SECOND_SIZE)

    def _link(self, source: Source) -> QPushButton:
        title = shown(source.title or source.file_name or untitled())
        made = button("", lambda: self._session.show(Ref("source", source.uuid)), quiet=True)
        made.setText(made.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, _WIDTH).replace("&", "&&"))
        made.setToolTip(title)
        made.setAccessibleName(title)
        return made

    def _line(self, title: str, what: QWidget) -> QWidget:
        name = label(title, muted=True, size=theme.SECOND_SIZE)
        name.setFixedWidth(82)
        name.setWordWrap(True)
        made = QWidget()
        made.setLayout(row(name, what, 1, gap=6))
        return made
