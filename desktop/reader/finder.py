"""Finding words in the text that is shown: asked off the window's thread, and counted as the search counts."""

from bisect import bisect_left
from collections.abc import Sequence

from db import folding
from db.folding import Folded
from db.search import snippets
from db.spans import Span
from desktop.base.latest import Latest
from desktop.base.session import Session
from desktop.reader.find_bar import FindBar
from desktop.reader.view import ReadingView

Places = Sequence[tuple[int, int]]


class Finder:
    """Leads a bar and a view: what is typed in one is framed in the other."""

    def __init__(self, session: Session, view: ReadingView, bar: FindBar) -> None:
        self._view = view
        self._bar = bar
        self._latest = Latest(session, view)
        self._text = _Text("")
        self.places: Places = ()
        self.current = -1
        self._from = 0
        bar.asked.connect(self.look)
        bar.stepped.connect(self.step)
        bar.left.connect(self.close)

    def take(self, text: str) -> None:
        """Find in another text from now on."""
        self._text = _Text(text)
        self._show((), -1)

    def open(self) -> None:
        """Show the bar, with what is selected if that is a word or a few."""
        selected = self._view.selected()
        words = selected.of(self._view.sheet.paragraphs.text) if selected else ""
        self._from = selected.start if selected else self._view.top_place()
        self._bar.open(words if len(words) <= 80 and "\n" not in words else "")
        if self._bar.field.text() and not self.places:
            self.look(self._bar.field.text(), self._bar.words.isChecked())

    def close(self) -> None:
        """Take the bar and the frames away; the current hit stays selected."""
        self._latest.forget()
        self._bar.hide()
        self._show((), -1)
        self._view.setFocus()

    def look(self, words: str, whole: bool) -> None:
        """Find these words, letter for letter or as whole words."""
        text = self._text
        if words.strip():
            self._latest.read(lambda _: text.places(words, whole=whole), self._found)
        else:
            self._latest.forget()
            self._show((), -1)

    def step(self, by: int) -> None:
        """Go to the next hit or the one before, round the end."""
        if not self._bar.isVisible():
            self.open()
        elif self.places and not self._latest.waiting:
            self._go((self.current + by) % len(self.places))
            self._from = self.places[self.current][0]

    def _found(self, places: Places) -> None:
        self._show(places, -1)
        if places:
            self._go(bisect_left(places, (self._from, 0)) % len(places))

    def _go(self, number: int) -> None:
        self._show(self.places, number)
        span = Span(*self.places[number])
        self._view.select(span)
        self._view.reveal(span)

    def _show(self, places: Places, current: int) -> None:
        self.places, self.current = places, current
        self._view.show_hits(places, places[current] if 0 <= current < len(places) else (-1, -1))
        self._bar.tell(current + 1, len(places))


class _Text:
    """A text that is folded once, when it is first looked into."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: Folded | None = None

    def places(self, words: str, *, whole: bool) -> Places:
        """Where words stand, in order and apart."""
        if self._folded is None:
            self._folded = folding.folded(self._text)
        if whole:
            return snippets.matches(self._folded, words)
        return list(folding.find(self._folded, words))
