"""How much of a case file is its history, right after everything was imported.

The tables of the history are dropped from a copy one after the other, and the copy is packed each time; the
share is what the file gets smaller by.
"""

from pathlib import Path

from db import driver
from tests.benchmarks.measuring import Figure, Goal, megabytes
from tests.benchmarks.workshop import Workshop

_TABLES = ("edit_row", "edit", "revision")


def measure(shop: Workshop) -> list[Figure]:
    """The share of the whole history, and of its parts."""
    path = shop.copied("without-history")
    imported = path.stat().st_size
    sizes = _sizes(path)
    path.unlink()
    packed, bare = sizes["whole"], sizes["revision"]
    last, parts = packed, []
    for table in _TABLES:
        parts.append(Figure(f"of it {table}", 100 * (last - sizes[table]) / imported, "%"))
        last = sizes[table]
    texts = megabytes(sum(len(article.text.encode()) for article in shop.articles))
    return [
        Figure("case file as imported", megabytes(imported), "MB", texts, None, "peer: the files themselves"),
        Figure("the same, packed", megabytes(packed), "MB", texts),
        Figure("the same, without history", megabytes(bare), "MB", texts),
        Figure("history's share of the file", 100 * (imported - bare) / imported, "%", None, Goal("<=", 30)),
        *parts,
    ]


def _sizes(path: Path) -> dict[str, int]:
    """Bytes of the packed file, whole and after each table was dropped."""
    database = driver.connect(path)
    sizes = {"whole": _packed(database, path)}
    for table in _TABLES:
        database.conn.execute(f"DROP TABLE {table}")
        sizes[table] = _packed(database, path)
    database.close()
    return sizes


def _packed(database: driver.Database, path: Path) -> int:
    database.conn.execute("VACUUM")
    return path.stat().st_size
