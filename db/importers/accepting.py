"""What was staged becomes part of the case: sources with their texts, what they hang together by, and what gave none.

Edits hold at most 100 files and share one batch, so that one undo takes the whole import back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from db import blobs, errors, excerpts, received, sources, texts
from db.addresses import address
from db.case import Case
from db.importers.parsed import Found, Parsed
from db.importers.staging import Reach, Staged, State
from db.refs import Ref, Uuid
from db.sensitivity import LEVELS, mark
from db.sources import Source
from db.spans import Span
from db.texts import Layout

Status = Literal["added", "duplicate", "unpacked", "failed"]

_FILES_AN_EDIT = 100
_BYTES_AN_EDIT = 16 << 20
_NOT_KEPT = frozenset({"empty", "erased", "missing", "unreadable", "no-file", "too-large"})
"""Failures of files whose bytes are not there, or must not be."""


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


class Acceptance:
    """One batch; `accept` may be called as often as there is something, and all of it is undone together."""

    def __init__(self, reach: Reach, known: Mapping[str, Any] | None = None) -> None:
        """`known` are values a person gives for all files, over what is found in them."""
        self._reach = reach
        self._known = dict(known or {})
        self.batch = uuid4().hex
        self._outer: dict[str, Staged] = {}

    def accept(self, staged: Iterable[Staged]) -> Iterator[Outcome]:
        """Write files into the case, some at a time, and say of each what became of it."""
        waiting: list[Staged] = []
        size = 0
        for one in staged:
            waiting.append(one)
            size += one.size + one.length
            if len(waiting) >= _FILES_AN_EDIT or size >= _BYTES_AN_EDIT:
                yield from self._write(waiting)
                waiting, size = [], 0
        yield from self._write(waiting)

    def _write(self, waiting: Sequence[Staged]) -> list[Outcome]:
        if not waiting:
            return []
        self._outer |= {one.id: one for one in waiting if one.state in {"ready", "bundle", "known"}}
        outcomes = self._reach(lambda case: self._edit(case, waiting))
        release(self._reach, waiting)
        return outcomes

    def _edit(self, case: Case, waiting: Sequence[Staged]) -> list[Outcome]:
        with case.edit("import", batch=self.batch):
            return [self._one(case, one) for one in waiting]

    def _one(self, case: Case, one: Staged) -> Outcome:
        try:
            return _WRITERS[one.state](self, case, one)
        except errors.Erased:
            return _outcome(replace(one, reason="erased"), "failed")

    def _added(self, case: Case, one: Staged) -> Outcome:
        if any(not blobs.has(case.database, identity) for identity in one.contents):
            return _outcome(replace(one, reason="not-kept"), "failed")  # erased, since it was read
        before = case.query("SELECT count(*) AS n FROM source WHERE deleted_at IS NULL")
        source = self._source(case, one)
        is_new = case.query("SELECT count(*) AS n FROM source WHERE deleted_at IS NULL") != before
        return _outcome(one, "added" if is_new else "duplicate", source)

    def _unpacked(self, case: Case, one: Staged) -> Outcome:
        self._note(case, one, None)
        return _outcome(one, "unpacked")

    def _already(self, case: Case, one: Staged) -> Outcome:
        """A file whose bytes are a source, or an archive that came in; else what became of its copy became of it."""
        found = case.query("SELECT 1 FROM source WHERE uuid = ? AND deleted_at IS NULL", (one.known,))
        if found and one.known:
            return _outcome(one, "duplicate", sources.of_uuid(case, one.known))
        is_archive = one.sha256 is not None and received.is_archive(case, one.sha256)
        return _outcome(one, "duplicate") if is_archive else _outcome(replace(one, reason="as-its-copy"), "failed")

    def _kept(self, case: Case, one: Staged) -> Outcome:
        if one.sha256 is not None and one.size and one.reason not in _NOT_KEPT:
            self._note(case, one, one.reason)
        return _outcome(one, "failed")

    def _note(self, case: Case, one: Staged, reason: str | None) -> None:
        assert one.sha256 is not None
        kept = received.add(case, one.sha256, one.size, name=one.name, media_type=one.media_type, reason=reason)
        level = self._level(one)
        if level != kept.sensitivity and LEVELS.index(level) > LEVELS.index(kept.sensitivity):
            mark(case, Ref("received", kept.uuid), level)

    def _level(self, one: Staged) -> str:
        """How sensitive a file is: as it was said, or as what it lies in, whichever is more."""
        said = str(one.by_hand.get("sensitivity") or self._known.get("sensitivity") or LEVELS[0])
        outer = self._outer.get(one.within or "")
        return max(said, self._level(outer) if outer else LEVELS[0], key=LEVELS.index)

    # --- a source -------------------------------------------------------------------------------------

    def _source(self, case: Case, one: Staged) -> Source:
        values, origins = one.values()
        values |= self._known
        origins |= {name: "person" for name in self._known if name in sources.FIELDS}
        values |= self._place(case, one)
        if (level := self._level(one)) != LEVELS[0]:
            values["sensitivity"] = level
        if one.sha256 is None:
            return sources.add_cited(case, {**values, "extra": one.entry}, origins=origins)
        kin = self._version_of(case, one, values.get("url"))
        file = {"media_type": one.media_type, "file_name": one.name, "version_of": kin, "extra": one.entry}
        source = sources.add(case, one.sha256, {**file, **values}, origins=origins)
        received.was_read(case, one.sha256)
        if one.text is not None and one.read is not None:
            self._text(case, one, one.read, source)
        return source

    def _version_of(self, case: Case, one: Staged, url: object) -> Uuid | None:
        """An earlier capture of the address that it has now, if that is in the case."""
        kin = one.kin.get("same-address")
        found = case.query("SELECT url FROM source WHERE uuid = ? AND deleted_at IS NULL", (kin,)) if kin else []
        return kin if found and url and found[0]["url"] and address(found[0]["url"]) == address(str(url)) else None

    def _place(self, case: Case, one: Staged) -> dict[str, Any]:
        """What it lay in: the source it was attached to, or a file that is no source."""
        outer = self._outer.get(one.within or "")
        if outer is None or outer.sha256 is None:
            return {}
        kind, column = ("received", "received") if outer.state == "bundle" else ("source", "part_of")
        return {column: case.natural_uuid(kind, outer.sha256.hex()), "part_name": one.name}

    def _text(self, case: Case, one: Staged, read: Parsed, source: Source) -> None:
        assert one.text is not None
        content = case.bytes_of(one.text).decode()
        tool = read.extractor
        layout = Layout(
            tuple((page.start, page.label) for page in read.pages),
            tuple((cue.start, cue.begin, cue.end) for cue in read.cues),
        )
        text = texts.add(
            case,
            source.uuid,
            content,
            kind=read.text_kind,
            language=source.language,
            tool={"name": tool.name, "version": tool.version, "options": dict(tool.options)},
            layout=layout,
        )
        for one_mark in read.highlights:
            if 0 <= one_mark.start < one_mark.end <= len(content):
                span = Span(one_mark.start, one_mark.end)
                excerpts.add(case, text, content, span, comment=one_mark.comment)


_WRITERS: Mapping[State, Callable[[Acceptance, Case, Staged], Outcome]] = {
    "failed": Acceptance._kept,
    "bundle": Acceptance._unpacked,
    "known": Acceptance._already,
    "ready": Acceptance._added,
}


def release(reach: Reach, staged: Iterable[Staged]) -> None:
    """Let go of what is stored of staged files: what came in with them stays, the rest is gone for good."""
    identities = [identity for one in staged for identity in one.contents]
    reach(lambda case: case.release(identities))


def with_entries(staged: Sequence[Staged]) -> list[Staged]:
    """Staged files, each entry of a bibliography joined to the one file among them that it names as its own.

    An entry whose file is not there stays: it becomes a source that is cited and not held.
    """
    by_name: dict[str, list[Staged]] = {}
    for one in staged:
        if one.state in {"ready", "known"} and one.sha256 is not None:
            by_name.setdefault(one.name.replace("\\", "/").rpartition("/")[2].casefold(), []).append(one)
    joined: dict[str, Staged] = {}
    spent: set[str] = set()
    for entry in (one for one in staged if one.entry is not None):
        names = {name.replace("\\", "/").rpartition("/")[2].casefold() for name in entry.files}
        found = [one for name in names for one in by_name.get(name, ()) if one.id not in joined]
        if len(found) == 1:
            said: Mapping[str, Found] = {**found[0].said, **entry.said}
            joined[found[0].id] = replace(found[0], said=said, authors=entry.authors, entry=entry.entry)
            spent.add(entry.id)
    return [joined.get(one.id, one) for one in staged if one.id not in spent]


def _outcome(one: Staged, status: Status, source: Source | None = None) -> Outcome:
    return Outcome(
        path=one.shown_path,
        status=status,
        key=source.key if source else None,
        title=source.title if source else None,
        sha256=one.sha256.hex() if one.sha256 else None,
        reason=one.reason,
        detail=one.detail,
        warnings=one.warnings,
    )
