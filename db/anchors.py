"""Anchors: where an excerpt of one text lies in another text of its source, or in a later capture of it.

An excerpt never leaves its text. An anchor says of one other text whether the very words stand there (`exact`), others
in their place (`changed`), or nothing like them (`lost`). It is found by the map between both texts, and by the words
where the map leads nowhere; from the same two texts the same anchor, on every machine. Anchors are made within the
edit that brings the text or the excerpt, and go with them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from db import spans
from db.case import Case
from db.driver import Row
from db.folding import Folded, fold, folded
from db.mapping import Map
from db.refs import Uuid
from db.sensitivity import LEVELS
from db.spans import Span

State = Literal["exact", "changed", "lost"]

_ENOUGH = 0.5  # of the words of an excerpt are still there where the map leads, so that it is that passage
_LITTLE = 0.2  # of the letters of a passage: less is chance
_MOVED = 0.8  # of the words of a passage that was cut out are found elsewhere, so that it is that one
_PIECE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_NEARBY = 4_000  # characters around the place to which the map leads, in which something similar is looked for
_FAR = 3_000_000  # characters that are searched for something similar, for all excerpts of a text together
_QUOTED = """
    SELECT excerpt.uuid, excerpt.source, excerpt.text, excerpt.start, excerpt.end, excerpt.quote, excerpt.prefix,
           excerpt.suffix, excerpt.sensitivity, text.sha256
    FROM excerpt JOIN text ON text.uuid = excerpt.text
    WHERE excerpt.deleted_at IS NULL AND text.deleted_at IS NULL AND excerpt.quote <> ''
"""
"""What can follow: a part of a page that holds no words stays where it is."""

_KNOWN = """
    SELECT anchor.*, quote FROM anchor
    JOIN (SELECT uuid AS quoted, quote FROM excerpt WHERE deleted_at IS NULL) ON quoted = anchor.excerpt
    WHERE anchor.deleted_at IS NULL
"""
_SHA256 = "SELECT sha256 FROM text WHERE uuid = ?"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an excerpt lies in a text that is not its own; without a span when it is lost."""

    excerpt: Uuid
    text: Uuid
    state: State
    span: Span | None = None


def of_text(case: Case, text: Uuid) -> dict[Uuid, Anchor]:
    """The anchors on a text by their excerpts, and those that are still to be made, as after a merge, made now."""
    target = _target(case, text)
    if target is None:
        return {}
    rows = _followed(case, target)
    following = {row["uuid"] for row in rows}  # a capture may be none of this address any more
    known = case.query(f"{_KNOWN} AND text = ?", (text,))
    found = {row["excerpt"]: _record(row) for row in known if row["excerpt"] in following}
    missing = [row for row in rows if row["uuid"] not in found]
    return found | {one.excerpt: one for one in _anchored(case, target, missing)}


def has_any(case: Case, text: Uuid) -> bool:
    """Whether excerpts of other texts follow to a text; answered at once, whether or not they were looked for."""
    target = _target(case, text)
    return target is not None and bool(_followed(case, target, at_most=1))


def follow(case: Case, text: Uuid) -> None:
    """Have all excerpts follow to a text that came in or was chosen; part of that edit."""
    target = _target(case, text)
    if target is not None:
        known = {row["excerpt"] for row in case.query(f"{_KNOWN} AND text = ?", (text,))}
        rows = [row for row in _followed(case, target) if row["uuid"] not in known]
        _write(case, target, rows)


def follow_one(case: Case, excerpt: Uuid) -> None:
    """Have a new excerpt follow to the other texts it may be looked for in; part of that edit."""
    for row in case.query(f"{_QUOTED} AND excerpt.uuid = ?", (excerpt,)):
        places = [row["source"], *_later_captures(case, row["source"])]
        sql = f"SELECT uuid FROM text WHERE source IN ({','.join('?' * len(places))}) AND uuid <> ?"
        for found in case.query(sql, (*places, row["text"])):
            target = _target(case, found["uuid"])
            if target is not None and any(one["uuid"] == excerpt for one in _followed(case, target)):
                _write(case, target, [row])


