"""The tables of a case file, as ordered migrations: the only place where tables are made.

Every authored row has `uuid`, `rev` (the hash of its current revision), `sensitivity` and
`deleted_at` (a tombstone, when it was put into the trash). A foreign key of an authored row means
that it hangs on the other one: it is trashed, erased and kept confidential together with it.
A column's default is left out of the hashed content, so that a new column keeps old hashes.
"""

import ast
from collections.abc import Callable, Mapping
from functools import cache

from db import driver
from db.driver import Database

APPLICATION_ID = 0x43544852  # "CTHR"

_AUTHORED = {"uuid": str, "rev": bytes, "sensitivity": str, "deleted_at": str}
_ALWAYS = {"rev", "sensitivity"}

PROSE = frozenset({("note", "body"), ("briefing", "body")})
"""Columns whose text is merged line by line; every other column merges as one value."""

COMPANIONS = frozenset({"anchor"})
"""Tables whose rows only say something of those they hang on: they go with them, and never hold or bring them back."""


def authored(
    database: Database,
    table: str,
    *,
    text: str = "",
    number: str = "",
    binary: str = "",
    required: str = "",
    hangs_on: Mapping[str, str] | None = None,
    defaults: Mapping[str, str | int] | None = None,
) -> None:
    """Make the table of one subject.

    Columns are named with blanks between them, by type; `hangs_on` says to which table a column points.
    """
    columns = {name: kind for names, kind in ((text, str), (number, int), (binary, bytes)) for name in names.split()}
    parents = dict(hangs_on or {})
    database.table(table).create(
        {**_AUTHORED, **columns},
        pk="uuid",
        not_null=_ALWAYS | set(required.split()),
        defaults={"sensitivity": "open", **(defaults or {})},
        foreign_keys=[(column, target, "uuid") for column, target in parents.items()],
        strict=True,
    )
    for column in parents:
        database.table(table).create_index([column])


def _history(database: Database) -> None:
    """What an edit records: the graph of edits, the revisions of every row, what was erased."""
    database.table("case_meta").create(
        {"id": int, "uuid": str, "made_at": str, "head": bytes, "secret": bytes, "title": str},
        pk="id",
        not_null={"uuid", "made_at", "secret"},
        strict=True,
    )
    database.table("edit").create(
        {
            "seq": int,
            "id": bytes,
            "parent": bytes,
            "parent2": bytes,
            "author": str,
            "at": str,
            "code": str,
            "details": str,
            "batch": str,
        },
        pk="seq",
        not_null={"id", "at", "code"},
        strict=True,
    )
    database.table("edit").create_index(["id"], unique=True)
    database.conn.execute("CREATE INDEX idx_edit_batch ON edit(batch) WHERE batch IS NOT NULL")
    database.conn.execute(
        "CREATE TABLE edit_row (edit INTEGER NOT NULL REFERENCES edit(seq), tbl TEXT NOT NULL,"
        " uuid TEXT NOT NULL, rev BLOB, before BLOB, PRIMARY KEY (edit, uuid)) STRICT, WITHOUT ROWID"
    )
    database.table("edit_row").create_index(["uuid"])
    database.conn.execute(
        "CREATE TABLE revision (uuid TEXT NOT NULL, rev BLOB NOT NULL, tbl TEXT NOT NULL, parent BLOB,"
        " parent2 BLOB, salt BLOB NOT NULL, data TEXT, PRIMARY KEY (uuid, rev)) STRICT, WITHOUT ROWID"
    )
    database.table("erased").create({"uuid": str, "tbl": str}, pk="uuid", not_null={"tbl"}, strict=True)
    database.table("draft").create(
        {"tbl": str, "uuid": str, "field": str, "text": str, "at": str},
        pk=("tbl", "uuid", "field"),
        not_null={"text", "at"},
        strict=True,
    )


def _bytes(database: Database) -> None:
    """Large bytes and texts, stored once each; a chunk's id is its blob's id times 2^20 plus its place."""
    database.table("blob").create(
        {"id": int, "sha256": bytes, "size": int}, pk="id", not_null={"sha256", "size"}, strict=True
    )
    database.table("blob").create_index(["sha256"], unique=True)
    database.table("chunk").create({"id": int, "data": bytes}, pk="id", not_null={"data"}, strict=True)


def _people(database: Database) -> None:
    authored(database, "author", text="name", required="name")
    authored(
        database,
        "conflict",
        text="tbl row field value_a value_b base state",
        binary="rev_a rev_b",
        required="tbl row field rev_a rev_b",
        defaults={"state": "open"},
    )
    database.table("conflict").create_index(["row"])


def _sources(database: Database) -> None:
    authored(
        database,
        "source",
        text="key type title author container_title publisher original_publisher issued accessed url language origins"
        " obtained_from obtained_by obtained_at obtained_how conditions held status media_type file_name",
        binary="sha256",
        required="key type",
        defaults={"type": "document", "held": "original", "status": "current"},
    )
    database.table("source").create_index(["key"])
    authored(
        database,
        "text",
        text="source kind language tool original",
        number="length",
        binary="sha256",
        required="source kind sha256 length",
        hangs_on={"source": "source", "original": "text"},
        defaults={"kind": "extracted"},
    )
    authored(
        database,
        "excerpt",
        text="key source text quote prefix suffix locator comment",
        number="start end",
        required="key source text start end quote",
        hangs_on={"source": "source", "text": "text"},
        defaults={"prefix": "", "suffix": "", "comment": ""},
    )
    database.table("excerpt").create_index(["key"])


