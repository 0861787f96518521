"""From files to sources: what a batch of paths brings into a case, and what became of each file.

Bytes are written first, then edits of at most 100 sources that share one batch, so that one undo
takes the whole import back. A file that fails is an item in a list, never the end of the batch.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar
from uuid import uuid4

from db import blobs, errors, sources, texts
from db.case import Case
from db.importers.parsed import SINGLE, Bundle, Failure, Parsed, Result
from db.importers.worker import Job, Workers
from db.sources import Source

T = TypeVar("T")
Status = Literal["added", "duplicate", "failed"]

_SOURCES_AN_EDIT = 100
_BYTES_AN_EDIT = 16 << 20
_LARGEST = 512 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file; `reason` is a code when it failed, `warnings` are codes about what came in."""

    path: Path
    status: Status
    key: str | None = None
    title: str | None = None
    sha256: str | None = None
    reason: str | None = None
    detail: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    path: Path
    data: bytes
    parsed: Parsed


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that paths stand for, folders with all that is in them but hidden files, in order.

    Raises FileProblem for a path that is not there or cannot be read, before anything is imported.
    """
    found: list[Path] = []
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise errors.FileProblem(path, _reason(error)) from error
        if not os.access(path, os.R_OK):
            raise errors.FileProblem(path, "unreadable")
        found += _inside(path) if path.is_dir() else [path]
    return found


class Reach(Protocol):
    """How an import gets at the case: at once, or through the thread that owns it. Each call is short."""

    def __call__(self, work: Callable[[Case], T]) -> T:
        """What `work` gives for the case."""


def directly(case: Case) -> Reach:
    """The way to a case that belongs to this very thread."""

    def reach(work: Callable[[Case], T]) -> T:
        return work(case)

    return reach


def take_in(
    reach: Reach,
    files: Sequence[Path],
    *,
    known: Mapping[str, Any] | None = None,
    read: Callable[[Path], bytes] | None = None,
    workers: Workers | None = None,
) -> Iterator[Outcome]:
    """Import files as one batch, and say of each what became of it as soon as it is safe in the case.

    `known` are values a person gives for all of them, over what is found in the files; `read` gets the
    bytes of a path, for what is no file.
    """
    reach(Case.refuse_unless_writable)
    batch = _Batch(reach, dict(known or {}), read or bytes_of)
    own = workers or Workers()
    try:
        underway: dict[str, tuple[Path, bytes]] = {}
        for outcome in own.parse(batch.jobs(files, underway)):
            path, data = underway.pop(outcome.id)
            batch.take(path, data, outcome.result)
            yield from batch.settled()
        yield from batch.finish()
    finally:
        if workers is None:
            own.close()


class _Batch:
    def __init__(self, reach: Reach, known: dict[str, Any], read: Callable[[Path], bytes]) -> None:
        self.reach = reach
        self.known = known
        self.read = read
        self.id = uuid4().hex
        self.pending: list[_Read] = []
        self.size = 0
        self.underway: set[bytes] = set()
        self.twins: list[tuple[Path, bytes]] = []
        self.outcomes: list[Outcome] = []

    def jobs(self, files: Iterable[Path], underway: dict[str, tuple[Path, bytes]]) -> Iterator[Job]:
        """The files that have to be read, and nothing for those whose fate is clear already."""
        for number, path in enumerate(files):
            data = self._data(path)
            if data is not None:
                underway[str(number)] = (path, data)
                yield Job(str(number), _name(path), data)

    def take(self, path: Path, data: bytes, result: Result) -> None:
        """Keep what a worker made of a file; write when enough has gathered."""
        if isinstance(result, Failure):
            self.underway.discard(blobs.sha256(data))
            self._fail(path, result.reason, result.detail, data)
            return
        if isinstance(result, Bundle):
            self.underway.discard(blobs.sha256(data))
            self._fail(path, "unsupported-type", result.media_type, data)
            return
        self.pending.append(_Read(path, data, result))
        self.size += len(data) + len(result.text)
        if len(self.pending) >= _SOURCES_AN_EDIT or self.size >= _BYTES_AN_EDIT:
            self._write()

    def settled(self) -> Iterator[Outcome]:
        """What became of files since it was asked last."""
        done, self.outcomes = self.outcomes, []
        yield from done

    def finish(self) -> Iterator[Outcome]:
        """Write what is left, and say what became of the rest."""
        self._write()
        for path, identity in self.twins:
            twin = self._known(identity)
            if twin:
                self._note(path, "duplicate", twin)
            else:
                self.outcomes.append(Outcome(path=path, status="failed", reason="as-its-copy", sha256=identity.hex()))
        yield from self.settled()

    def _data(self, path: Path) -> bytes | None:
        try:
            data = self.read(path)
        except OSError as error:
            self._fail(path, _reason(error), "", None)
            return None
        identity = blobs.sha256(data)
        if known := self._known(identity):
            self._note(path, "duplicate", known)
        elif self.reach(lambda case: sources.was_erased(case, identity)):  # nor may its bytes come in again
            self._fail(path, "erased", "", data)
        elif identity in self.underway:
            self.twins.append((path, identity))
        else:
            self.underway.add(identity)
            return data
        return None

    def _known(self, identity: bytes) -> Source | None:
        return self.reach(lambda case: sources.of_original(case, identity))

    def _fail(self, path: Path, reason: str, detail: str, data: bytes | None) -> None:
        digest = blobs.sha256(data).hex() if data is not None else None
        self.outcomes.append(Outcome(path=path, status="failed", reason=reason, detail=detail, sha256=digest))

    def _note(self, path: Path, status: Status, source: Source, warnings: tuple[str, ...] = ()) -> None:
        self.outcomes.append(
            Outcome(
                path=path,
                status=status,
                key=source.key,
                title=source.title,
                sha256=source.sha256,
                warnings=warnings,
            )
        )

    def _write(self) -> None:
        """Bytes first, then one edit for the sources."""
        pending, self.pending, self.size = self.pending, [], 0
        if not pending:
            return
        contents = [data for read in pending for data in (read.data, read.parsed.text.encode())]
        self.reach(lambda case: case.store(contents))
        for read, source in self.reach(lambda case: self._edit(case, pending)):
            self._note(read.path, "added", source, read.parsed.warnings)

    def _edit(self, case: Case, pending: Sequence[_Read]) -> list[tuple[_Read, Source]]:
        done: list[tuple[_Read, Source]] = []
        with case.edit("import", batch=self.id):
            for read in pending:
                try:
                    done.append((read, _add(case, read, self.known)))
                except errors.Erased:
                    self._fail(read.path, "erased", "", read.data)
        return done


def _add(case: Case, read: _Read, known: Mapping[str, Any]) -> Source:
    values, origins = _bibliographic(read.parsed)
    origins.update({name: "person" for name in known if name in sources.FIELDS})
    file = {"media_type": read.parsed.media_type, "file_name": _name(read.path)}
    (identity,) = case.store([read.data])  # it is there, unless an erasure came between
    source = sources.add(case, identity, {**values, **file, **known}, origins=origins)
    tool = read.parsed.extractor
    texts.add(
        case,
        source.uuid,
        read.parsed.text,
        language=source.language,
        tool={"name": tool.name, "version": tool.version, "options": dict(tool.options)},
    )
    return source


def _bibliographic(parsed: Parsed) -> tuple[dict[str, Any], dict[str, str]]:
    found = {name: value for name in SINGLE if (value := getattr(parsed, name)) is not None}
    values: dict[str, Any] = {name: value.value for name, value in found.items()}
    origins: dict[str, str] = {name: value.origin for name, value in found.items()}
    if parsed.authors:
        values["author"] = tuple(author.value for author in parsed.authors)
        origins["author"] = parsed.authors[0].origin
    return values, origins


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; raises OSError, also when it is too large, and for a pipe, which could keep us waiting."""
    known = path.stat()
    if stat.S_ISDIR(known.st_mode):
        raise PermissionError(errno.EACCES, "a folder that could not be entered")
    if not stat.S_ISREG(known.st_mode):
        raise OSError(errno.ENODEV, "no file")
    if known.st_size > _LARGEST:
        raise OSError(errno.EFBIG, "too large")
    return path.read_bytes()


def _reason(error: OSError) -> str:
    reasons = {errno.ENOENT: "missing", errno.ENOTDIR: "missing", errno.EFBIG: "too-large", errno.ENODEV: "no-file"}
    return reasons.get(error.errno or 0, "unreadable")


def _name(path: Path) -> str:
    """The name of a file as text: to some systems a name is any bytes."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _inside(folder: Path) -> list[Path]:
    """What is in a folder, in order; a folder in it that cannot be entered stands for itself, to be told of."""
    found: list[Path] = []

    def tell(error: OSError) -> None:
        found.append(Path(error.filename))

    for where, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(where, name) for name in sorted(names) if not name.startswith(".")]
    return found
