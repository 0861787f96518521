"""The switches beside the field of the find bar: how exactly words are found."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from db.search.within import Way
from desktop.base.i18n import tr
from desktop.base.pieces import row

_SWITCHES = (
    ("case", "Aa", "Match case", "A capital is not the same as a small letter"),
    ("whole", "ab", "Whole words", "Words and nothing inside of longer ones, counted as the search counts them"),
    ("letters", "é", "Exact letters", "An é is no e, and a traditional character no simplified one"),
    (
        "search",
        "a…b",
        "As in the search",
        "Read as the search reads it: all of its words, wherever they stand; also OR, beginnings* and “phrases”",
    ),
)
"""Name, the shortest words for it, words, and what it means."""


class Switches(QWidget):
    """Four switches; `changed` when one of them is flipped."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.all = {name: _switch(words, meaning) for name, _, words, meaning in _SWITCHES}
        self.setLayout(row(*self.all.values(), gap=2))
        for one in self.all.values():
            one.toggled.connect(lambda _: self._on_toggled())

    @property
    def way(self) -> Way:
        """How words are found, unless they are read `as_search`."""
        return Way(**{name: self.all[name].isChecked() for name in ("case", "whole", "letters")})

    @property
    def as_search(self) -> bool:
        """Whether what is typed is a query."""
        return self.all["search"].isChecked()

    def state(self) -> frozenset[str]:
        """Those that are on."""
        return frozenset(name for name, one in self.all.items() if one.isChecked())

    def put(self, state: frozenset[str]) -> None:
        """Turn these on and the others off; nobody is told."""
        self.blockSignals(True)
        for name, one in self.all.items():
            one.setChecked(name in state)
        self.blockSignals(False)

    def shorten(self, *, short: bool) -> None:
        """Show signs instead of words where there is little room."""
        for name, sign, words, _ in _SWITCHES:
            self.all[name].setText(sign if short else tr(words))

    def room(self) -> int:
        """How wide the words are."""
        return sum(one.fontMetrics().horizontalAdvance(tr(words)) + 16 for one, (_, _, words, _) in self._with_words())

    def _with_words(self) -> list[tuple[QToolButton, tuple[str, str, str, str]]]:
        return list(zip(self.all.values(), _SWITCHES, strict=True))

    def _on_toggled(self) -> None:
        for name in ("case", "whole", "letters"):
            self.all[name].setEnabled(not self.as_search)
        self.changed.emit()


def _switch(words: str, meaning: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("switch")
    made.setText(tr(words))
    made.setCheckable(True)
    made.setAccessibleName(tr(words))
    made.setAccessibleDescription(tr(meaning))
    made.setToolTip(f"{tr(words)}\n{tr(meaning)}")
    return made
