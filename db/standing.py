"""How a source stands: as published, corrected or withdrawn; and what rests on one that does not stand as it was.

This is the only place that finds it out: lists, the reader, excerpts, hits, notes, briefings, checks and exports ask
here. An excerpt rests on its source, a writing on every source that it cites, itself or by an excerpt.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from db import errors, markup, sources
from db.case import Case
from db.refs import Ref, Uuid
from db.sources import Source

SHAKEN = frozenset(sources.STATUS) - {"current"}
"""The states that have to be told wherever something rests on a source."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A source that does not stand as it was published; `notice` is the source that says so, if it is known and there.

    `status` is one of `SHAKEN`; the rest names both for whoever shows it.
    """

    source: Uuid
    key: str
    title: str
    status: str
    notice: Uuid | None = None
    notice_key: str | None = None
    notice_title: str | None = None


_Known = Mapping[Uuid, Standing]
_KNOWN: WeakKeyDictionary[Case, tuple[int, _Known]] = WeakKeyDictionary()

_SHAKEN = """
    SELECT source.uuid AS source, source.key, coalesce(source.title, source.key) AS title, source.status,
           notice.uuid AS notice, notice.key AS notice_key, coalesce(notice.title, notice.key) AS notice_title
    FROM source LEFT JOIN source AS notice ON notice.uuid = source.notice AND notice.deleted_at IS NULL
    WHERE source.status <> 'current' AND source.deleted_at IS NULL
"""


def known(case: Case) -> _Known:
    """Every source outside the trash that does not stand as it was, by identity; read again only after an edit."""
    last = int(case.ledger.query("SELECT coalesce(max(seq), 0) FROM edit")[0][0])
    before = _KNOWN.get(case)
    if before is None or before[0] != last:
        _KNOWN[case] = before = (last, {Uuid(row["source"]): Standing(**row) for row in case.query(_SHAKEN)})
    return before[1]


def of_source(case: Case, source: Uuid) -> Standing | None:
    """How a source stands; None when it stands as it was published."""
    return known(case).get(source)


def cited_in(case: Case, body: str) -> list[Standing]:
    """The shaken sources that a Markdown text cites, in the order of their first citations."""
    by_key = {one.key: one for one in known(case).values() if f"@{one.key}" in body}
    if not by_key:
        return []
    found = (by_key.get(citation.key.partition(".")[0]) for citation in markup.parse(body).citations)
    return list(dict.fromkeys(one for one in found if one is not None))


def worst(standings: Sequence[Standing]) -> str | None:
    """The state that weighs most among some; None when there are none."""
    return max((one.status for one in standings), key=sources.STATUS.index, default=None)


def told_by(case: Case, notice: Uuid) -> list[Standing]:
    """The sources whose state a notice explains, by title."""
    found = [one for one in known(case).values() if one.notice == notice]
    return sorted(found, key=lambda one: one.title)


def say(case: Case, source: Source, status: str, notice: Uuid | None = None) -> Source:
    """Say how a source stands, and which source says so; one that stands as it was published has no notice.

    Raises Invalid for a state that is none, or a notice that is the source itself, or is not there.
    """
    if status not in sources.STATUS:
        raise errors.Invalid("status", status)
    told = notice if status in SHAKEN else None
    if told is not None and (told == source.uuid or not _is_there(case, told)):
        raise errors.Invalid("notice", told)
    with case.edit("source.status") as edit:
        edit.update("source", source.uuid, {"status": status, "notice": told})
    return sources.of_uuid(case, source.uuid)


def resting_on(case: Case, source: Uuid) -> Iterator[Ref]:
    """What rests on a source: its excerpts, and the notes and briefings that cite it or one of them."""
    from db import citing

    sql = "SELECT uuid FROM excerpt WHERE source = ? AND deleted_at IS NULL ORDER BY start"
    yield from (Ref("excerpt", Uuid(row["uuid"])) for row in case.query(sql, (source,)))
    yield from (one.ref for one in citing.of_source(case, source))


def _is_there(case: Case, source: Uuid) -> bool:
    return bool(case.query("SELECT 1 FROM source WHERE uuid = ? AND deleted_at IS NULL", (source,)))
