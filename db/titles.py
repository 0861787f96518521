"""Names of everything that can be opened, for going there by typing; and what was worked on last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from db.case import Case
from db.folding import fold
from db.refs import Ref

_READ = {
    "source": """
        SELECT uuid, coalesce(title, key) AS title, key,
               trim(coalesce(container_title, '') || ' ' || coalesce(publisher, '') || ' ' || coalesce((
                   SELECT group_concat(value, ' · ') FROM json_each(CASE WHEN json_valid(author) THEN author END)
               ), '')) AS words
        FROM source WHERE deleted_at IS NULL
    """,
    "note": "SELECT uuid, title, '' AS key, '' AS words FROM note WHERE deleted_at IS NULL",
    "briefing": "SELECT uuid, title, '' AS key, '' AS words FROM briefing WHERE deleted_at IS NULL",
    "entity": """
        SELECT entity.uuid, coalesce(entity.name, '') AS title, '' AS key, group_concat(alias.name, ' · ') AS words
        FROM entity LEFT JOIN alias ON alias.entity = entity.uuid AND alias.deleted_at IS NULL
        WHERE entity.deleted_at IS NULL GROUP BY entity.uuid
    """,
    "saved_search": "SELECT uuid, name AS title, '' AS key, query AS words FROM saved_search WHERE deleted_at IS NULL",
}
KINDS = tuple(_READ)
"""What can be gone to by its name."""

_LOOKED_AT = 2000  # rows of the last edits that are looked at for what was worked on


@dataclass(frozen=True, slots=True)
class Titled:
    """One thing by its name; `words` are more to find it by, such as other names; the rest is folded."""

    ref: Ref
    title: str
    words: str
    folded: str
    folded_words: str


def every(case: Case) -> list[Titled]:
    """All sources, notes, briefings, entities and saved searches."""
    found = []
    for kind, sql in _READ.items():
        for row in case.query(sql):
            words = row["words"] or ""
            more = fold(f"{words} {row['key']}")
            found.append(Titled(Ref(kind, row["uuid"]), row["title"], words, fold(row["title"]), more))
    return found


def best(titles: Iterable[Titled], typed: str, limit: int) -> list[Titled]:
    """Those that fit what was typed: begin so, have words that begin so, have it inside, or go by it otherwise."""
    wanted = " ".join(fold(typed).split())
    scored = ((_score(one, wanted), one) for one in titles)
    fitting = (pair for pair in scored if pair[0])
    return [one for _, one in nsmallest(limit, fitting, key=lambda pair: (-pair[0], len(pair[1].folded)))]


def is_named(titles: Iterable[Titled], typed: str) -> bool:
    """Whether something has exactly this name."""
    wanted = " ".join(fold(typed).split())
    return any(one.folded == wanted for one in titles)


def recent(case: Case, titles: Sequence[Titled], limit: int) -> list[Titled]:
    """What was worked on last, the last first."""
    by_ref = {one.ref: one for one in titles}
    marks = ",".join("?" * len(KINDS))
    sql = f"SELECT tbl, uuid FROM edit_row WHERE tbl IN ({marks}) ORDER BY edit DESC LIMIT {_LOOKED_AT}"
    touched = dict.fromkeys(Ref(row["tbl"], row["uuid"]) for row in case.query(sql, KINDS))
    return [by_ref[ref] for ref in touched if ref in by_ref][:limit]


def _score(one: Titled, wanted: str) -> int:
    place = one.folded.find(wanted)
    if place == 0:
        return 5 if len(one.folded) == len(wanted) else 4
    if f" {wanted}" in one.folded:
        return 3
    if place > 0:
        return 2
    if wanted in one.folded_words:
        return 3 if one.ref.kind == "entity" else 1
    return 1 if " " in wanted and all(word in one.folded or word in one.folded_words for word in wanted.split()) else 0