def misplaced(case: Case) -> Iterator[Anchor]:
    """Anchors that cannot be right: exact ones whose words stand elsewhere, places outside their text."""
    known: tuple[Uuid, str] = (Uuid(""), "")
    for row in case.query(f"{_KNOWN} ORDER BY anchor.text"):
        anchor = _record(row)
        if known[0] != anchor.text:
            known = (anchor.text, _words(case, case.query(_SHA256, (anchor.text,))[0]["sha256"]))
        if not _is_right(anchor, row["quote"], known[1]):
            yield anchor


# --- which excerpts follow ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Target:
    """The text that is followed to."""

    uuid: Uuid
    source: Uuid
    sha256: bytes
    sensitivity: str
    own_words: bool
    language: str | None


def _target(case: Case, text: Uuid) -> _Target | None:
    found = case.query("SELECT * FROM text WHERE uuid = ? AND deleted_at IS NULL", (text,))
    if not found:
        return None
    row = found[0]
    own = row["kind"] != "translated"
    return _Target(text, row["source"], row["sha256"], row["sensitivity"], own, None if own else row["language"])


def _followed(case: Case, target: _Target, at_most: int = -1) -> list[Row]:
    """The excerpts of other texts in the same words: of this source, and of captures that came before it."""
    sources = [target.source, *(_earlier_captures(case, target.source) if target.own_words else ())]
    same_words = "text.kind <> 'translated'" if target.own_words else "text.kind = 'translated' AND text.language IS ?"
    params = (*sources, target.uuid, *(() if target.own_words else (target.language,)))
    marks = ",".join("?" * len(sources))
    where = f"excerpt.source IN ({marks}) AND excerpt.text <> ? AND {same_words} LIMIT {at_most}"
    return case.query(f"{_QUOTED} AND {where}", params)


def captures(case: Case, source: Uuid) -> tuple[list[Uuid], list[Uuid]]:
    """The earlier captures of the page of a source, and the later ones; each list without those of the other."""
    earlier = _earlier_captures(case, source)
    return earlier, [uuid for uuid in _later_captures(case, source) if uuid not in earlier]


def _earlier_captures(case: Case, source: Uuid) -> list[Uuid]:
    sql = "SELECT version_of AS uuid FROM source WHERE uuid = ? AND version_of IS NOT NULL"
    return _reached(case, source, sql)


def _later_captures(case: Case, source: Uuid) -> list[Uuid]:
    return _reached(case, source, "SELECT uuid FROM source WHERE version_of = ? AND deleted_at IS NULL")


def _reached(case: Case, source: Uuid, sql: str) -> list[Uuid]:
    """What is reached from a source step by step, in a ring only once."""
    found: list[Uuid] = []
    todo = [source]
    while todo:
        for row in case.query(sql, (todo.pop(),)):
            if row["uuid"] != source and row["uuid"] not in found:
                found.append(row["uuid"])
                todo.append(row["uuid"])
    return found


# --- how they are found ---------------------------------------------------------------------------


def _anchored(case: Case, target: _Target, rows: Iterable[Row]) -> Iterator[Anchor]:
    """The anchors of some excerpts on a text."""
    by_text: dict[bytes, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["text"], row["start"], row["uuid"])):
        by_text.setdefault(row["sha256"], []).append(row)
    if not by_text:
        return
    search = _Search(_words(case, target.sha256))
    for sha256, quoted in by_text.items():
        mapped = Map.of(_words(case, sha256), search.words)
        for row in quoted:
            state, span = search.place(mapped, row)
            yield Anchor(row["uuid"], target.uuid, state, span)


