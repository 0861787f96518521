"""How any object of a case is pointed at."""

import uuid as _uuid
from dataclasses import dataclass
from typing import NewType

Uuid = NewType("Uuid", str)
"""Thirty-two lower-case hexadecimal digits; the identity of a row in every copy of a case."""

_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Ref:
    """Points at one object: its subject (`source`, `excerpt`, ...) and its uuid."""

    kind: str
    uuid: Uuid


def identities(uuid: str) -> frozenset[str]:
    """What an identity is made of: itself, or the two of what is shown together, such as texts that are compared."""
    return frozenset(uuid[at : at + _DIGITS] for at in range(0, len(uuid), _DIGITS))


def new_uuid() -> Uuid:
    """A random identity."""
    return Uuid(_uuid.uuid4().hex)


def natural_uuid(case: Uuid, kind: str, identity: str) -> Uuid:
    """The identity that nature gives within a case, so that two people who do the same make the same row."""
    return Uuid(_uuid.uuid5(_uuid.UUID(case), f"{kind}\x00{identity}").hex)
