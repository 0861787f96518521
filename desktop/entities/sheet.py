"""The printed part of the page: mentions in portions, so that thousands of them are no burden."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from typing_extensions import override

from db.dossier import About, Named
from db.refs import Uuid
from desktop.base.i18n import tr
from desktop.base.pieces import SafeText
from desktop.entities import paper

PORTION = 100
"""How many mentions are shown at first, and more each time."""

_MEASURE = 660


def side(width: int) -> int:
    """The margin beside a page of this width, in pixels."""
    return 56 if width > 520 else 24


class Sheet(SafeText):
    """Shows what is named and written; `more_asked` with the number of the mention to go on from."""

    more_asked = Signal(int)
    followed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(tr("Mentions and links"))
        self.setObjectName("sheet")
        self.document().setDocumentMargin(0)
        self.shown_mentions = 0
        self._last_source: Uuid | None = None
        self._gap = QTextCursor(self.document())
        self.link_followed.connect(self._on_link)
        self.set_html(paper.waiting())

    def set_html(self, html: str) -> None:
        """Show a page anew, in the inks in use."""
        self.document().setDefaultStyleSheet(paper.style())
        self.setHtml(html)

    def show_all(self, named: Named, abouts: list[About]) -> None:
        """Show the first mentions and what is written; where one was is kept."""
        scroll = self.verticalScrollBar().value()
        head = paper.mentions_head(named) + paper.mentions(named.chapters, None)
        self.set_html(head + paper.more(named, PORTION) + paper.written_about(abouts))
        self._note(named)
        self.verticalScrollBar().setValue(scroll)

    def show_more(self, named: Named) -> None:
        """Put further mentions where the line was that asked for them."""
        scroll = self.verticalScrollBar().value()
        self._gap.beginEditBlock()
        self._gap.select(QTextCursor.SelectionType.BlockUnderCursor)
        self._gap.removeSelectedText()
        self._gap.insertBlock()
        self._gap.insertHtml(paper.mentions(named.chapters, self._last_source) + paper.more(named, PORTION))
        self._gap.endEditBlock()
        self._note(named)
        self.verticalScrollBar().setValue(scroll)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width() + self.viewportMargins().left() + self.viewportMargins().right()
        left = side(width)
        self.setViewportMargins(left, 0, max(left, width - left - _MEASURE), 0)
        super().resizeEvent(event)

    def _note(self, named: Named) -> None:
        """Remember where the next portion goes, and what stands before it."""
        self.shown_mentions = named.following if named.following is not None else named.total
        self._last_source = named.chapters[-1].source if named.chapters else None
        if named.following is not None:
            self._gap = self._found_link(f"more:{named.following}")

    def _found_link(self, link: str) -> QTextCursor:
        block = self.document().begin()
        while block.isValid():
            if block.begin() != block.end() and block.begin().fragment().charFormat().anchorHref() == link:
                return QTextCursor(block)
            block = block.next()
        return QTextCursor(self.document())

    def _on_link(self, link: str) -> None:
        if link.startswith("more:"):
            self.more_asked.emit(int(link.removeprefix("more:")))
        elif found := paper.target(link):
            self.followed.emit(*found)
