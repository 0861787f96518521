"""The original beside its text: one page after another, with the excerpts of the text marked where they are printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from db import errors
from db.fragments import Fragment, Part
from db.importers.looking import Picture
from db.importers.parsed import Unreadable
from db.refs import Uuid
from db.sources import Source
from db.spans import Span
from db.texts import Text
from desktop.base import theme
from desktop.base.dialogs import ask_passphrase
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import EmptyPlace, button, column, holding, label, row
from desktop.base.sentences import REASONS
from desktop.base.session import Session
from desktop.reader import originals
from desktop.reader.originals import Original
from desktop.reader.plate import Framed, Plate

_LOCKED = frozenset({"needs-password", "wrong-password"})


@dataclass(frozen=True, slots=True)
class Marked:
    """An excerpt as it has to be marked: its words in the text that is shown, or the part of a page that it is."""

    uuid: Uuid
    shade: int
    span: Span
    place: Fragment | None = None


class Beside(QWidget):
    """Shows the original of one source; `turned` tells the page, from 0, that a person went to by hand."""

    turned = Signal(int)
    mark_clicked = Signal(object)
    asked = Signal(str)
    dismissed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._source: Source | None = None
        self._text: Text | None = None
        self._content = ""
        self._original: Original | None = None
        self._page, self._pages = 0, 1
        self._marked: Sequence[Marked] = ()
        self._current: Uuid | None = None
        self._chosen: Span | None = None
        self._pictures, self._places, self._bytes = (Latest(session, self) for _ in range(3))
        self.plate = Plate()
        self.plate.setAccessibleName(tr("Page of the original"))
        self._make_bar()
        self.unlock = button(tr("Give its password"), self._ask_password)
        self.message = EmptyPlace("", "", self.unlock)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.plate)
        self._stack.addWidget(self.message)
        self.setLayout(column(self._bar, self._stack))
        self.setFocusProxy(self.plate)
        self.plate.size_wanted.connect(self._ask_picture)
        self.plate.mark_clicked.connect(self.mark_clicked)
        self.plate.asked.connect(self.asked)
        self.plate.turned.connect(self._turn_by_hand)
        self.plate.framed.connect(self._on_framed)

    def _make_bar(self) -> None:
        self.before = _tool("back", tr("Page before"), lambda: self._turn_by_hand(-1))
        self.next = _tool("forward", tr("Next page"), lambda: self._turn_by_hand(1))
        self.where = label("", muted=True, size=theme.SECOND_SIZE)
        self.smaller = _tool("smaller", tr("Smaller"), lambda: self._zoom(-1))
        self.larger = _tool("add", tr("Larger"), lambda: self._zoom(1))
        self.make = button(tr("Make an excerpt"), lambda: self.asked.emit("excerpt"))
        self.make.setToolTip(tr("Of the part of the page that is framed (H)"))
        self.make.hide()
        self.hint = label(tr("Draw a frame around a part of it, and press H."), muted=True, size=theme.SECOND_SIZE)
        hide = _tool("close", tr("Hide the original (F8)"), self.dismissed.emit)
        tools = (self.before, self.where, self.next, self.hint, 1, self.make, self.smaller, self.larger, hide)
        self._bar = holding(row(*tools, margins=(12, 6, 12, 6), gap=6), "bar")

    # --- what the page of the source says ---------------------------------------------------------------

    def open(self, source: Source, text: Text | None, content: str) -> None:
        """Show the original of a source, whose text is this one; its bytes are read when they are needed."""
        same = self._source is not None and self._source.sha256 == source.sha256
        self._source, self._text, self._content = source, text, content
        self._pages = max(len(text.layout.pages) if text else 1, self._pages if same else 1)
        if not same:
            self._original = None
            self.plate.show_picture(None)
        if self._original is None and source.sha256 is not None:
            identity = bytes.fromhex(source.sha256)
            self._bytes.ask(self._session.read, lambda case: case.bytes_of(identity), self._on_bytes, self._on_unseen)

    def close_original(self) -> None:
        """Let go of the bytes, while nobody looks at them."""
        self._original, self._source = None, None
        for asked in (self._bytes, self._pictures, self._places):
            asked.forget()
        self.plate.show_picture(None)

    def show_marks(self, marked: Sequence[Marked], current: Uuid | None) -> None:
        """Mark these excerpts on the page, and bring one out."""
        self._marked, self._current = marked, current
        self._ask_places()

    def show_chosen(self, span: Span | None) -> None:
        """Tint on the page what is selected in the text."""
        if span != self._chosen:
            self._chosen = span
            self._ask_places()

    def follow(self, page: int) -> None:
        """Show a page, counted from 0."""
        if page != self._page and 0 <= page < self._pages:
            self._page = page
            self.plate.clear_frame()
            self.plate.show_marks((), None)
            self.plate.show_chosen(())
            self.plate.go_to_top()
            self._tell_where()
            self._ask_picture()

    def reveal(self, one: Marked) -> None:
        """Go to where an excerpt is on the original."""
        self._current = one.uuid
        self.follow(self._page_of(one))
        self._ask_places()

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def framed(self) -> tuple[Part, QRectF] | None:
        """The part of the page that was drawn around, as it is stored and as it is seen; None when there is none."""
        if self.plate.frame is None:
            return None
        numbered = self._pages > 1 or (self._source is not None and originals.has_words(self._source.media_type))
        return originals.part_of(self.plate.frame, self._page + 1 if numbered else None), self.plate.frame

    @property
    def original(self) -> Original | None:
        """The original, once its bytes are read."""
        return self._original

    def page_span(self) -> Span:
        """Where the text of the page stands in the text that is shown."""
        return originals.page_span(self._text.layout if self._text else None, self._content, self._page)

    # --- asking -----------------------------------------------------------------------------------------

    def _ask_picture(self) -> None:
        if (original := self._original) is not None:
            page, width = self._page, self.plate.pixels()
            look = originals.clerk(self._session).ask_then
            work = lambda workers: original.picture(workers, page, width)  # noqa: E731
            self._pictures.ask(look, work, self._on_picture, self._on_unseen)

    def _ask_places(self) -> None:
        """Find on the page what is marked and selected in its text."""
        original, page = self._original, self.page_span()
        here = [one for one in self._marked if self._page_of(one) <= self._page <= self._last_page_of(one)]
        parts = [one for one in here if isinstance(one.place, Part)]
        words = [(one, within) for one in here if one not in parts and (within := _within(one.span, page))]
        chosen = _within(self._chosen, page) if self._chosen else None
        spans = [(within.start, within.end) for within in (*(span for _, span in words), *([chosen] if chosen else []))]

        def show(found: Sequence[tuple[QRectF, ...]]) -> None:
            printed = [Framed(one.uuid, one.shade, rects) for (one, _), rects in zip(words, found, strict=False)]
            drawn = [
                Framed(one.uuid, one.shade, (originals.frame_of(one.place),), outlined=True)
                for one in parts
                if isinstance(one.place, Part)
            ]
            marks = [*printed, *drawn]
            self.plate.show_marks(marks, self._current)
            self.plate.show_chosen(found[-1] if chosen and found else ())
            for one in marks:
                if one.uuid == self._current and one.parts:
                    self.plate.reveal(one.parts[0])

        if original is None or not spans or not self._has_words():
            self._places.forget()
            show([])
            return
        text, number = page.of(self._content), self._page
        look = originals.clerk(self._session).ask_then
        work = lambda workers: original.places(workers, number, text, spans)  # noqa: E731
        self._places.ask(look, work, show, lambda _: show([]))

    def _has_words(self) -> bool:
        return self._source is not None and originals.has_words(self._source.media_type)

    def _page_of(self, one: Marked) -> int:
        if isinstance(one.place, Part):
            return (one.place.page or 1) - 1
        return ((self._text.layout.page_at(one.span.start) if self._text else None) or 1) - 1

    def _last_page_of(self, one: Marked) -> int:
        if isinstance(one.place, Part) or one.span.start == one.span.end:
            return self._page_of(one)
        return ((self._text.layout.page_at(one.span.end - 1) if self._text else None) or 1) - 1

    # --- what comes back ----------------------------------------------------------------------------------

    def _on_bytes(self, data: bytes) -> None:
        self._original = Original(data)
        self._tell_where()
        self._ask_picture()

    def _on_picture(self, picture: Picture) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(picture.png, "PNG")
        pixmap.setDevicePixelRatio(1.0)
        self._pages = max(self._pages, picture.pages)
        self.plate.show_picture(pixmap)
        self._stack.setCurrentWidget(self.plate)
        self._tell_where()
        self._ask_places()

    def _on_unseen(self, error: BaseException) -> None:
        """Say why a page is not seen; the text beside it is there all the same."""
        if not isinstance(error, errors.Expected):
            self._session.failed.emit(error)
            return
        reason = error.reason if isinstance(error, Unreadable) else ""
        self.unlock.setVisible(reason in _LOCKED)
        why = REASONS.get(reason, "its page could not be drawn")
        words = tr("Its text is not touched by this. Why: {why}.").format(why=tr(why))
        self.message.say(tr("The original cannot be shown"), words)
        self._stack.setCurrentWidget(self.message)

    def _ask_password(self) -> None:
        words = tr("The file is locked. Its password is used to show it, and not kept.")
        password = ask_passphrase(self, tr("Password of the file"), words)
        if password and self._original is not None:
            self._original.password = password
            self._ask_picture()

    # --- by hand ------------------------------------------------------------------------------------------

    def _turn_by_hand(self, by: int) -> None:
        page = min(max(self._page + by, 0), self._pages - 1)
        if page != self._page:
            self.follow(page)
            self.turned.emit(page)

    def _zoom(self, by: int) -> None:
        self.plate.zoom(by)
        self._tell_where()

    def _on_framed(self) -> None:
        self.make.setVisible(self.plate.frame is not None and not self._session.readonly)

    def _tell_where(self) -> None:
        layout = self._text.layout if self._text else None
        printed = layout.page_label(self._page + 1) if layout and self._page < len(layout.pages) else ""
        counted = tr("{number} of {count}").format(number=self._page + 1, count=self._pages)
        named = printed not in ("", str(self._page + 1))
        self.where.setText(tr("Page {label}").format(label=printed) + "  ·  " + counted if named else counted)
        several = self._pages > 1
        for one in (self.before, self.next, self.where):
            one.setVisible(several)
        self.hint.setVisible(not self._content and not self._session.readonly)
        self.before.setEnabled(self._page > 0)
        self.next.setEnabled(self._page < self._pages - 1)
        can_shrink, can_grow = self.plate.can_zoom
        self.smaller.setEnabled(can_shrink)
        self.larger.setEnabled(can_grow)


def _within(span: Span, page: Span) -> Span | None:
    """What of a span lies on a page, counted from its beginning."""
    start, end = max(span.start, page.start), min(span.end, page.end)
    return Span(start - page.start, end - page.start) if start < end else None


def _tool(icon: str, words: str, run: object) -> QToolButton:
    made = QToolButton()
    made.setIcon(theme.icon(icon))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(run)
    return made
