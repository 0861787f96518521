"""What else there is of a source: the same words, the same address at other times, near copies. Nothing is dropped.

What is told apart here is only shown: which of them came first, and from whom, is for a person to find out.
"""

from dataclasses import dataclass

from db import sources
from db.analysis.nearness import Nearness
from db.case import Case
from db.derived import Derived
from db.refs import Uuid
from db.sources import Source


@dataclass(frozen=True, slots=True)
class Near:
    """A source with a near copy, or one that a text stands in, or that stands in it."""

    source: Source
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class Relatives:
    """All that is like one source; a source stands in the first list that it belongs to.

    `captures` are all of one address in the order of time, the source itself among them; none when it is alone.
    """

    same_text: tuple[Source, ...] = ()
    captures: tuple[Source, ...] = ()
    near: tuple[Near, ...] = ()
    same_page: tuple[Source, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.same_text or self.captures or self.near or self.same_page)


def of_source(case: Case, derived: Derived, source: Source) -> Relatives:
    """What else there is of a source."""
    copies = derived.copies()
    same_address = copies.same_address(source.uuid)
    near = {one.source: one.nearness for one in copies.near(source.uuid)}
    same_text, same_page = copies.same_text(source.uuid), copies.same_page(source.uuid)
    wanted = {*same_address, *near, *same_text, *same_page}
    known = {uuid: one.source for uuid, one in sources.listed(case, sorted(wanted)).items()}
    captures = [known[uuid] for uuid in same_address if uuid in known]
    told = {*same_address, *same_text}
    return Relatives(
        same_text=tuple(known[uuid] for uuid in same_text if uuid in known and uuid not in same_address),
        captures=tuple(sorted([source, *captures], key=_seen_at)) if captures else (),
        near=tuple(Near(known[uuid], how) for uuid, how in near.items() if uuid in known and uuid not in told),
        same_page=tuple(known[uuid] for uuid in same_page if uuid in known and uuid not in {*told, *near}),
    )


def families(case: Case, derived: Derived) -> list[tuple[Source, ...]]:
    """All that are copies of one another, each family in the order of its dates of issue; larger ones first."""
    found = sorted(set(derived.copies().families().values()), key=lambda family: (-len(family), family))
    known = {source.uuid: source for source in sources.every(case)}
    there = ([known[uuid] for uuid in family if uuid in known] for family in found)  # one may have gone just now
    return [tuple(sorted(family, key=_issued_at)) for family in there if len(family) > 1]


def percent(share: float) -> int:
    """A share in percent; less than all of a text is never told as all of it."""
    return int(share * 100)


def counts(derived: Derived) -> dict[Uuid, int]:
    """How many other copies there are of each source that has any."""
    return {uuid: len(family) - 1 for uuid, family in derived.copies().families().items()}


def _issued_at(source: Source) -> tuple[str, str]:
    return source.issued or "9999", source.key


def _seen_at(source: Source) -> tuple[str, str]:
    """When a capture was made, as far as that is known; what is not known comes last."""
    return source.accessed or source.obtained_at or "9999", source.key
