"""Finding words in the text that is shown: asked off the window's thread, and counted as the search counts."""

from bisect import bisect_left
from collections.abc import Callable

from db import folding
from db.folding import Folded
from db.search import counted, within
from db.search.counted import Counted
from db.search.query import Query
from db.search.within import Way
from db.spans import Span
from desktop.base.frame import expanding_of
from desktop.base.hits import Hits
from desktop.base.latest import Latest
from desktop.base.session import Session
from desktop.reader.find_bar import FindBar
from desktop.reader.view import ReadingView

Places = tuple[tuple[int, int], ...]
_KEPT = "find-switches"


class Finder:
    """Leads a bar and a view: what is typed in one is framed in the other, and so are the hits of a search."""

    def __init__(self, session: Session, view: ReadingView, bar: FindBar) -> None:
        self._session = session
        self._view = view
        self._bar = bar
        self._latest = Latest(session, view)
        self._text = _Text("", "")
        self._query: Query | None = None  # whose hits are shown, until something is typed
        self.found = Counted()
        self.current = -1
        self._from = 0
        bar.asked.connect(self._on_asked)
        bar.stepped.connect(self.step)
        bar.left.connect(self.close)
        view.hits_left.connect(self.close)

    @property
    def places(self) -> Places:
        """Where what is looked for stands in the text."""
        return self.found.places

    def take(self, text: str, title: str = "") -> None:
        """Find in another text from now on, what is looked for there, too."""
        if (text, title) == (self._text.text, self._text.title):
            self._show(self.found, self.current)
            return
        self._text = _Text(text, title)
        self._show(Counted(), -1)
        if self._bar.isVisible():
            self.look(lambda found: self._show(found, -1))

    def open(self) -> None:
        """Show the bar, with what is selected if that is a word or a few, and not just a hit."""
        selected = self._view.selected()
        is_hit = selected is not None and (selected.start, selected.end) == self._place()
        words = selected.of(self._text.text) if selected and not is_hit else ""
        self._from = selected.start if selected else self._view.top_place()
        self._take_switches()
        self._bar.open(words if len(words) <= 80 and "\n" not in words else "")
        if not self.places:
            self.look()

    def close(self) -> None:
        """Take the bar and the frames away; the current hit stays selected."""
        self._latest.forget()
        self._bar.hide()
        self._show(Counted(), -1)
        self._view.setFocus()

    def show(self, hits: Hits) -> None:
        """Show the hits of a query, the wanted one first; typing in the bar looks for something else."""
        self._query = hits.query
        self._take_switches()
        self._bar.name(hits.query.read_as)
        self._show(Counted(), -1, quiet=True)
        if hits.first:
            self._view.select(hits.first)
            self._view.reveal(hits.first, flash=True)
        self.look(lambda found: self._on_hits(found, hits.first))

    def look(self, done: Callable[[Counted], None] | None = None) -> None:
        """Find what the bar says, in the way it says."""
        text, words, query, switches = self._text, self._bar.field.text(), self._query, self._bar.switches
        if query is None and switches.as_search:
            expanding = expanding_of(self._session)
            self._latest.find(
                lambda _, derived: text.hits(derived.understand(words, expanding).asked), done or self._on_found
            )
        elif query is not None:
            asked = query
            self._latest.read(lambda _: text.hits(asked), done or self._on_found)
        elif words.strip():
            way = switches.way
            self._latest.read(lambda _: text.places(words, way), done or self._on_found)
        else:
            self._latest.forget()
            self._show(Counted(), -1)

    def step(self, by: int) -> None:
        """Go to the next hit or the one before, round the end; the first time, to where one was."""
        if not self._bar.isVisible() and self._bar.field.text():
            self._bar.show()
            selected = self._view.selected()
            self._from = selected.start if selected else self._view.top_place()
            self.look()
        elif not self._bar.isVisible():
            self.open()
        elif self.places and not self._latest.waiting:
            at = self.current if self.current >= 0 else self._next() - (by > 0)
            self._go((at + by) % len(self.places))
            self._from = self.places[self.current][0]

    # --- what happens -------------------------------------------------------------------------------

    def _on_asked(self) -> None:
        self._query = None
        self._session.kept[_KEPT] = self._bar.switches.state()
        self.look()

    def _take_switches(self) -> None:
        """Have the switches as they were left, in whichever text."""
        self._bar.switches.put(self._session.kept.get(_KEPT, frozenset()))

    def _on_found(self, found: Counted) -> None:
        self._show(found, -1)
        if found.places:
            self._go(self._next() % len(found.places))

    def _on_hits(self, found: Counted, first: Span | None) -> None:
        """Stand on the hit that was wanted, if it is one: a comment on an excerpt leads to the excerpt."""
        self._from = first.start if first else 0
        self._show(found, -1)
        if not found.places:
            self._bar.setVisible(found.titled > 0)  # such as those of a query for a publisher
            return
        number = self._next() % len(found.places)
        if first is None or found.places[number][0] < first.end:
            self._go(number)

    def _next(self) -> int:
        """The number of the first hit that begins where one is, or later."""
        return bisect_left(self.places, (self._from, 0))

    def _place(self) -> tuple[int, int]:
        return self.places[self.current] if 0 <= self.current < len(self.places) else (-1, -1)

    def _go(self, number: int) -> None:
        self._show(self.found, number)
        span = Span(*self._place())
        self._view.select(span)
        self._view.reveal(span)

    def _show(self, found: Counted, current: int, *, quiet: bool = False) -> None:
        self.found, self.current = found, current
        self._view.show_hits(found.places, self._place())
        if not quiet:
            self._bar.tell(current + 1, len(found.places), found.titled)


class _Text:
    """A text that is folded once, when it is first looked into."""

    def __init__(self, text: str, title: str) -> None:
        self.text, self.title = text, title
        self._folded: Folded | None = None

    def places(self, words: str, way: Way) -> Counted:
        """Where words stand, in order and apart."""
        return Counted(tuple(within.places(self._once_folded(), words, way)))

    def hits(self, query: Query) -> Counted:
        """Where a query has its hits."""
        return counted.of(self._once_folded(), self.title, query)

    def _once_folded(self) -> Folded:
        if self._folded is None:
            self._folded = folding.folded(self.text)
        return self._folded
