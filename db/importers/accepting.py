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
from db.importers.parsed import Parsed
from db.importers.remembering import remembered
from db.importers.staging import Reach, Staged, State
from db.refs import Ref, Uuid
from db.sensitivity import LEVELS, mark
from db.sources import Source
from db.spans import Span
from db.texts import Layout, Text

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
        if source.uuid == one.fills:
            return _outcome(one, "added", source)
        is_new = case.query("SELECT count(*) AS n FROM source WHERE deleted_at IS NULL") != before
        return _outcome(one, "added" if is_new else "duplicate", source)

    def _unpacked(self, case: Case, one: Staged) -> Outcome:
        self._note(case, one, None)
        return _outcome(one, "unpacked")

    def _already(self, case: Case, one: Staged) -> Outcome:
        """A file whose bytes are a source, or an archive that came in; else what became of its copy became of it."""
        found = sources.of_original(case, one.sha256) if one.sha256 else None
        if found:
            return _outcome(one, "duplicate", found)
        is_archive = one.sha256 is not None and received.is_archive(case, one.sha256)
        return _outcome(one, "duplicate") if is_archive else _outcome(replace(one, reason="as-its-copy"), "failed")

    def _kept(self, case: Case, one: Staged) -> Outcome:
        if one.sha256 is not None and one.size and one.reason not in _NOT_KEPT:
            self._note(case, one, one.reason)
        return _outcome(one, "failed")

    def _note(self, case: Case, one: Staged, reason: str | None) -> None:
        assert one.sha256 is not None
        said = remembered(replace(one, by_hand={**one.by_hand, **self._known}))
        kept = received.add(
            case,
            one.sha256,
            one.size,
            name=one.name,
            media_type=one.media_type,
            reason=reason,
            place=self._place(case, one),
            said=said,
        )
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
        recording = self._uuid_of(case, one.recording) if one.recording else None
        file = {"media_type": one.media_type, "file_name": one.name, "extra": one.entry}
        near = {"version_of": kin, "recording": recording}
        source = self._stored(case, one, one.sha256, {**file, **near, **values}, origins)
        received.was_read(case, one.sha256)
        if one.text is not None and one.read is not None:
            self._text(case, one, one.read, source)
        return source

    def _stored(
        self, case: Case, one: Staged, identity: bytes, values: dict[str, Any], origins: dict[str, str]
    ) -> Source:
        """A new source, or one that was only cited and is this one, as long as it is there and not held."""
        wanted = case.query(
            "SELECT 1 FROM source WHERE uuid = ? AND sha256 IS NULL AND deleted_at IS NULL", (one.fills,)
        )
        if not wanted or one.fills is None:
            return sources.add(case, identity, values, origins=origins)
        cited = sources.of_uuid(case, one.fills)
        kept = {**values, "extra": cited.extra or values.get("extra"), "version_of": None}
        kept["sensitivity"] = max(cited.sensitivity, values.get("sensitivity", LEVELS[0]), key=LEVELS.index)
        kept["obtained_from"] = values.get("obtained_from") or cited.obtained_from
        return sources.fill_in(case, cited, identity, kept, origins=origins)

    def _version_of(self, case: Case, one: Staged, url: object) -> Uuid | None:
        """An earlier capture of the address that it has now, if that is in the case."""
        kin = one.kin.get("same-address")
        found = case.query("SELECT url FROM source WHERE uuid = ? AND deleted_at IS NULL", (kin,)) if kin else []
        return kin if found and url and found[0]["url"] and address(found[0]["url"]) == address(str(url)) else None

    def _place(self, case: Case, one: Staged) -> dict[str, Any]:
        """What it lay in: the source it was attached to, or a file that is no source."""
        outer = self._outer.get(one.within or "")
        if outer is None or outer.sha256 is None:
            return dict(one.lay_in)
        if outer.state == "bundle":
            return {"received": case.natural_uuid("received", outer.sha256.hex()), "part_name": one.name}
        return {"part_of": self._uuid_of(case, outer.sha256), "part_name": one.name}

    def _uuid_of(self, case: Case, identity: bytes) -> Uuid:
        """The source that a file is, or will be: one that was only cited keeps its own identity."""
        known = sources.of_original(case, identity)
        return known.uuid if known else case.natural_uuid("source", identity.hex())

    def _text(self, case: Case, one: Staged, read: Parsed, source: Source) -> None:
        assert one.text is not None
        content = case.bytes_of(one.text).decode()
        text = add_text(case, source, read, content)
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


def add_text(case: Case, source: Source, read: Parsed, words: str) -> Text:
    """The text that a reader made of a source, with its pages and times, and what made it."""
    tool = read.extractor
    layout = Layout(
        tuple((page.start, page.label) for page in read.pages),
        tuple((cue.start, cue.begin, cue.end) for cue in read.cues),
    )
    return texts.add(
        case,
        source.uuid,
        words,
        kind=read.text_kind,
        language=source.language,
        tool={"name": tool.name, "version": tool.version, "options": dict(tool.options)},
        layout=layout,
    )


def release(reach: Reach, staged: Iterable[Staged]) -> None:
    """Let go of what is stored of staged files: what came in with them stays, the rest is gone for good."""
    identities = [identity for one in staged for identity in one.contents]
    reach(lambda case: case.release(identities))


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
