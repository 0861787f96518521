"""How a source stands: as published, corrected or withdrawn; and what rests on one that does not stand as it was.

This is the only place that finds it out: lists, the reader, excerpts, hits, notes, briefings, checks and exports ask
here. An excerpt rests on its source, a writing on every source that it cites, itself or by an excerpt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


_KEYS = re.compile(r"@([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
_AT_ONCE = 500

_SHAKEN = """
    SELECT source.uuid AS source, source.key, coalesce(source.title, source.key) AS title, source.status,
           notice.uuid AS notice, notice.key AS notice_key, coalesce(notice.title, notice.key) AS notice_title
    FROM source LEFT JOIN source AS notice ON notice.uuid = source.notice AND notice.deleted_at IS NULL
    WHERE source.status <> 'current' AND source.deleted_at IS NULL AND
"""


def of_source(case: Case, source: Uuid) -> Standing | None:
    """How a source stands; None when it stands as it was published."""
    return next(iter(_read(case, "source.uuid = ?", source)), None)


def cited_in(case: Case, body: str) -> list[Standing]:
    """The shaken sources that a Markdown text cites, in the order of their first citations."""
    keys = list(dict.fromkeys(_KEYS.findall(body)))
    by_key: dict[str, Standing] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        by_key |= {one.key: one for one in _read(case, f"source.key IN ({','.join('?' * len(some))})", *some)}
    if not by_key:
        return []
    found = (by_key.get(citation.key.partition(".")[0]) for citation in markup.parse(body).citations)
    return list(dict.fromkeys(one for one in found if one is not None))


def worst(standings: Sequence[Standing]) -> str | None:
    """The state that weighs most among some; None when there are none."""
    return max((one.status for one in standings), key=sources.STATUS.index, default=None)


def told_by(case: Case, notice: Uuid) -> list[Standing]:
    """The sources whose state a notice explains, by title; all sources are looked at, so not in a hurry."""
    return sorted(_read(case, "source.notice = ?", notice), key=lambda one: one.title)


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


def _read(case: Case, where: str, *params: str) -> list[Standing]:
    return [Standing(**row) for row in case.query(_SHAKEN + where, params)]


def _is_there(case: Case, source: Uuid) -> bool:
    return bool(case.query("SELECT 1 FROM source WHERE uuid = ? AND deleted_at IS NULL", (source,)))
