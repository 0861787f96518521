"""Which files that come in together belong to one another: entries and files, recordings and transcripts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from db.importers.detect import RECORDINGS
from db.importers.parsed import Found
from db.importers.staging import Staged

_LONGEST_SUFFIX = 12
"""Characters of what may stand between the name and the ending, such as a language: `talk.en.srt`."""


def joined(staged: Sequence[Staged]) -> list[Staged]:
    """Staged files, with all that belongs together joined."""
    return with_recordings(with_entries(staged))


def with_entries(staged: Sequence[Staged]) -> list[Staged]:
    """Staged files, each entry of a bibliography joined to the one file among them that it names as its own.

    An entry whose file is not there stays: it becomes a source that is cited and not held.
    """
    by_name: dict[str, list[Staged]] = {}
    for one in staged:
        if one.state in {"ready", "known"} and one.sha256 is not None:
            by_name.setdefault(one.name.replace("\\", "/").rpartition("/")[2].casefold(), []).append(one)
    joined: dict[str, Staged] = {}
    spent: set[str] = set()
    for entry in (one for one in staged if one.entry is not None):
        names = {name.replace("\\", "/").rpartition("/")[2].casefold() for name in entry.files}
        found = [one for name in names for one in by_name.get(name, ()) if one.id not in joined]
        if len(found) == 1:
            said: Mapping[str, Found] = {**found[0].said, **entry.said}
            joined[found[0].id] = replace(found[0], said=said, authors=entry.authors, entry=entry.entry)
            spent.add(entry.id)
    return [joined.get(one.id, one) for one in staged if one.id not in spent]


def with_recordings(staged: Sequence[Staged]) -> list[Staged]:
    """Staged files, each transcript with times joined to the one recording of its name in its folder."""
    recordings: dict[tuple[str | None, str, str], list[bytes]] = {}
    for one in staged:
        if one.media_type in RECORDINGS and one.state in {"ready", "known"} and one.sha256 is not None:
            recordings.setdefault(_place(one, _stem(one.name)), []).append(one.sha256)
    if not recordings:
        return list(staged)
    return [_of_recording(one, recordings) for one in staged]


def _of_recording(one: Staged, recordings: dict[tuple[str | None, str, str], list[bytes]]) -> Staged:
    if one.state != "ready" or one.read is None or not one.read.cues:
        return one
    stem = _stem(one.name)
    shorter, _, suffix = stem.rpartition(".")
    names = [stem, *([shorter] if shorter and len(suffix) <= _LONGEST_SUFFIX else [])]
    for name in names:
        found = recordings.get(_place(one, name), [])
        if len(set(found)) == 1:
            return replace(one, recording=found[0])
    return one


def _place(one: Staged, stem: str) -> tuple[str | None, str, str]:
    """Where a file of this name lies: in which file or folder, and what it is called there."""
    inner = PurePath(one.name.replace("\\", "/")).parent
    folder = str(inner) if one.within is not None else str(one.path.parent)
    return one.within, folder, stem.casefold()


def _stem(name: str) -> str:
    return PurePath(name.replace("\\", "/")).stem
