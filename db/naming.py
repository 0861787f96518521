"""How a thing is found by what a person calls it: its key, the start of its uuid, or its name."""

import string
from collections.abc import Sequence
from typing import Protocol, TypeVar

from db import errors

_SHORTEST = 6  # hexadecimal digits of a uuid that count as meaning it


class Keyed(Protocol):
    """What can be asked for by name."""

    @property
    def key(self) -> str:
        """What people cite it by."""


T = TypeVar("T", bound=Keyed)


def one(kind: str, name: str, found: Sequence[T]) -> T:
    """The only thing that answers to a name; raises Unknown or Ambiguous."""
    if not found:
        raise errors.Unknown(kind, name)
    if len(found) > 1:
        raise errors.Ambiguous(kind, name, tuple(thing.key for thing in found))
    return found[0]


def uuid_pattern(name: str) -> str | None:
    """The pattern (GLOB) of the uuids that a name can be the start of, None when it is no such start."""
    digits = name.replace("-", "").lower()
    if _SHORTEST <= len(digits) <= 32 and set(digits) <= set(string.hexdigits):
        return f"{digits}*"
    return None
