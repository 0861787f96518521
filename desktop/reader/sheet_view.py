"""A window onto a sheet: where it stands, and painting what is seen of text and marks. Mouse and keys are elsewhere."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from db.refs import Uuid
from db.spans import Span
from desktop.base import theme
from desktop.reader import inking
from desktop.reader.head import Head, Words, line_width
from desktop.reader.marks import Marks
from desktop.reader.paragraphs import Paragraphs
from desktop.reader.selecting import Selection
from desktop.reader.setting import Setting
from desktop.reader.sheet import Sheet

_MARGIN, _NARROW_MARGIN, _NARROW = 56, 30, 420
_FLASH = 1200  # milliseconds for which a place that was jumped to stays tinted
_QUIET = 250  # milliseconds without scrolling after which assistive programs are told what is in sight
_TOLD = 2000  # characters they are told
_EYE = 0.3  # how far down the window what is jumped to comes to stand


class SheetView(QAbstractScrollArea):
    """A text in a reading column, with what is marked in it."""

    moved = Signal()

    def __init__(self, size: int, characters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selection = Selection()
        self.marks, self.names = Marks(), Marks()
        self.current: Uuid | None = None
        self.caret_shown = False
        self._milestones: Mapping[int, str] = {}
        self._hits: Sequence[tuple[int, int]] = ()
        self._hit = (-1, -1)
        self._flash: Span | None = None
        self._goal: tuple[Span, float] | None = None  # what was jumped to and how far down, until somebody scrolls
        self._flash_timer = _timer(self, _FLASH, lambda: self._tint(None))
        self._quiet_timer = _timer(self, _QUIET, self._tell)
        self._size, self._characters = size, characters
        self.show_text(Paragraphs(""), Words(""))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._on_scrolled())

    # --- what is shown ------------------------------------------------------------------------------

    def show_text(self, paragraphs: Paragraphs, words: Words, milestones: Mapping[int, str] | None = None) -> None:
        """Show another text, from its beginning; `milestones` stand in the margin, by the number of the paragraph."""
        self._milestones = milestones or {}
        self.sheet = Sheet(paragraphs, self._size)
        self.head = Head(words, self._size)
        self.selection.put(0)
        self._hits, self._hit, self._flash, self._goal = (), (-1, -1), None, None
        self._reshape()
        self._scroll(0)

    def show_head(self, words: Words) -> None:
        """Show another head above the same text."""
        place = self.top_place()
        self.head = Head(words, self._size)
        self._reshape()
        self.go_to_top(place)

    def set_type(self, size: int, characters: int) -> None:
        """Set the text in another size and width; what stood at the top stays there."""
        place, shown = self.top_place(), self.sheet.paragraphs
        self._size, self._characters = size, characters
        self.sheet, self.head = Sheet(shown, size), Head(self.head.words, size)
        self._reshape()
        self.go_to_top(place)

    def show_marks(self, marks: Marks) -> None:
        """Mark these passages, in place of those before."""
        self.marks = marks
        self.viewport().update()

    def show_names(self, names: Marks) -> None:
        """Underline these names, in place of those before."""
        self.names = names
        self.viewport().update()

    def show_current(self, uuid: Uuid | None) -> None:
        """Bring out the mark of one object."""
        self.current = uuid
        self.viewport().update()

    def show_hits(self, found: Sequence[tuple[int, int]], current: tuple[int, int] = (-1, -1)) -> None:
        """Frame these places, in order and apart; the current one is filled."""
        self._hits, self._hit = found, current
        self.viewport().update()

    # --- where it stands ------------------------------------------------------------------------------

    def top_place(self) -> int:
        """The place in the text at the upper edge."""
        top = self.verticalScrollBar().value()
        return 0 if top <= self.sheet.head else self.sheet.place(QPointF(0, top + 4))

    def go_to_top(self, place: int) -> None:
        """Bring a place to the upper edge."""
        self._goal = (Span(place, place), 0.0)
        self._go_to_goal()

    def reveal(self, span: Span, *, flash: bool = False) -> None:
        """Bring a passage into sight, where it is not; tint it for a moment when asked to."""
        begin, end = self.sheet.caret(span.start), self.sheet.caret(span.end)
        top, room = self.verticalScrollBar().value(), self.viewport().height()
        seen = begin.top() >= top + 8 and min(end.bottom(), begin.top() + room / 2) <= top + room - 8
        if not seen:
            self._goal = (span, _EYE)
            self._go_to_goal()
        if flash:
            self._tint(span)
            self._flash_timer.start()

    def scroll_by(self, pixels: int) -> None:
        """Move the window down the sheet, or up."""
        self._goal = None
        self._scroll(self.verticalScrollBar().value() + pixels)

    def page(self) -> int:
        """How far a page is, in pixels: a line of the page before stays in sight."""
        return max(self.viewport().height() - self.sheet.face.pitch, self.sheet.face.pitch)

    def on_sheet(self, point: QPointF) -> QPointF:
        """A point of the window on the sheet."""
        return QPointF(point.x() - self._left(), point.y() + self.verticalScrollBar().value())

    def in_sight(self, place: int) -> bool:
        """Whether a cursor at a place would be seen whole."""
        caret, top = self.sheet.caret(place), self.verticalScrollBar().value()
        return top <= caret.top() and caret.bottom() <= top + self.viewport().height()

    def boxes(self, span: Span) -> list[QRectF]:
        """Where a passage is seen in the window."""
        top = self.verticalScrollBar().value()
        found = self.sheet.rectangles(span, top, self.viewport().height())
        return [box.translated(self._left(), -top) for box in found]

    def _left(self) -> int:
        return (self.viewport().width() - self.sheet.width) // 2

    def _reshape(self) -> None:
        room = self.viewport().width()
        margin = _MARGIN if room > _NARROW else _NARROW_MARGIN
        width = max(min(line_width(self._size, self._characters), room - 2 * margin), 80)
        self.head.reshape(width)
        self.sheet.reshape(width, self.head.height)

    def _on_scrolled(self) -> None:
        self._goal = None
        self._settle()

    def _go_to_goal(self) -> None:
        if self._goal:
            span, eye = self._goal
            top = self.sheet.caret(span.start).top() - self.viewport().height() * eye
            self._scroll(int(top) if span.start else 0)

    def _scroll(self, top: int) -> None:
        bar = self.verticalScrollBar()
        blocked = bar.blockSignals(True)
        self._measure_bar()
        bar.setValue(top)
        bar.blockSignals(blocked)
        self._settle()

    def _settle(self) -> None:
        """Set what is in sight; what was in sight before does not move."""
        bar = self.verticalScrollBar()
        top = self.sheet.settle(bar.value(), self.viewport().height())
        blocked = bar.blockSignals(True)
        self._measure_bar()
        bar.setValue(top)
        bar.blockSignals(blocked)
        self._quiet_timer.start()
        self.viewport().update()
        self.moved.emit()

    def _measure_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setSingleStep(self.sheet.face.pitch)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(self.sheet.height - self.viewport().height(), 0))

    def _tint(self, span: Span | None) -> None:
        self._flash = span
        self.viewport().update()

    def _tell(self) -> None:
        """Let assistive programs read what is in sight."""
        start = self.top_place()
        self.setAccessibleDescription(self.sheet.paragraphs.text[start : start + _TOLD])

    # --- painting -------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() == event.oldSize().width():
            self._settle()
            return
        goal = self._goal or (Span(self.top_place(), self.top_place()), 0.0)
        self._reshape()
        self._goal = goal
        self._go_to_goal()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.color(theme.inks().surface))
        clip, top = QRectF(event.rect()), self.verticalScrollBar().value()
        if top < self.sheet.head:
            self.head.draw(painter, QPointF(self._left(), -top), clip)
        for number in self.sheet.seen(top, self.viewport().height()):
            corner = QPointF(self._left(), self.sheet.top(number) - top)
            self._paint(painter, self.sheet.setting(number), corner, clip)
            if words := self._milestones.get(number):
                inking.milestone(painter, self.sheet.setting(number), corner, words, self._left())
        if self.caret_shown and self.hasFocus():
            caret = self.sheet.caret(self.selection.caret).translated(self._left(), -top)
            painter.fillRect(QRectF(caret.left(), caret.top(), 2, caret.height()), theme.color(theme.inks().thread))
        painter.end()

    def _paint(self, painter: QPainter, setting: Setting, corner: QPointF, clip: QRectF) -> None:
        selected = self.selection.span
        inking.grounds(painter, setting, corner, self.marks)
        if self._flash and self._flash.start < setting.end and setting.start < self._flash.end:
            soft = theme.color(theme.inks().thread_soft)
            inking.fill(painter, setting, corner, self._flash.start, self._flash.end, soft)
        if selected.start < setting.end and setting.start < selected.end:
            inking.fill(painter, setting, corner, selected.start, selected.end, inking.selected())
        painter.setPen(theme.color(theme.inks().text))
        setting.draw(painter, corner, clip)
        inking.underlines(painter, setting, corner, self.marks, self.current)
        inking.names(painter, setting, corner, self.names)
        inking.hits(painter, setting, corner, self._hits_in(setting), self._hit)
        inking.signs(painter, setting, corner, self.marks, self.current, self.sheet.width)

    def _hits_in(self, setting: Setting) -> Iterator[tuple[int, int]]:
        number = max(bisect_left(self._hits, (setting.start, 0)) - 1, 0)
        while number < len(self._hits) and self._hits[number][0] < setting.end:
            yield self._hits[number]
            number += 1


def _timer(owner: QWidget, milliseconds: int, run: Callable[[], None]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(run)
    return made
