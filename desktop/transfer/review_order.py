"""By what a review can be sorted, and which of its files are alike."""

from collections.abc import Callable, Mapping
from typing import Any

from db.folding import fold
from db.importers.staging import Staged
from db.refs import Uuid
from desktop.transfer.review import Review

HEADS = {
    "state": "State",
    "title": "Title",
    "publisher": "Publisher",
    "date": "Date",
    "language": "Language",
    "length": "Length",
    "alike": "Alike",
}
"""What stands above the list, by the name of the order."""

_RANK = {"failed": 0, "ready": 1, "bundle": 2, "known": 3}


def key_of(review: Review, by: str) -> Callable[[Staged], Any]:
    """What files are compared by; None for those that have no such value."""
    if by == "alike":
        groups = alike(review)
        return lambda one: groups.get(one.id)
    return lambda one: _VALUES[by](review, one)


def alike(review: Review) -> Mapping[str, int]:
    """The files that are like others, or like a source, by ids: those that are alike have one number."""
    uuids = review.likeness.uuids
    group: dict[Uuid, Uuid] = {}

    def head(uuid: Uuid) -> Uuid:
        while (above := group.setdefault(uuid, uuid)) != uuid:
            group[uuid] = uuid = group.setdefault(above, above)
        return uuid

    for one in review.items.values():
        others = [*one.kin.values(), *(near.source for near in review.likeness.of(one))]
        for other in others if one.id in uuids else ():
            group[head(uuids[one.id])] = head(other)
    found: dict[Uuid, list[str]] = {}
    for id_ in review.items:
        if (uuid := uuids.get(id_)) in group:
            found.setdefault(head(uuid), []).append(id_)
    return {id_: number for number, ids in enumerate(found.values()) for id_ in ids}


def paper_of(review: Review, values: Mapping[str, Any]) -> str:
    """The paper that a file is from, by the name that is meant; empty when it is not known."""
    name = values.get("container_title") or values.get("publisher") or values.get("original_publisher")
    return review.meaning(str(name)) if name else ""


_VALUES: Mapping[str, Callable[[Review, Staged], Any]] = {
    "state": lambda review, one: _RANK[one.state],
    "title": lambda review, one: fold(str(one.values()[0].get("title") or one.name)),
    "publisher": lambda review, one: fold(paper_of(review, one.values()[0])) or None,
    "date": lambda review, one: one.values()[0].get("issued"),
    "language": lambda review, one: one.values()[0].get("language"),
    "length": lambda review, one: one.length or None,
}
