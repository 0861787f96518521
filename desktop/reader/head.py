"""What stands above a text: publisher, date and language in small capitals, and the title if the text lacks it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from db.sources import Source
from desktop.base import theme
from desktop.base.dates import shown
from desktop.base.i18n import tr
from desktop.base.languages import language_name
from desktop.base.offsets import runs_right_to_left
from desktop.reader.setting import Face, Setting

_TOP, _AFTER_CAPTION, _AFTER_TITLE = 36, 10, 16
_NOT_ORDINARY = {
    "internal": "internal",
    "confidential": "confidential",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a head: a line above, warnings beside it, a title below it."""

    line: str
    warnings: str = ""
    title: str = ""

    @classmethod
    def of(cls, source: Source, *, with_title: bool) -> "Words":
        """What is to be said of a source."""
        parts = (
            source.container_title or source.publisher or source.original_publisher or tr("publisher unknown"),
            shown(source.issued) if source.issued else tr("no date"),
            language_name(source.language),
        )
        said = _NOT_ORDINARY.get(source.sensitivity)
        return cls(
            "  ·  ".join(part for part in parts if part),
            tr(said) if said else "",
            (source.title or "") if with_title else "",
        )


class Head:
    """The head as it is set in a column; coordinates begin at its upper left corner."""

    def __init__(self, words: Words, size: int) -> None:
        self.words = words
        self._face = Face.title(size)
        self._caption = Face.of(theme.caption_font(), 1.4)
        self._parts: list[tuple[Setting, int, str]] = []
        self.height = 0

    def reshape(self, width: int) -> None:
        """Set it in a column of this width."""
        self._parts, below = [], _TOP
        for words, ink in ((self.words.line, "muted"), (self.words.warnings, "warning")):
            if words:
                made = Setting(words.upper(), 0, self._caption, width)
                self._parts.append((made, below, ink))
                below += made.height
        below += _AFTER_CAPTION
        if self.words.title:
            title = Setting(self.words.title, 0, self._face, width, right_to_left=runs_right_to_left(self.words.title))
            self._parts.append((title, below, "text"))
            below += title.height + _AFTER_TITLE
        self.height = below

    def draw(self, painter: QPainter, corner: QPointF, clip: QRectF) -> None:
        """Paint it."""
        for setting, below, ink in self._parts:
            painter.setPen(theme.color(getattr(theme.inks(), ink)))
            setting.draw(painter, corner + QPointF(0, below), clip)


def line_width(size: int, characters: int) -> int:
    """The width of a reading column of so many characters, in pixels."""
    pattern = "the quick report of the harbour office names several people in each town"
    return round(QFontMetricsF(theme.reading_font(size)).horizontalAdvance(pattern) / len(pattern) * characters)
