"""Files that were read and wait to be accepted: what each would become, and nothing of it in the case yet.

Their bytes and texts are stored ahead, where nothing refers to them, so that ten thousand files need no memory; what is
not accepted is swept away. Files in files are read like any others, with what the outer one says of them. What is
written when they are accepted is told by `accepting`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from db import blobs, sources
from db.case import Case
from db.importers import disk
from db.importers.file import AS_EVER, Wish
from db.importers.kin import Kin, Kinship
from db.importers.parsed import SINGLE, Bundle, Failure, Found, Parsed, Part, Result, Role
from db.importers.worker import Job, Workers
from db.refs import Uuid

T = TypeVar("T")
State = Literal["ready", "bundle", "known", "failed"]
"""Becomes a source; holds files that do; is one already; gave nothing, and why is known."""

DEEPEST = 5
"""So many files may lie in one another."""
_BYTES_AT_ONCE = 16 << 20
_FILES_AT_ONCE = 100
_CLEAR_AT_ONCE = 25


class Reach(Protocol):
    """How an import gets at the case: at once, or through the thread that owns it. Each call is short."""

    def __call__(self, work: Callable[[Case], T]) -> T:
        """What `work` gives for the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """One file, or one entry of a bibliography, and what it would become.

    `name` is what it is called where it lies; `within` is the id of the file it lies in, and `role` what it is there.
    `read` is what its reader found, without its text and parts; `text` the identity of its text, of `length` code
    points. `said`, `authors` and the charset `declared` come from the file around it and go before that; `by_hand` is
    a person's and goes before all. `lay_in` says by columns in what it came in when that was before, `recording` is the
    identity of the file that it writes down. `kin` are sources it has something in common with, `known` the one it is
    already; `likely` is a source that is only cited and may be this one, `fills` the one of which a person said so.
    """

    id: str
    path: Path
    name: str
    state: State
    sha256: bytes | None = None
    size: int = 0
    within: str | None = None
    role: Role | None = None
    reason: str | None = None
    detail: str = ""
    media_type: str | None = None
    read: Parsed | None = None
    text: bytes | None = None
    length: int = 0
    said: Mapping[str, Found] = field(default_factory=dict)
    authors: tuple[Found, ...] = ()
    declared: str | None = None
    files: tuple[str, ...] = ()
    entry: str | None = None
    known: Uuid | None = None
    kin: Mapping[Kinship, Uuid] = field(default_factory=dict)
    recording: bytes | None = None
    warnings: tuple[str, ...] = ()
    wish: Wish = AS_EVER
    by_hand: Mapping[str, Any] = field(default_factory=dict)
    lay_in: Mapping[str, Any] = field(default_factory=dict)
    likely: Uuid | None = None
    fills: Uuid | None = None

    def wished(self, wish: Wish) -> "Staged":
        """The same, to be read as it is wished for now."""
        return replace(self, wish=wish)

    @property
    def contents(self) -> tuple[bytes, ...]:
        """The identities of what was stored of it ahead: its bytes, and its text; nothing of what is there already."""
        stored = () if self.state == "known" else (self.sha256, self.text)
        return tuple(identity for identity in stored if identity is not None)

    @property
    def shown_path(self) -> Path:
        """Where it is, the file around it taken for a folder; for showing only."""
        return self.path if self.within is None else self.path / self.name

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What is known of it by CSL names, and where each value was found."""
        found = {name: value for name in SINGLE if self.read and (value := getattr(self.read, name)) is not None}
        found |= {name: value for name, value in self.said.items() if name in SINGLE}
        values: dict[str, Any] = {name: value.value for name, value in found.items()}
        origins: dict[str, str] = {name: value.origin for name, value in found.items()}
        authors = self.authors or (self.read.authors if self.read else ())
        if authors:
            values["author"] = tuple(author.value for author in authors)
            origins["author"] = authors[0].origin
        values |= self.by_hand
        origins |= {name: "person" for name in self.by_hand if name in sources.FIELDS}
        return values, origins


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is being read: where it came from, and its bytes."""

    staged: Staged
    data: bytes


