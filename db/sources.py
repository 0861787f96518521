"""Sources: one document as published, with what is known of it and how it was obtained.

A source's identity comes from the SHA-256 of its original bytes, so that two people who import one
file make one source. Its texts and excerpts stand in `texts` and `excerpts`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import errors, keys, naming, publishers
from db.case import Case
from db.dates import Date
from db.driver import Row
from db.folding import fold
from db.refs import Uuid, new_uuid
from db.revisions.content import parsed
from db.sensitivity import LEVELS

FIELDS = (
    "type",
    "title",
    "author",
    "container_title",
    "publisher",
    "original_publisher",
    "issued",
    "accessed",
    "url",
    "language",
)
"""What is bibliographic, by CSL variable names; each may have an origin."""

OBTAINED = ("obtained_from", "obtained_by", "obtained_at", "obtained_how", "conditions")
"""How a document came to hand; what is said so of a file holds for everything that lies in it."""

HELD = ("original", "saved-page", "pasted-text", "photograph", "cited")
STATUS = ("current", "corrected", "withdrawn")
GRADES = ("A", "B", "C", "D", "E", "F")
"""How reliable a source is, by the Admiralty code: A completely, E not, F cannot be judged; none is "not graded"."""
_DATES = ("issued", "accessed", "obtained_at")
_CHOICES = {"held": HELD, "status": STATUS, "sensitivity": LEVELS, "grade": GRADES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as published.

    `type` is a CSL type, `issued`, `accessed` and `obtained_at` are EDTF, `language` is ISO 639;
    `origins` says for each bibliographic field where its value was found; `issued_because` why somebody gave a range
    in the place of a date. `part_of` is the source it was attached to, `received` the file it lay in, each with
    `part_name`, what it was called there. `version_of` is an earlier capture of the same address, `notice` the source
    that says why the status is what it is. `current_text` is the text that somebody chose to be read, `recording` the
    source whose words are written down here. `extra` is what a bibliography says beyond these fields, as CSL-JSON.
    Names of papers and publishers are as they are meant (see `publishers`); `found_as` has those that were found
    otherwise, by field.
    """

    uuid: Uuid
    key: str
    type: str = "document"
    title: str | None = None
    author: tuple[str, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    original_publisher: str | None = None
    issued: str | None = None
    accessed: str | None = None
    url: str | None = None
    language: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    obtained_from: str | None = None
    obtained_by: str | None = None
    obtained_at: str | None = None
    obtained_how: str | None = None
    conditions: str | None = None
    held: str = "original"
    status: str = "current"
    notice: Uuid | None = None
    grade: str | None = None
    issued_because: str | None = None
    part_of: Uuid | None = None
    part_name: str | None = None
    received: Uuid | None = None
    version_of: Uuid | None = None
    current_text: Uuid | None = None
    recording: Uuid | None = None
    extra: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    file_name: str | None = None
    sensitivity: str = "open"
    deleted_at: str | None = None
    found_as: Mapping[str, str] = field(default_factory=dict)


def every(case: Case) -> list[Source]:
    """All sources that are not in the trash, oldest first by date of issue."""
    sql = "SELECT * FROM source WHERE deleted_at IS NULL ORDER BY issued IS NULL, issued, key"
    return _records(case, case.query(sql))


def get(case: Case, name: str) -> Source:
    """The source of this key, uuid or title; raises Unknown or Ambiguous."""
    where = "SELECT * FROM source WHERE deleted_at IS NULL AND"
    found = case.query(f"{where} key = ?", (name,))
    if not found and (pattern := naming.uuid_pattern(name)):
        found = case.query(f"{where} uuid GLOB ?", (pattern,))
    if not found:
        wanted = fold(name)
        titles = case.query(f"{where} title IS NOT NULL")
        found = [row for row in titles if fold(row["title"]) == wanted]
    return naming.one("source", name, _records(case, found))


def of_uuid(case: Case, uuid: Uuid) -> Source:
    """The source of this identity, trashed or not; raises Unknown."""
    found = case.query("SELECT * FROM source WHERE uuid = ?", (uuid,))
    return naming.one("source", uuid, _records(case, found))


def of_original(case: Case, sha256: bytes) -> Source | None:
    """The source made from these bytes, when there is one outside the trash."""
    found = case.query("SELECT * FROM source WHERE sha256 = ? AND deleted_at IS NULL", (sha256,))
    return _records(case, found)[0] if found else None


def was_erased(case: Case, sha256: bytes) -> bool:
    """Whether these bytes were erased for good, as a source or as a file that gave none."""
    return any(case.ledger.is_erased(case.natural_uuid(kind, sha256.hex())) for kind in ("source", "received"))


def add(case: Case, sha256: bytes, values: Mapping[str, Any], *, origins: Mapping[str, str] | None = None) -> Source:
    """Add the source of some stored bytes; bytes that are a source already give that one, unchanged.

    A source that lay in the trash comes back under its old key, and as sensitive as it was. Raises
    Invalid for a value outside its choices, Erased when this document was erased for good.
    """
    if known := of_original(case, sha256):
        return known
    uuid = case.natural_uuid("source", sha256.hex())
    return _add(case, uuid, {**values, "sha256": sha256}, origins or {})


def add_cited(
    case: Case, values: Mapping[str, Any], *, origins: Mapping[str, str] | None = None, anew: bool = False
) -> Source:
    """Add a source that is known from others and not held.

    The same entry of a bibliography gives the same source, unless it is to be another one (`anew`).
    """
    entry = None if anew else values.get("extra")
    uuid = case.natural_uuid("source", f"cited {fold(entry)}") if entry else new_uuid()
    known = case.query("SELECT 1 FROM source WHERE uuid = ? AND deleted_at IS NULL", (uuid,))
    return of_uuid(case, uuid) if known else _add(case, uuid, {"held": "cited", **values}, origins or {})


def fill_in(
    case: Case,
    source: Source,
    sha256: bytes,
    values: Mapping[str, Any],
    *,
    origins: Mapping[str, str] | None = None,
) -> Source:
    """Give a source that was only cited the bytes that were found of it; its key and what is known of it stay.

    What the file says fills the gaps. Bytes that are a source already give that one, and the cited one stays as it is.
    Raises Invalid when it has bytes already, Erased when these were erased for good.
    """
    if source.sha256 is not None:
        raise errors.Invalid("held", source.held)
    if known := of_original(case, sha256):
        return known
    if was_erased(case, sha256):
        raise errors.Erased("source", source.uuid)
    new = {name: value for name, value in values.items() if name not in FIELDS or _is_gap(source, name)}
    found = {name: origin for name, origin in (origins or {}).items() if name in new}
    with case.edit("source.fill") as edit:
        row = _row({"held": "original", **new}, {**source.origins, **found})
        edit.update("source", source.uuid, {**row, "sha256": sha256})
    return of_uuid(case, source.uuid)


def _is_gap(source: Source, name: str) -> bool:
    """Whether nothing is known of this yet; a kind that nobody gave is none."""
    return not getattr(source, name) or (name == "type" and name not in source.origins)


def _add(case: Case, uuid: Uuid, values: Mapping[str, Any], origins: Mapping[str, str]) -> Source:
    row = _row(values, origins)
    before = case.query("SELECT key FROM source WHERE uuid = ?", (uuid,))
    key = before[0]["key"] if before else _new_key(case, uuid, row, values)
    with case.edit("source.add") as edit:
        edit.insert("source", uuid, {**row, "key": key})
    return of_uuid(case, uuid)


def _new_key(case: Case, uuid: Uuid, row: Row, values: Mapping[str, Any]) -> str:
    paper = row.get("container_title") or row.get("publisher")
    return keys.source_key(
        uuid,
        publisher=publishers.meanings(case).get(paper, paper) if paper else None,
        author=next(iter(values.get("author") or ()), None),
        title=row.get("title"),
        year=(row.get("issued") or "")[:4] or None,
        confidential=row.get("sensitivity") == "confidential",
        taken=lambda key: _taken(case, key, uuid),
    )


def revise(case: Case, source: Source, changes: Mapping[str, Any]) -> Source:
    """Change what is known of a source, or take it away (None); each bibliographic field given is a person's now."""
    origins = {**source.origins, **{name: "person" for name in changes if name in FIELDS}}
    with case.edit("source.revise") as edit:
        edit.update("source", source.uuid, {**dict.fromkeys(changes), **_row(changes, origins)})
    return of_uuid(case, source.uuid)


def remove(case: Case, source: Source) -> None:
    """Put a source into the trash, with its texts and excerpts."""
    with case.edit("source.remove") as edit:
        edit.remove("source", source.uuid)


def _taken(case: Case, key: str, uuid: Uuid) -> bool:
    return bool(case.query("SELECT 1 FROM source WHERE key = ? AND uuid <> ?", (key, uuid)))


def _row(values: Mapping[str, Any], origins: Mapping[str, str]) -> Row:
    for name, allowed in _CHOICES.items():
        if values.get(name) is not None and values[name] not in allowed:
            raise errors.Invalid(name, str(values[name]))
    for name in _DATES:
        if values.get(name):
            Date.parse(values[name])
    row = dict(values)
    if row.get("author") is not None:
        row["author"] = _json(list(row["author"]))
    if origins:
        row["origins"] = _json(dict(origins))
    return row


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None


def _records(case: Case, rows: Sequence[Row]) -> list[Source]:
    meanings = publishers.meanings(case)
    return [_record(row, meanings) for row in rows]


def _record(row: Row, meanings: Mapping[str, str]) -> Source:
    plain = {name: row[name] for name in Source.__slots__ if name in row and row[name] is not None}
    plain["author"] = tuple(parsed(row["author"], list, "source", row["uuid"])) if row["author"] else ()
    plain["origins"] = parsed(row["origins"], dict, "source", row["uuid"]) if row["origins"] else {}
    plain["sha256"] = row["sha256"].hex() if row["sha256"] else None
    if found_as := {name: row[name] for name in publishers.FIELDS if row[name] in meanings}:
        plain |= {"found_as": found_as, **{name: meanings[found] for name, found in found_as.items()}}
    return Source(**plain)


# --- for lists ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as a list shows it: the source, and how many excerpts it has."""

    source: Source
    excerpts: int


ORDERS = {
    "newest": "issued IS NULL, issued DESC, key",
    "oldest": "issued IS NULL, issued, key",
    "title": "title IS NULL, title COLLATE NOCASE, key",
    "publisher": "issued, key",
    "added": "rowid DESC",
}
"""How sources can be sorted; by publishers as they are meant, after that."""


def in_order(case: Case, order: str = "newest", containing: str = "") -> list[Uuid]:
    """Identities of the sources outside the trash; only those with these words in title, paper, author or key."""
    wanted = fold(containing).split()
    columns = "uuid, publisher, container_title, title, author, key"
    found = case.ledger.query(f"SELECT {columns} FROM source WHERE deleted_at IS NULL ORDER BY {ORDERS[order]}")
    meanings = publishers.meanings(case) if wanted or order == "publisher" else {}
    if order == "publisher":
        found = sorted(found, key=lambda row: (row[1] is None, meanings.get(row[1], row[1] or "").casefold()))
    return [
        uuid
        for uuid, *words in found
        if not wanted or _contains([*words, *(meanings.get(name or "") for name in words[:2])], wanted)
    ]


def listed(case: Case, uuids: Sequence[str]) -> dict[str, Listed]:
    """Some sources with what a list shows of them, by identity."""
    marks = ",".join("?" * len(uuids))
    counts = case.query(
        f"SELECT source, count(*) AS n FROM excerpt WHERE deleted_at IS NULL AND source IN ({marks}) GROUP BY source",
        tuple(uuids),
    )
    excerpts = {row["source"]: row["n"] for row in counts}
    found = case.query(f"SELECT * FROM source WHERE uuid IN ({marks})", tuple(uuids))
    return {source.uuid: Listed(source, excerpts.get(source.uuid, 0)) for source in _records(case, found)}


def _contains(words: Sequence[str | None], wanted: Sequence[str]) -> bool:
    folded = fold(" ".join(filter(None, words)))
    return all(word in folded for word in wanted)
