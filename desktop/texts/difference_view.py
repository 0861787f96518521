"""Shows a difference of two texts, and goes from change to change."""

import re

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from db.differences import Difference
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import SafeText
from desktop.texts.difference_html import written

_MARGIN = 20
_CHANGE = re.compile(r"change-(\d+)")


class DifferenceView(SafeText):
    """Removed words struck out, added ones underlined; `current` is the change that was gone to last, from 1."""

    def __init__(self, widest: int = 0, size: int = theme.READING_SIZE) -> None:
        """No wider than `widest` pixels, if given."""
        super().__init__(tr("What differs"))
        self._widest = widest
        self._difference = Difference(())
        self._whole = False
        self.current = 0
        self.setObjectName("surface")
        self.document().setDefaultFont(theme.reading_font(size))
        self.document().setDocumentMargin(_MARGIN)

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return self._difference.changes

    def show_difference(self, found: Difference, *, whole: bool = False) -> None:
        """Show another difference; the place is kept as well as it can be."""
        place = self.verticalScrollBar().value()
        self._difference, self._whole = found, whole
        self.current = min(self.current, found.changes)
        self.setHtml(written(found, whole=whole))
        self.verticalScrollBar().setValue(place)

    def step(self, by: int) -> int:
        """Go to the next change, or the one before, round the end; which one it is, 0 when there is none."""
        if not self.changes:
            return 0
        self.current = (self.current - 1 + by) % self.changes + 1 if self.current else (1 if by > 0 else self.changes)
        self.scrollToAnchor(f"change-{self.current}")
        return self.current

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_difference"):
            self.show_difference(self._difference, whole=self._whole)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._widest:
            beside = max((self.width() - self._widest) // 2, 0)
            if self.viewportMargins().left() != beside:
                self.setViewportMargins(beside, 0, beside, 0)
        super().resizeEvent(event)
