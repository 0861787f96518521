"""Files that may be sources which were only cited: told apart before they come in, made those sources by a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from db import sources
from db.case import Case
from db.importers.accepting import Acceptance, Outcome, release
from db.importers.disk import bytes_of
from db.importers.file import AS_EVER, Wish
from db.importers.staging import Reach, Reading, Staged
from db.importers.worker import Workers
from db.refs import Uuid
from db.wanted import Likely

State = Literal["filled", "known", "unpacked", "failed"]


def suggested(case: Case, staged: Iterable[Staged]) -> list[Staged]:
    """Staged files, each with the wanted source that it likely is; nothing is decided by that."""
    likely = Likely.of(case)
    return [_suggested(likely, one) for one in staged]


def _suggested(likely: Likely, one: Staged) -> Staged:
    if one.state != "ready" or one.sha256 is None or not (likely.by_url or likely.described):
        return one
    values, _ = one.values()
    offered = one.read.suggestions.get("author") if one.read else None
    author = values.get("author") or ((offered.value,) if offered else ())
    which = likely.which(title=values.get("title"), author=author, url=values.get("url"))
    return replace(one, likely=which) if which else one


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a file that was to be a wanted source; `source` is that one, or the one that it is already."""

    state: State
    source: Uuid | None = None
    reason: str | None = None


def fill(reach: Reach, wanted: Uuid, path: Path, workers: Workers, wish: Wish = AS_EVER) -> Filled:
    """Read a file and make it the original of a wanted source, with its text and with what hangs on it as sources.

    Nothing is written when the file cannot be read, holds other files only, or is a source already.
    """
    staged = list(Reading(reach, bytes_of).staged([path], workers, wish))
    file = next(one for one in staged if one.within is None)
    if file.state != "ready" or file.sha256 is None:
        release(reach, staged)
        return _not_filled(file)
    filling = [replace(one, fills=wanted) if one is file else one for one in staged]
    for _ in _written(reach, filling):
        pass
    identity = file.sha256
    found = reach(lambda case: sources.of_original(case, identity))
    if found is None:
        return Filled("failed", reason="erased")
    return Filled("filled" if found.uuid == wanted else "known", found.uuid)


def _written(reach: Reach, staged: Iterable[Staged]) -> Iterator[Outcome]:
    return Acceptance(reach).accept(staged)


def _not_filled(file: Staged) -> Filled:
    if file.state == "known":
        return Filled("known", file.known)
    return Filled("unpacked") if file.state == "bundle" else Filled("failed", reason=file.reason)
