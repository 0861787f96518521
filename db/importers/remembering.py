"""A file that gave no source, and what was said of it: kept with it, and known again when it is read once more."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from db.importers.parsed import Found, Origin
from db.importers.staging import Staged
from db.received import Received
from db.sensitivity import LEVELS


def remembered(one: Staged) -> dict[str, Any]:
    """What a person and the file around it said of a file, as JSON can hold it; empty when nobody said anything."""
    said = {
        "person": {name: list(value) if isinstance(value, tuple) else value for name, value in one.by_hand.items()},
        "around": {name: [found.value, found.origin] for name, found in one.said.items()},
        "authors": [[found.value, found.origin] for found in one.authors],
        "declared": one.declared,
    }
    return {name: value for name, value in said.items() if value}


def staged_again(id_: str, file: Received) -> Staged:
    """A file that was kept, to be read as if it came in now: it knows what it lay in and what was said of it."""
    name = file.part_name or file.file_name or file.sha256
    place = {"part_of": file.part_of, "received": file.received, "part_name": file.part_name}
    return Staged(
        id=id_,
        path=Path(name),
        name=name,
        state="failed",
        sha256=bytes.fromhex(file.sha256),
        size=file.size,
        said={name: _found(value) for name, value in file.said.get("around", {}).items()},
        authors=tuple(_found(value) for value in file.said.get("authors", ())),
        declared=file.said.get("declared"),
        by_hand=_by_hand(file),
        lay_in={name: value for name, value in place.items() if value} if file.within else {},
    )


def _by_hand(file: Received) -> Mapping[str, Any]:
    said = dict(file.said.get("person", {}))
    if "author" in said:
        said["author"] = tuple(said["author"] or ())
    if file.sensitivity != LEVELS[0]:
        said["sensitivity"] = file.sensitivity
    return said


def _found(value: list[str]) -> Found:
    return Found(value[0], cast(Origin, value[1]))