def _writing(database: Database) -> None:
    authored(database, "entity", text="kind name", defaults={"kind": "other"})
    authored(database, "alias", text="entity name language", required="entity name", hangs_on={"entity": "entity"})
    authored(database, "note", text="title body", required="title", defaults={"body": ""})
    authored(database, "briefing", text="title body", required="title", defaults={"body": ""})
    authored(
        database,
        "link",
        text="note briefing name entity",
        required="name entity",
        hangs_on={"note": "note", "briefing": "briefing", "entity": "entity"},
    )


def _first(database: Database) -> None:
    for part in (_history, _bytes, _people, _sources, _writing):
        part(database)


def _material(database: Database) -> None:
    """Files in files, pages and times, versions of a document, grades; files that gave no source; excerpts that follow.

    `part_of` names the source that a source was attached to, `received` the file that it lay in, which is none.
    """
    for column in ("part_of", "part_name", "received", "grade", "notice", "version_of", "issued_because", "extra"):
        database.table("source").add_column(column, str)
    database.table("source").create_index(["part_of"])
    database.table("source").create_index(["sha256"])
    database.table("text").create_index(["sha256"])
    database.table("text").add_column("layout", str)
    database.table("excerpt").add_column("place", str)
    authored(
        database,
        "received",
        text="file_name media_type reason detail",
        number="size",
        binary="sha256",
        required="sha256 size",
    )
    database.table("received").create_index(["sha256"])
    authored(
        database,
        "anchor",
        text="excerpt text state",
        number="start end",
        required="excerpt text state",
        hangs_on={"excerpt": "excerpt", "text": "text"},
    )
    authored(database, "publisher_name", text="name meant", required="name meant")


def _belonging(database: Database) -> None:
    """What a text or a file belongs to: the text that was chosen, the recording, what an unread file lay in.

    `received.part_of` and `received.received` say of a file what they say of a source; `said` is what a person said
    of it before it was kept, as JSON.
    """
    for column in ("current_text", "recording"):
        database.table("source").add_column(column, str)
    for column in ("recording", "version_of"):
        database.table("source").create_index([column])
    for column in ("part_of", "received", "part_name", "said"):
        database.table("received").add_column(column, str)


def _searches(database: Database) -> None:
    """Searches that a person keeps; what they find is never stored."""
    authored(
        database,
        "saved_search",
        text="name query sort",
        required="name query sort",
        defaults={"sort": "relevance"},
    )


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first, _material, _belonging, _searches)
VERSION = len(MIGRATIONS)


Shape = frozenset[tuple[str, ...]]


def shape(database: Database) -> Shape:
    """What tables a file has, as SQLite itself sees them: columns, keys and indexes, and anything that is neither."""
    execute = database.conn.execute
    found: set[tuple[str, ...]] = set()
    for kind, name, table in execute("SELECT type, name, tbl_name FROM sqlite_schema").fetchall():
        if name.startswith("sqlite_"):
            continue
        found.add((kind, table) if kind == "table" else (kind, name, table))
        if kind == "index":
            found |= {("column", name, *map(str, row)) for row in execute(f"PRAGMA index_xinfo({_named(name)})")}
            continue
        for row in execute(f"PRAGMA table_xinfo({_named(name)})"):
            found.add(
                ("column", name, str(row[1]), str(row[2]), str(row[3]), _default(row[4]), str(row[5]), str(row[6]))
            )
        found |= {("key", name, *map(str, row[2:])) for row in execute(f"PRAGMA foreign_key_list({_named(name)})")}
    return frozenset(found)


@cache
def intended_shape(to: int = VERSION) -> Shape:
    """The shape of a file that has been through so many migrations, all unless said otherwise."""
    database = driver.memory()
    migrate(database, to)
    found = shape(database)
    database.close()
    return found


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _default(written: str | None) -> str:
    """A default by its value: how it is quoted may differ from version to version of what wrote it."""
    try:
        return repr(ast.literal_eval(written)) if written is not None else ""
    except (ValueError, SyntaxError):
        return f"?{written}"


def version(database: Database) -> int:
    """The number of migrations the file has been through; a later program's file has more than ours."""
    return int(database.conn.execute("PRAGMA user_version").fetchone()[0])


def application_id(database: Database) -> int:
    """Which program the file says it belongs to; 0 for a file without tables."""
    return int(database.conn.execute("PRAGMA application_id").fetchone()[0])


def migrate(database: Database, to: int = VERSION) -> None:
    """Bring the tables up to date, or to an earlier version, inside the transaction of the caller."""
    for number, migration in enumerate(MIGRATIONS[version(database) : to], start=version(database) + 1):
        migration(database)
        database.conn.execute(f"PRAGMA user_version={number}")
    database.conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
