"""A case in a file of its own, and the few things that tests of `db` do to it again and again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import excerpts, sources, texts
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Uuid
from db.revisions.content import DELETED, Content
from db.sources import Source

PASSPHRASE = "Zwölf Boxkämpfer jagen Viktor"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the case of a test lies."""
    return tmp_path / "harbour.casethread"


@pytest.fixture
def case(path: Path) -> Iterator[Case]:
    """A new case, open for writing."""
    with Case.create(path) as made:
        yield made


def a_source(case: Case, words: str = "The ferry left. The ferry came back.", **values: Any) -> Source:
    """A source with one text of these words."""
    (identity,) = case.store([words.encode()])
    source = sources.add(case, identity, {"title": "Two ferries", **values})
    texts.add(case, source.uuid, words)
    return source


def an_excerpt(case: Case, source: Source, words: str, **values: Any) -> Excerpt:
    """An excerpt of these words of a source."""
    return excerpts.quote(case, source, words, **values)


def unhurried(case: Case) -> Case:
    """The case without waiting for the disk at every edit, for tests that are not about it."""
    case.database.conn.execute("PRAGMA synchronous=OFF")
    return case


def content(case: Case) -> dict[str, dict[Uuid, Content]]:
    """Everything authored that is outside the trash, by table and identity."""
    found: dict[str, dict[Uuid, Content]] = {}
    for tbl, table in case.ledger.tables.items():
        rows = {row["uuid"]: table.content(row) for row in list(case.ledger.every_row(tbl))}
        found[tbl] = {uuid: known for uuid, known in rows.items() if DELETED not in known}
    return found


def tampered(case: Case, sql: str, *params: Any) -> None:
    """Change the file behind the back of its record, as somebody with another program could."""
    case.database.conn.execute("PRAGMA foreign_keys=OFF")
    assert case.database.conn.execute(sql, params).rowcount, "nothing was altered"
    case.database.conn.execute("PRAGMA foreign_keys=ON")
