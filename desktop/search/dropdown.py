"""What drops below the search field: the best hits by kind, how the query was read, the way to all of them."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from db.finding import Found, Grouped
from desktop.base import theme
from desktop.base.actions import shown
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown as shown_words
from desktop.base.pieces import button, column, label, row
from desktop.base.sections import SectionList, Sections
from desktop.search import hits
from desktop.search.completions import Completions
from desktop.search.delegate import HitDelegate

MOST = {"entity": 3, "source": 5, "excerpt": 2, "note": 2, "briefing": 2}
"""How many of each kind are shown, in this order."""

_WIDTH, _HIGHEST, _FOOT = 600, 720, 40


class Dropdown(QFrame):
    """Lies over the window below the field; the focus stays in the field."""

    opened = Signal(object)
    all_asked = Signal()
    typed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("results")
        self.setAccessibleName(tr("Results of the search"))
        self.list = SectionList(Sections(hits.name), HitDelegate(), tr("Results of the search"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = label(muted=True, wrap=True)
        self.nothing.setContentsMargins(16, 14, 16, 6)
        self.words = Completions()
        self.words.taken.connect(self.typed)
        self.instead = button("", lambda: self.typed.emit(self._instead))
        self.instead.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._instead = ""
        self.read_as = label(size=theme.SECOND_SIZE, muted=True)
        self.all = button("", self.all_asked.emit, quiet=True)
        self.all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keys = label(shown("Ctrl+Enter"))
        self.keys.setObjectName("key")
        self.keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        foot = row(self.read_as, 1, self.all, self.keys, margins=(16, 2, 14, 4))
        meant = row(self.instead, 1, margins=(16, 4, 16, 8))
        self.setLayout(column(self.words, self.list, self.nothing, meant, foot, margins=(1, 6, 1, 2)))
        self.list.opened.connect(self.opened)
        self.hide()

    def show_answer(self, typed: str, answer: Grouped, words: Sequence[str] = ()) -> None:
        """Show what was found for what was typed, and what its last word may become."""
        self.words.offer(typed, words)
        self._instead = answer.instead
        self.instead.setText(meant_instead(answer))
        self.instead.setVisible(bool(answer.instead))
        self.list.sections.show(hits.rows(answer))
        if self.list.sections.lines():
            self.list.choose(self.list.sections.lines()[0])
        self.list.scrollToTop()
        found = bool(answer.groups)
        self.list.setVisible(found)
        self.nothing.setVisible(not found)
        self.nothing.setText(nothing_found(typed, answer))
        self._say_how(answer)
        for widget in (self.all, self.keys):
            widget.setVisible(found)
        self.all.setText(count(answer.total, "Show the one result", "All {n} results"))

    def say_searching(self) -> None:
        """Say that the answer takes a while."""
        self.read_as.setText(tr("Searching…"))

    def place_below(self, field: QWidget) -> None:
        """Stand below the field, as high as what is shown, within the window."""
        window = self._window
        corner = field.mapTo(window, QPoint(0, field.height() + 6))
        width = min(max(_WIDTH, field.width()), window.width() - 24)
        middle = corner.x() + field.width() // 2
        left = min(max(12, middle - width // 2), window.width() - width - 12)
        room = min(_HIGHEST, window.height() - corner.y() - 40)
        self.setGeometry(left, corner.y(), width, min(self._wanted_height(width), room))
        self.raise_()

    def chosen(self) -> Found | None:
        """The hit that is chosen."""
        line = self.list.current()
        return line if isinstance(line, Found) else None

    def _wanted_height(self, width: int) -> int:
        rows = range(self.list.sections.rowCount())
        lines = sum(self.list.sizeHintForRow(number) for number in rows)
        words = 0 if self.nothing.isHidden() else self.nothing.heightForWidth(width - 2) + 20
        strip = 0 if self.words.isHidden() else self.words.sizeHint().height()
        meant = 0 if self.instead.isHidden() else self.instead.sizeHint().height() + 12
        return lines + words + strip + meant + _FOOT + 24

    def _say_how(self, answer: Grouped) -> None:
        words = tr("Read as  {query}").format(query=answer.read_as) if answer.read_as else ""
        metrics = self.read_as.fontMetrics()
        self.read_as.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, _WIDTH // 2))


def meant_instead(answer: Grouped) -> str:
    """The question whether another query was meant; nothing when there is none."""
    return tr("Did you mean “{query}”?").format(query=shown_words(answer.instead)) if answer.instead else ""


def nothing_found(typed: str, answer: Grouped) -> str:
    """What to do when nothing was found."""
    if not answer.read_as:
        return tr("Go on typing: a letter, a figure or a character is looked for.")
    if re.search(r'(?<!=)"[^"]*\s[^"]*"', typed):
        return tr("Nothing was found with these words in a row. Without the quotation marks they may stand anywhere.")
    if " " in answer.read_as:
        return tr("Nothing was found that has all these words. Leave one out, or put OR between them.")
    return tr("Nothing was found. Try the beginning of the word, or the name in another spelling or script.")
