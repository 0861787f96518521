"""Documents become segments, some hundred thousand words at a time; in this process alone, or in two at once.

The other process gets what there is to index and gives back the bytes of segments; it knows no case, no key and no
path (see `db.processes`). It is fed as fast as it can work, this one does the rest. When it is lost, or never comes up,
this one does all of it.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from queue import Empty, SimpleQueue
from subprocess import Popen
from threading import Thread
from typing import IO, cast

from db.processes import frames, starting
from db.refs import Ref
from db.search.arrays.draft import Draft, Entry, Made
from db.search.engine import Document
from db.search.index import draft
from db.search.schema import entry
from db.search.wire import to_message

BATCH_WORDS = 2_500_000
BATCH_DOCUMENTS = 40_000
"""What is written at once bounds the memory needed, and what an interruption costs."""

LETTERS_AHEAD = 16_000_000
"""So many letters wait for the other process, so that it has work while this one is busy with a segment of its own."""

_AT_ONCE = 2_000_000  # bytes of messages

PATIENCE = 120.0
"""Seconds without a segment after which the other process counts as lost."""

Take = Callable[[Collection[Ref], "Draft | Made"], None]
"""Keeps a segment, and with it what is known of these objects."""


def build(documents: Iterable[Document], take: Take) -> None:
    """Make segments of documents."""
    current = _Current(take)
    for document in documents:
        current.add(entry(document))
    current.keep()


def build_in_two(documents: Iterable[Document], take: Take, entrance: str = "db.search.serve") -> None:
    """The same with another process, which runs the module named `entrance`."""
    current = _Current(take)
    helper = Helper(entrance)
    try:
        for document in documents:
            one = entry(document)
            if helper.has_room:
                helper.give(one)
            else:
                current.add(one)
            _keep(helper.ready(), take)
        for one in helper.waiting():
            current.add(one)
            _keep(helper.ready(), take)
        helper.finish()
        current.keep()
        _keep(helper.rest(), take)
        for one in helper.left():
            current.add(one)
        current.keep()
    finally:
        helper.end()


def is_full(segment: Draft) -> bool:
    """Whether a segment in the making has enough."""
    return segment.words >= BATCH_WORDS or len(segment) >= BATCH_DOCUMENTS


def _keep(made: Iterable[tuple[list[Ref], Made]], take: Take) -> None:
    for refs, segment in made:
        take(refs, segment)


class _Current:
    """The segment that this process makes."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._draft = draft()

    def add(self, one: Entry) -> None:
        """Take in a document."""
        self._draft.add(one)
        if is_full(self._draft):
            self.keep()

    def keep(self) -> None:
        """Keep what there is, and begin anew."""
        if len(self._draft):
            full, self._draft = self._draft, draft()
            self._take(full.refs, full)


class Helper:
    """A process that makes segments; what it was given is remembered until they are there."""

    def __init__(self, entrance: str) -> None:
        self._waiting: SimpleQueue[Entry | None] = SimpleQueue()
        self._given: deque[Entry] = deque()
        self._owed = 0  # documents that were given and are in no segment yet, begun or not
        self._letters, self._letters_given = 0, 0
        self._answers: SimpleQueue[Made | None] = SimpleQueue()
        self._popen: Popen[bytes] | None = None
        try:
            self._popen = starting.start(entrance, {})
        except OSError:
            return
        self._pipes = [cast("IO[bytes]", pipe) for pipe in (self._popen.stdin, self._popen.stdout)]
        works = zip((self._write, self._read), self._pipes, strict=True)
        self._threads = [Thread(target=work, args=(pipe,), daemon=True) for work, pipe in works]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int | None:
        """The system's number of the process; None when it is lost."""
        return self._popen.pid if self._popen else None

    @property
    def has_room(self) -> bool:
        """Whether it would soon have nothing to do."""
        return self._popen is not None and self._letters - self._letters_given < LETTERS_AHEAD

    def give(self, one: Entry) -> None:
        """Have it take in a document."""
        self._letters += _letters(one)
        self._owed += 1
        self._waiting.put(one)

    def waiting(self) -> Iterator[Entry]:
        """What it has not begun with yet, taken from it, one document after another."""
        while not self._waiting.empty():
            try:
                one = self._waiting.get_nowait()
            except Empty:
                return
            if one is not None:
                self._owed -= 1
                yield one

    def finish(self) -> None:
        """Have it finish what it has."""
        self._waiting.put(None)

    def ready(self) -> Iterator[tuple[list[Ref], Made]]:
        """The segments that are there, each with the objects that it knows."""
        while not self._answers.empty():
            yield from self._next(0)

    def rest(self) -> Iterator[tuple[list[Ref], Made]]:
        """The segments of all that it was given, as they come; ends without them when it is lost."""
        while self._owed and self._popen:
            yield from self._next(PATIENCE)

    def left(self) -> Iterator[Entry]:
        """What it was given and made no segment of."""
        yield from self.waiting()
        while self._given:
            self._owed -= 1
            yield self._given.popleft()

    def end(self) -> None:
        """End the process."""
        if self._popen is None:
            return
        popen, self._popen = self._popen, None
        popen.kill()
        popen.wait()
        self._waiting.put(None)
        for thread, pipe in zip(self._threads, self._pipes, strict=True):
            thread.join()
            with suppress(OSError):  # what was still to be written goes nowhere
                pipe.close()

    def _next(self, patience: float) -> Iterator[tuple[list[Ref], Made]]:
        try:
            made = self._answers.get(timeout=patience)
        except Empty:
            made = None
        if made is None or len(made) > len(self._given):
            self.end()
            return
        refs = [self._given.popleft().ref for _ in range(len(made))]
        self._owed -= len(refs)
        yield list(dict.fromkeys(refs)), made

    # --- threads ----------------------------------------------------------------------------------

    def _write(self, pipe: IO[bytes]) -> None:
        try:
            while self._popen:
                pipe.write(self._messages())
                pipe.flush()
        except (OSError, ValueError):
            self._answers.put(None)

    def _messages(self) -> memoryview:
        """What is written at once: much, since each time it is this thread's turn only when the other one rests."""
        out = BytesIO()
        one = self._waiting.get()
        while True:
            if one is None:
                frames.write(out, {"finish": True})
            else:
                self._given.append(one)
                self._letters_given += _letters(one)
                frames.write(out, *to_message(one))
            if out.tell() >= _AT_ONCE:
                break
            try:
                one = self._waiting.get_nowait()
            except Empty:
                break
        return out.getbuffer()

    def _read(self, pipe: IO[bytes]) -> None:
        try:
            while True:
                header, data = frames.read(pipe)
                self._answers.put(Made(data, int(header["documents"]), list(map(int, header["replaced"]))))
        except (EOFError, OSError, LookupError, TypeError, ValueError):
            self._answers.put(None)


def _letters(one: Entry) -> int:
    return sum(map(len, one.fields.values()))
