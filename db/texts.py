"""Texts: the immutable words of a source, as one tool or one person took them from it.

A text is normalised once, before it comes here (`db.plain`), and never changes: a better reading is
another text. Offsets count its Unicode code points.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from db import anchors, blobs, errors, plain
from db.case import Case
from db.driver import Row
from db.mapping import Map
from db.refs import Uuid
from db.revisions.content import parsed

_MADE = "(SELECT min(edit.at) FROM edit_row JOIN edit ON edit.seq = edit_row.edit WHERE edit_row.uuid = text.uuid)"
_NOTED = "(SELECT min(edit) FROM edit_row WHERE edit_row.uuid = text.uuid)"  # for what was made in one millisecond
IN_ORDER = f"{_MADE}, {_NOTED}, text.uuid"
"""The order in which texts were made, as SQL: the same in every copy of a case that knows the same edits."""

NEWEST = f"""
    SELECT text.uuid FROM text
    WHERE text.source = source.uuid AND text.kind <> 'translated' AND text.deleted_at IS NULL
    ORDER BY text.uuid = source.current_text DESC, {_MADE} DESC, {_NOTED} DESC, text.uuid DESC LIMIT 1
"""
"""The current text of a row of `source`, as SQL: the one that was chosen, or else the newest; see `current`."""

KINDS = ("extracted", "corrected", "transcribed", "recognised", "translated")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where pages and stretches of a recording begin in a text, in code points.

    `pages` holds a start and what is printed on the page, or nothing; `cues` a start, and begin and end in seconds.
    """

    pages: tuple[tuple[int, str], ...] = ()
    cues: tuple[tuple[int, float, float], ...] = ()

    def page_at(self, place: int) -> int | None:
        """The number of the page on which a place lies, from 1; None for a text without pages."""
        return bisect_right(self.pages, place, key=lambda page: page[0]) or (1 if self.pages else None)

    def page_label(self, number: int) -> str:
        """What a page is called: what is printed on it, or its number."""
        return self.pages[number - 1][1] or str(number)

    def time_at(self, place: int) -> float | None:
        """The second at which the words at a place are said; None for a text without times."""
        number = bisect_right(self.cues, place, key=lambda cue: cue[0])
        return self.cues[max(number - 1, 0)][1] if self.cues else None

    def stretch(self, start: int, end: int) -> tuple[float, float] | None:
        """From which second to which the words of a span are said; None for a text without times."""
        if not self.cues:
            return None
        first = max(bisect_right(self.cues, start, key=lambda cue: cue[0]) - 1, 0)
        last = max(bisect_right(self.cues, end - 1, key=lambda cue: cue[0]) - 1, first)
        begin, until = self.cues[first][1], max(cue[2] for cue in self.cues[first : last + 1])
        return (begin, until) if begin <= until else None

    def moved(self, by: Map) -> "Layout":
        """The layout of a text that was made from this one."""
        return Layout(
            tuple((by.start(start) if start else 0, label) for start, label in self.pages),
            tuple((by.start(start) if start else 0, begin, end) for start, begin, end in self.cues),
        )

    def data(self) -> dict[str, object]:
        """The layout as JSON can hold it; empty when there is nothing to say."""
        return {name: list(value) for name, value in (("pages", self.pages), ("cues", self.cues)) if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of a source; `length` in code points, `original` is what it was made from, if not from the file."""

    uuid: Uuid
    source: Uuid
    kind: str
    sha256: str
    length: int
    language: str | None = None
    tool: str | None = None
    tool_version: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = Layout()
    original: Uuid | None = None
    sensitivity: str = "open"


def of_source(case: Case, source: Uuid) -> list[Text]:
    """The texts of a source, in the order in which they were made."""
    sql = f"SELECT * FROM text WHERE source = ? AND deleted_at IS NULL ORDER BY {IN_ORDER}"
    return [_record(row) for row in case.query(sql, (source,))]


def current(case: Case, source: Uuid) -> Text | None:
    """The text that is read and quoted by default: the one a person chose, or the newest in the source's own words."""
    own = [text for text in of_source(case, source) if text.kind != "translated"]
    chosen = case.query("SELECT current_text FROM source WHERE uuid = ?", (source,))
    wanted = chosen[0]["current_text"] if chosen else None
    return next((text for text in own if text.uuid == wanted), own[-1] if own else None)


def get(case: Case, uuid: Uuid) -> Text:
    """The text of this identity; raises Unknown."""
    found = case.query("SELECT * FROM text WHERE uuid = ?", (uuid,))
    if not found:
        raise errors.Unknown("text", uuid)
    return _record(found[0])


def content(case: Case, text: Text) -> str:
    """The words; raises CaseDamaged when their bytes are missing, RecordDamaged when they are no text any more."""
    try:
        return case.bytes_of(bytes.fromhex(text.sha256)).decode()
    except UnicodeDecodeError as error:
        raise errors.RecordDamaged("text", text.uuid) from error


def add(
    case: Case,
    source: Uuid,
    words: str,
    *,
    kind: str = "extracted",
    language: str | None = None,
    tool: Mapping[str, object] | None = None,
    layout: Layout | None = None,
    original: Uuid | None = None,
) -> Text:
    """Add a text to a source; the same words of the same source are the same text, which stays as it is."""
    if kind not in KINDS:
        raise errors.Invalid("kind", kind)
    data = words.encode()
    identity = blobs.sha256(data)
    uuid = case.natural_uuid("text", source + identity.hex())
    if case.query("SELECT 1 FROM text WHERE uuid = ? AND deleted_at IS NULL", (uuid,)):
        return get(case, uuid)
    with case.edit("text.add") as edit:
        case.store([data])
        edit.insert(
            "text",
            uuid,
            {
                "source": source,
                "kind": kind,
                "sha256": identity,
                "length": len(words),
                "language": language,
                "tool": _json(tool),
                "layout": _json(layout.data()) if layout else None,
                "original": original,
            },
        )
        anchors.follow(case, uuid)
    return get(case, uuid)


def choose(case: Case, text: Text) -> None:
    """Read and quote this text of its source from now on, whatever comes in later.

    Raises Invalid for a translation: what is quoted are the source's own words.
    """
    if text.kind == "translated":
        raise errors.Invalid("current text", text.kind)
    with case.edit("text.choose") as edit:
        edit.update("source", text.source, {"current_text": text.uuid})
        anchors.follow(case, text.uuid)


def correct(case: Case, text: Text, words: str) -> Text:
    """Add these words as a correction of a text, and read and quote it from now on; pages and times go along.

    Words that are the text's own change nothing. Raises Invalid for no words at all, and for a translation.
    """
    words = plain.normalise(words)
    if not words.strip() or text.kind == "translated":
        raise errors.Invalid("corrected text", words.strip() or text.kind)
    before = content(case, text)
    if words == before:
        return text
    layout = text.layout.moved(Map.of(before, words)) if text.layout.data() else None
    with case.edit("text.correct"):
        made = add(
            case, text.source, words, kind="corrected", language=text.language, layout=layout, original=text.uuid
        )
        choose(case, made)
    return made


def _json(value: Mapping[str, object] | None) -> str | None:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None


def _layout(row: Row) -> Layout:
    data = parsed(row["layout"], dict, "text", row["uuid"]) if row["layout"] else {}
    pages = tuple((int(start), str(label)) for start, label in data.get("pages", ()))
    return Layout(pages, tuple((int(start), float(begin), float(end)) for start, begin, end in data.get("cues", ())))


def _record(row: Row) -> Text:
    tool = parsed(row["tool"], dict, "text", row["uuid"]) if row["tool"] else {}
    return Text(
        uuid=row["uuid"],
        source=row["source"],
        kind=row["kind"],
        sha256=row["sha256"].hex(),
        length=row["length"],
        language=row["language"],
        tool=tool.get("name"),
        tool_version=tool.get("version"),
        options=tool.get("options", {}),
        layout=_layout(row),
        original=row["original"],
        sensitivity=row["sensitivity"],
    )
