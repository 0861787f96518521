"""The cases that can be asked: this one, those open in other windows, those opened lately, those that were added."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.base.frame import frame_of
from desktop.base.session import Session


@dataclass(frozen=True, slots=True)
class Known:
    """A case to choose; `session` asks one that is open in this program, which needs no passphrase."""

    path: Path
    title: str
    session: Session | None = None
    is_this: bool = False


def every(session: Session, added: Iterable[Path]) -> list[Known]:
    """All of them, each file once: this case first, then what is open, added and recent."""
    found: dict[Path, Known] = {}
    for one in _in_order(session, added):
        found.setdefault(one.path.resolve(), one)
    return list(found.values())


def _in_order(session: Session, added: Iterable[Path]) -> Iterator[Known]:
    yield Known(session.path, session.case.title, session, is_this=True)
    frame = frame_of(session)
    yield from (Known(one.path, one.case.title, one) for one in frame.other_sessions())
    yield from (Known(path, path.stem) for path in added)
    yield from (Known(one.path, one.path.stem) for one in frame.settings.recent_cases())


def passphrases(path: Path, given: Mapping[Path, str]) -> tuple[str, ...]:
    """What the person gave for a case, if anything."""
    return (given[path],) if path in given else ()
