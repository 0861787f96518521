"""Engines to try, and a second, slow and plain reading of what a word is, to hold ours against."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from db.folding import fold
from db.refs import Ref, Uuid
from db.search.engine import Document
from db.search.whoosh_engine import WhooshEngine

WITHOUT_BLANKS = ("CJK UNIFIED", "HIRAGANA", "KATAKANA LETTER", "KATAKANA-HIRAGANA", "THAI CHAR", "IDEOGRAPHIC ITER")

Atom = tuple[str, bool]
"""A word, or one character of a script without blanks; and whether it hangs on the character before."""


@lru_cache(maxsize=1000)
def atoms(text: str) -> list[Atom]:
    """The text cut character by character."""
    found: list[Atom] = []
    before = " "
    for c in fold(text):
        if unicodedata.name(c, "").startswith(WITHOUT_BLANKS):
            found.append((c, before == "alone"))
            before = "alone"
        elif c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"):
            if before == "word":
                found[-1] = (found[-1][0] + c, False)
            else:
                found.append((c, False))
            before = "word"
        else:
            before = " "
    return found


def stands_in(text: str, asked: str, *, unfinished: bool = False) -> bool:
    """Whether the atoms of `asked` follow each other in the text; if `unfinished`, the last may go on."""
    wanted, there = atoms(asked), atoms(text)
    return any(_fits(there[i : i + len(wanted)], wanted, unfinished) for i in range(len(there) - len(wanted) + 1))


def _fits(there: list[Atom], wanted: list[Atom], unfinished: bool) -> bool:
    for place, ((word, hangs), (asked, must_hang)) in enumerate(zip(there, wanted, strict=True)):
        last = place == len(wanted) - 1
        if not (word.startswith(asked) if unfinished and last else word == asked) or (must_hang and not hangs):
            return False
    return True


def ref(number: int, kind: str = "source") -> Ref:
    return Ref(kind, Uuid(f"{number:032x}"))


def documents(*bodies: str) -> list[Document]:
    return [Document(ref(number), body=body) for number, body in enumerate(bodies)]


def memory() -> Any:
    return sqlite.connect(":memory:", isolation_level=None)


@contextmanager
def engine_of(*bodies: str) -> Iterator[WhooshEngine]:
    """An engine that knows these texts, as sources numbered from 0."""
    connection = memory()
    try:
        engine = WhooshEngine(connection)
        engine.update(documents(*bodies))
        yield engine
    finally:
        connection.close()


def numbers(engine: WhooshEngine, query: str) -> list[int]:
    """The numbers of the documents that a query finds."""
    return sorted(int(hit.ref.uuid, 16) for hit in engine.search(query, None).hits)


def segments(engine: WhooshEngine) -> int:
    """How many segments the index of an engine has."""
    return len(engine._index().segments)