class Reading:
    """One run over some files, for one thread: `staged` gives each as soon as its bytes are safe."""

    def __init__(self, reach: Reach, read: Callable[[Path], bytes] = disk.bytes_of) -> None:
        """`read` gets the bytes of a path, for what is no file."""
        self._reach = reach
        self._read = read
        self._files: Iterator[tuple[Staged, bytes | None]] = iter(())
        self._parts: deque[_Waiting] = deque()
        self._reading: dict[str, _Waiting] = {}
        self._seen: dict[bytes, str] = {}
        self._failed: set[bytes] = set()
        self._twins: list[Staged] = []
        self._done: list[tuple[Staged, list[bytes]]] = []
        self._size = 0
        self._paused = False
        self._kin = reach(Kin.of)

    def staged(self, files: Iterable[Path], workers: Workers, wish: Wish = AS_EVER) -> Iterator[Staged]:
        """Read files, and those within them; leaving the loop early stops the work."""
        self._files = (self._opened(str(number), path, wish) for number, path in enumerate(files))
        yield from self._run(workers)

    def again(self, known: Iterable[tuple[Staged, bytes]], workers: Workers) -> Iterator[Staged]:
        """Read files once more as they are wished for now; each keeps its id, and brings its parts anew."""
        self._files = iter([(replace(staged, reason=None, warnings=(), kin={}), data) for staged, data in known])
        yield from self._run(workers)

    def _run(self, workers: Workers) -> Iterator[Staged]:
        self._paused = True
        while self._paused and not workers.closed:
            for outcome in workers.parse(self):
                waiting = self._reading.pop(outcome.id)
                self._take(waiting, outcome.result)
                if len(self._done) >= _FILES_AT_ONCE or self._size >= _BYTES_AT_ONCE:
                    yield from self._settle()
            yield from self._settle()
        for twin in self._twins:
            failed = twin.sha256 in self._failed
            yield replace(twin, state="failed", reason="as-its-copy") if failed else twin

    # --- what the workers are given -----------------------------------------------------------------

    def __iter__(self) -> Iterator[Job]:
        return self

    def __next__(self) -> Job:
        """The next file to read: one that lay in another first. It may go on after an end, when there are new parts.

        It pauses when there were only files that need no reading for a while, so that they can be told of.
        """
        self._paused = False
        for _ in range(_CLEAR_AT_ONCE):
            waiting = self._parts.popleft() if self._parts else self._next_file()
            if waiting is not None and (unread := self._unless_clear(waiting)):
                staged = unread.staged
                self._reading[staged.id] = unread
                return Job(staged.id, staged.name, unread.data, staged.wish, staged.declared)
        self._paused = True
        raise StopIteration

    def _next_file(self) -> _Waiting | None:
        staged, data = next(self._files)
        if data is None:
            self._done.append((staged, []))
            return None
        return _Waiting(staged, data)

    def _opened(self, id_: str, path: Path, wish: Wish) -> tuple[Staged, bytes | None]:
        staged = Staged(id=id_, path=path, name=disk.name_of(path), state="failed", wish=wish)
        try:
            return staged, self._read(path)
        except OSError as error:
            return replace(staged, reason=disk.reason(error)), None

    def _unless_clear(self, waiting: _Waiting) -> _Waiting | None:
        """The file, to be read, unless what becomes of it is clear by its bytes."""
        identity = blobs.sha256(waiting.data)
        staged = replace(waiting.staged, sha256=identity, size=len(waiting.data))
        known, was_erased = self._reach(
            lambda case: (sources.of_original(case, identity), sources.was_erased(case, identity))
        )
        if known:
            known_as = replace(staged, state="known", known=known.uuid, media_type=known.media_type)
            self._done.append((known_as, []))
        elif was_erased:  # nor may its bytes come in again
            self._done.append((replace(staged, state="failed", reason="erased"), []))
        elif self._seen.setdefault(identity, staged.id) != staged.id:
            uuid = self._reach(lambda case: case.natural_uuid("source", identity.hex()))
            self._twins.append(replace(staged, state="known", known=uuid))
        else:
            return _Waiting(staged, waiting.data)
        return None

    # --- what comes back ------------------------------------------------------------------------------

    def _take(self, waiting: _Waiting, result: Result) -> None:
        staged, data = waiting.staged, waiting.data
        if isinstance(result, Failure):
            assert staged.sha256 is not None
            self._failed.add(staged.sha256)
            self._stage(replace(staged, state="failed", reason=result.reason, detail=result.detail), [data])
            return
        staged = replace(
            staged, media_type=result.media_type, warnings=tuple(dict.fromkeys((*staged.warnings, *result.warnings)))
        )
        if isinstance(result, Bundle):
            self._stage(replace(staged, state="bundle"), [data])
        else:
            self._stage(self._document(staged, result), [data, result.text.encode()])
        for number, part in enumerate(result.parts, start=1):
            self._take_part(staged, number, part)

    def _document(self, staged: Staged, parsed: Parsed) -> Staged:
        text = blobs.sha256(parsed.text.encode()) if parsed.text else None
        length, parsed = len(parsed.text), replace(parsed, text="", parts=())
        ready = replace(staged, state="ready", read=parsed, text=text, length=length)
        url = ready.values()[0].get("url")
        assert staged.sha256 is not None
        identity = staged.sha256.hex()
        uuid = self._reach(lambda case: case.natural_uuid("source", identity))
        kin = self._kin.of_file(text, url)
        self._kin.note(uuid, text, url)
        return replace(ready, kin=kin)

    def _take_part(self, outer: Staged, number: int, part: Part) -> None:
        staged = Staged(
            id=f"{outer.id}/{number}",
            path=outer.shown_path,
            name=part.name,
            state="failed",
            within=outer.id,
            role=part.role,
            said=part.said,
            authors=part.authors,
            declared=part.declared,
            files=part.files,
            warnings=part.warnings,
            wish=Wish(password=outer.wish.password),
            by_hand={name: value for name, value in outer.by_hand.items() if name in sources.OBTAINED},
        )
        if part.refused is not None:
            self._done.append((replace(staged, reason=part.refused, size=len(part.data)), []))
        elif part.role == "entry":
            entry = part.data.decode("utf-8", "replace")
            self._done.append((replace(staged, state="ready", entry=entry), []))
        elif staged.id.count("/") > DEEPEST:
            self._done.append((replace(staged, reason="too-deep"), []))
        else:
            self._parts.append(_Waiting(staged, part.data))

    def _stage(self, staged: Staged, contents: list[bytes]) -> None:
        self._done.append((staged, [data for data in contents if data]))
        self._size += sum(map(len, contents))

    def _settle(self) -> Iterator[Staged]:
        """Store what has gathered, and give it out."""
        done, self._done, self._size = self._done, [], 0
        contents = [data for _, each in done for data in each]
        if contents:
            self._reach(lambda case: case.hold(contents))
        yield from (staged for staged, _ in done)