@dataclass
class _Search:
    """Finds quotations in one text; how far it searches is bounded for all of them together."""

    words: str
    far: int = _FAR
    _whole: list[Folded] = field(default_factory=list)

    def place(self, mapped: Map, row: Row) -> tuple[State, Span | None]:
        """Where an excerpt lies: by the map, by its very words, by something like them nearby, or anywhere."""
        own, quote = Span(row["start"], row["end"]), row["quote"]
        span = mapped.span(own)
        if span.of(self.words) == quote:
            return "exact", span
        letters = _letters(quote)
        if letters and mapped.kept(own) >= _ENOUGH * letters and (trimmed := _trimmed(self.words, span)):
            return "changed", trimmed
        state, found = self._by_words(mapped, row, span.start)
        if state == "changed" and found and _was_cut_out(mapped, own, span):
            return (state, found) if _shared(quote, found.of(self.words)) >= _MOVED else ("lost", None)
        return state, found

    def _by_words(self, mapped: Map, row: Row, hint: int) -> tuple[State, Span | None]:
        quote, around = row["quote"], (row["prefix"], row["suffix"])
        first = self.words.find(quote)
        if first >= 0:
            alone = self.words.find(quote, first + 1) < 0
            if alone and (len(quote) >= spans.CONTEXT or mapped.old.count(quote) == 1):
                return "exact", Span(first, first + len(quote))
            found = spans.anchor(self.words, quote, *around, hint)
            return (found[1], found[0]) if found else ("lost", None)
        start, end = max(0, hint - _NEARBY), hint + len(quote) + _NEARBY
        self.far -= end - start
        if self.far < 0:
            return "lost", None
        if near := spans.anchor(self.words[start:end], quote, *around, hint - start):
            return "changed", Span(near[0].start + start, near[0].end + start)
        self.far -= len(self.words)
        if self.far < 0:
            return "lost", None
        found = spans.anchor(self.words, quote, *around, hint, within=self._folded())
        return ("changed", found[0]) if found else ("lost", None)

    def _folded(self) -> Folded:
        if not self._whole:
            self._whole.append(folded(self.words))
        return self._whole[0]


def _was_cut_out(mapped: Map, own: Span, span: Span) -> bool:
    """Whether next to nothing of a passage is left where it stood, and nothing else came into its place."""
    place = span.of(mapped.new).strip()
    return len(place) < 2 and mapped.kept(own) < _LITTLE * _letters(own.of(mapped.old))


def _shared(quote: str, words: str) -> float:
    """How much of a quote stands in other words, whatever their order."""
    wanted, there = (Counter(_PIECE.findall(fold(one))) for one in (quote, words))
    return (wanted & there).total() / max(wanted.total(), 1)


def _letters(words: str) -> int:
    return len("".join(words.split()))


def _trimmed(words: str, span: Span) -> Span | None:
    """A span without blanks at its ends; None when nothing is left."""
    found = span.of(words)
    start = span.start + len(found) - len(found.lstrip())
    return Span(start, start + len(found.strip())) if found.strip() else None


def _is_right(anchor: Anchor, quote: str, words: str) -> bool:
    if anchor.state == "lost" or anchor.span is None:
        return anchor.state == "lost" and anchor.span is None
    return anchor.span.end <= len(words) and (anchor.state == "changed" or anchor.span.of(words) == quote)


# --- how they are kept ----------------------------------------------------------------------------


def _write(case: Case, target: _Target, rows: Sequence[Row]) -> None:
    levels = {row["uuid"]: max(row["sensitivity"], target.sensitivity, key=LEVELS.index) for row in rows}
    with case.edit("anchor.follow") as edit:
        for one in _anchored(case, target, rows):
            values = {
                "excerpt": one.excerpt,
                "text": one.text,
                "state": one.state,
                "start": one.span.start if one.span else None,
                "end": one.span.end if one.span else None,
                "sensitivity": levels[one.excerpt],
            }
            edit.insert("anchor", case.natural_uuid("anchor", one.excerpt + one.text), values)


def _words(case: Case, sha256: bytes) -> str:
    return case.bytes_of(sha256).decode("utf-8", "replace")


def _record(row: Row) -> Anchor:
    lost = row["start"] is None or row["end"] is None
    return Anchor(row["excerpt"], row["text"], row["state"], None if lost else Span(row["start"], row["end"]))
