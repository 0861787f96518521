"""Keeps an editor and the preview beside it at the same place while one of them is scrolled."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.writing.editor import Editor
from desktop.writing.preview import Preview


class InStep(QObject):
    """Headings are what both have in common; between two of them the way is shared out evenly."""

    def __init__(self, editor: Editor, preview: Preview) -> None:
        super().__init__(editor)
        self.editor, self.preview = editor, preview
        self._moving = False
        editor.verticalScrollBar().valueChanged.connect(lambda _: self.follow_editor())
        preview.verticalScrollBar().valueChanged.connect(lambda _: self._follow_preview())

    def follow_editor(self) -> None:
        """Bring the preview to where the editor is."""
        self._move(self.editor, self.preview, *self._stations())

    def _follow_preview(self) -> None:
        if self.preview.is_filling or not (self.preview.underMouse() or self.preview.hasFocus()):
            return  # it was not scrolled by a person
        ours, theirs = self._stations()
        self._move(self.preview, self.editor, theirs, ours)

    def _move(
        self, led: QAbstractScrollArea, follower: QAbstractScrollArea, ours: Sequence[float], theirs: Sequence[float]
    ) -> None:
        """Bring to the same height what is looked at: at the top the first line, at the end the last."""
        if self._moving or not (self.editor.isVisible() and self.preview.isVisible()):
            return
        self._moving = True
        bar = led.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        eye = bar.value() + share * led.viewport().height()
        there = between(eye, ours, theirs) - share * follower.viewport().height()
        follower.verticalScrollBar().setValue(round(there) if bar.value() else 0)
        self._moving = False

    def _stations(self) -> tuple[list[float], list[float]]:
        ours, theirs = self.editor.headings(), self.preview.headings()
        if len(theirs) == len(ours) + 1:  # the title, which the editor has not
            theirs = theirs[1:]
        if len(ours) != len(theirs):
            ours, theirs = [], []
        return [0.0, *ours, self.editor.document().size().height()], [0.0, *theirs, self.preview.end()]


def between(place: float, ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The place there that is as far between two stations as `place` is here."""
    at = min(max(bisect_right(ours, place) - 1, 0), len(ours) - 2)
    way = ours[at + 1] - ours[at]
    share = (place - ours[at]) / way if way else 0.0
    return theirs[at] + share * (theirs[at + 1] - theirs[at])
