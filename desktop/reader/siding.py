"""Text and original side by side: whether the original is shown, and how each follows the other."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QToolButton, QWidget
from typing_extensions import override

from db import excerpts
from db.fragments import Part
from db.refs import Ref, Uuid
from db.spans import Span
from db.texts import Text
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.reader import originals
from desktop.reader.beside import Beside, Marked

if TYPE_CHECKING:
    from desktop.reader.page import SourcePage

_FOLLOWS = 80
"""Milliseconds without scrolling after which the original follows."""
_REMEMBERED = "original beside"


class Siding(QObject):
    """Holds the text of a source page, and the original beside it when it is wanted."""

    def __init__(self, page: "SourcePage", text: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._text = text
        self.beside: Beside | None = None
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(text)
        self._by_hand: bool | None = None
        self._text_page = 0
        self._words = Latest(page.session, page)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOWS)
        self._following.timeout.connect(self._follow_text)
        self.button = QToolButton(text)
        self.button.setIcon(theme.icon("columns"))
        self.button.setToolTip(tr("Show the original beside the text (F8)"))
        self.button.setAccessibleName(tr("Show the original beside the text"))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self.flip)
        text.installEventFilter(self)
        page.view.moved.connect(self._following.start)
        page.view.selection_changed.connect(self._following.start)

    # --- whether it is shown ------------------------------------------------------------------------------

    @property
    def possible(self) -> bool:
        """Whether there is an original that can be shown."""
        source = self._page.source
        return source.sha256 is not None and not source.deleted_at and originals.can_be_seen(source.media_type)

    @property
    def shown(self) -> bool:
        """Whether the original is beside the text."""
        return self.beside is not None and self.beside.isVisibleTo(self._page)

    def flip(self) -> None:
        """Show the original, or hide it; what was chosen goes for other sources, too."""
        self._by_hand = not self.shown
        if self._page.settings and self._page.content:
            self._page.settings.remember(_REMEMBERED, self._by_hand)
        self.renew()
        if self.beside is not None and self.shown:
            self.beside.setFocus()

    def renew(self) -> None:
        """The source or its text is another one now: show what has to be shown."""
        page = self._page
        wanted = self.possible and (self._wanted() if page.content else self._by_hand is not False)
        was = self.shown
        if wanted:
            self._made().open(page.source, page.text, page.content)
        if self.beside is not None:
            self.beside.setVisible(wanted)
            if not wanted:
                self.beside.close_original()
        self._text.setVisible(bool(page.content) or not wanted)
        self.button.setVisible(self.possible and not wanted)
        self._place_button()
        if wanted:
            self.show_marks()
            self._follow_text()
        if was != wanted:
            page.room_wanted.emit()

    def _wanted(self) -> bool:
        if self._by_hand is not None:
            return self._by_hand
        return bool(self._page.settings and self._page.settings.remembered(_REMEMBERED))

    def _made(self) -> Beside:
        if self.beside is None:
            self.beside = Beside(self._page.session)
            self.beside.turned.connect(self._on_turned)
            self.beside.mark_clicked.connect(lambda uuid: self._page.session.show(Ref("excerpt", uuid)))
            self.beside.dismissed.connect(self.flip)
            self.beside.asked.connect(lambda _: self._page.make_excerpt())
            self.splitter.addWidget(self.beside)
            self.splitter.setStretchFactor(0, 1)
            self.splitter.setStretchFactor(1, 1)
            self.splitter.setSizes([1000, 1000])
        return self.beside

    # --- each follows the other ---------------------------------------------------------------------------

    def show_marks(self) -> None:
        """The excerpts, or which of them is the current one, are others now."""
        if self.beside is not None and self.shown:
            self.beside.show_marks(self._marked(), self._page.view.current)

    def go_to(self, uuid: Uuid) -> None:
        """Show an excerpt on the original."""
        if self.beside is not None and self.shown:
            found = next((one for one in self._marked() if one.uuid == uuid), None)
            if found is not None:
                self.beside.reveal(found)
                self._text_page = self._page_at_top()

    def _marked(self) -> list[Marked]:
        """What is marked in the text, and the parts of pages and pictures, whichever text they were made on."""
        case, uuid = self._page.session.case, self._page.ref.uuid
        places = {one.uuid: one.fragment for one in excerpts.of_source(case, uuid)}
        shades = excerpts.numbers(case, uuid)
        marks = [Marked(one.uuid, one.shade, one.span, places.get(one.uuid)) for one in self._page.view.marks.all]
        known = {one.uuid for one in marks}
        parts = [one for one in places if isinstance(places[one], Part) and one not in known]
        return [*marks, *(Marked(one, shades[one], Span(0, 0), places[one]) for one in parts)]

    def _follow_text(self) -> None:
        """Show the page whose text has come to the top, and on it what is selected."""
        if self.beside is None or not self.shown or not self._page.content:
            return
        here = self._page_at_top()
        if here != self._text_page or self.beside.page == 0:
            self._text_page = here
            self.beside.follow(here)
        self.beside.show_chosen(self._page.view.selected())

    def _page_at_top(self) -> int:
        text = self._page.text
        return ((text.layout.page_at(self._page.view.top_place()) if text else None) or 1) - 1

    def _on_turned(self, number: int) -> None:
        text = self._page.text
        if text and number < len(text.layout.pages):
            self._page.view.go_to_top(text.layout.pages[number][0])
            self._text_page = self._page_at_top()

    # --- excerpts of parts of a page ------------------------------------------------------------------------

    def excerpt_of_frame(self) -> bool:
        """Make an excerpt of what is drawn around on the original; whether there is such a frame."""
        framed = self.beside.framed() if self.beside is not None and self.shown else None
        if self.beside is None or framed is None:
            return False
        part, seen = framed
        source, page = self._page.source, self.beside.page_span()
        content, make = self._page.content, partial(self._make, part, self._page.text, self._page.content)
        original = self.beside.original
        if original is None or not originals.has_words(source.media_type) or page.start == page.end:
            make(None)
            return True
        number, text = self.beside.page, page.of(content)
        work = lambda workers: original.span(workers, number, text, seen)  # noqa: E731
        self._words.ask(
            originals.clerk(self._page.session).ask_then,
            work,
            lambda span: make(_moved(span, page.start)),
            lambda _: make(None),
        )
        return True

    def _make(self, part: Part, text: Text | None, content: str, words: Span | None) -> None:
        """Make it on the text in which the words were looked for; another one may be shown by now."""
        page, source = self._page, self._page.source
        if self.beside is not None:
            self.beside.plate.clear_frame()
        page.session.write(lambda case: excerpts.frame(case, source, text, content, part, words), page.on_excerpt_made)

    # --- the button over the text -----------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place_button()
        return False

    def _place_button(self) -> None:
        self.button.adjustSize()
        self.button.move(self._text.width() - self.button.width() - 20, 12)
        self.button.raise_()


def _moved(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span else None
