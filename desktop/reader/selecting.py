"""What is selected in a text, and how the keys move its ends: places only, no painting, no widget."""

from enum import Enum

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout

from db.spans import Span
from desktop.reader.sheet import Sheet

_BY_LETTER = QTextLayout.CursorMode.SkipCharacters
_BY_WORD = QTextLayout.CursorMode.SkipWords


class Move(Enum):
    """Where an end of the selection goes."""

    LEFT = "left"
    RIGHT = "right"
    WORD_LEFT = "word left"
    WORD_RIGHT = "word right"
    UP = "up"
    DOWN = "down"
    LINE_START = "line start"
    LINE_END = "line end"
    START = "start"
    END = "end"


_STEPS = {
    Move.LEFT: _BY_LETTER,
    Move.RIGHT: _BY_LETTER,
    Move.WORD_LEFT: _BY_WORD,
    Move.WORD_RIGHT: _BY_WORD,
}


class Selection:
    """From `anchor` to `caret`, in either order, in code points of the text of a sheet."""

    def __init__(self) -> None:
        self.anchor = 0
        self.caret = 0
        self._goal: float | None = None

    @property
    def span(self) -> Span:
        """The passage between both ends; empty when nothing is selected."""
        return Span(min(self.anchor, self.caret), max(self.anchor, self.caret))

    def __bool__(self) -> bool:
        return self.anchor != self.caret

    def put(self, place: int, *, extend: bool = False) -> None:
        """Put the caret at a place, and the anchor with it unless the selection is to be extended."""
        self.caret, self._goal = place, None
        if not extend:
            self.anchor = place

    def take(self, span: Span) -> None:
        """Select a passage."""
        self.anchor, self.caret, self._goal = span.start, span.end, None

    def trimmed(self, text: str) -> Span | None:
        """The passage without the blanks at its ends; None when nothing is left."""
        words = self.span.of(text)
        start = self.span.start + len(words) - len(words.lstrip())
        end = self.span.end - (len(words) - len(words.rstrip()))
        return Span(start, end) if start < end else None

    def take_word(self, sheet: Sheet, place: int) -> None:
        """Select the word at a place; in scripts without blanks, as the type setter parts them."""
        if len(sheet.paragraphs):
            setting = sheet.setting(sheet.paragraphs.at(place))
            last = setting.step(place, _BY_WORD, forward=True)
            first = setting.step(last, _BY_WORD, forward=False)
            self.take(Span(min(first, last), max(first, last)))
            if trimmed := self.trimmed(sheet.paragraphs.text):
                self.take(trimmed)

    def take_paragraph(self, sheet: Sheet, place: int) -> None:
        """Select the paragraph around a place."""
        if len(sheet.paragraphs):
            number = sheet.paragraphs.at(place)
            self.take(Span(sheet.paragraphs.starts[number], sheet.paragraphs.ends[number]))

    def move(self, sheet: Sheet, move: Move, *, extend: bool) -> None:
        """Move the caret, and the anchor with it unless the selection is to be extended."""
        if not len(sheet.paragraphs):
            return
        goal = self._goal
        if move in (Move.UP, Move.DOWN):
            rect = sheet.caret(self.caret)
            goal = rect.x() if goal is None else goal
        if self and not extend and move in (Move.LEFT, Move.RIGHT):  # first back to one end of what is selected
            self.put(self.span.start if move is Move.LEFT else self.span.end)
            return
        self.put(self._target(sheet, move, goal), extend=extend)
        self._goal = goal if move in (Move.UP, Move.DOWN) else None

    def _target(self, sheet: Sheet, move: Move, goal: float | None) -> int:
        paragraphs = sheet.paragraphs
        if move is Move.START:
            return paragraphs.starts[0]
        if move is Move.END:
            return paragraphs.ends[-1]
        if move in _STEPS:
            return self._step(sheet, move)
        if move in (Move.UP, Move.DOWN):
            return self._line(sheet, goal or 0, down=move is Move.DOWN)
        setting = sheet.setting(paragraphs.at(self.caret))
        first, last = setting.line_bounds(self.caret)
        if move is Move.LINE_START:
            return first
        return setting.step(last, _BY_LETTER, forward=False) if first < last < setting.end else last

    def _step(self, sheet: Sheet, move: Move) -> int:
        number = sheet.paragraphs.at(self.caret)
        setting = sheet.setting(number)
        forward = (move in (Move.LEFT, Move.WORD_LEFT)) == setting.right_to_left
        target = setting.step(self.caret, _STEPS[move], forward=forward)
        return target if target != self.caret else _next(sheet, number, target, forward=forward)

    def _line(self, sheet: Sheet, goal: float, *, down: bool) -> int:
        number = sheet.paragraphs.at(self.caret)
        away = sheet.setting(number).pitch * (1 if down else -1)
        target = sheet.place(QPointF(goal, sheet.caret(self.caret).center().y() + away))
        went = target > self.caret if down else target < self.caret
        return target if went else _next(sheet, number, self.caret, forward=down)


def _next(sheet: Sheet, number: int, place: int, *, forward: bool) -> int:
    """The near end of the paragraph behind or before one; the place itself where there is none."""
    paragraphs = sheet.paragraphs
    if forward:
        return paragraphs.starts[number + 1] if number + 1 < len(paragraphs) else place
    return paragraphs.ends[number - 1] if number else place
