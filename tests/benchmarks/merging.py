"""Two copies of a large case that people worked on apart, brought together again, on the wall.

The peer attaches the other file, looks for rows of the same tables that differ, and takes those over: no history,
no conflicts, nothing kept of what it overwrites.
"""

import shutil
from pathlib import Path

from db import driver, excerpts, notes, sources, texts
from db.case import Case
from db.revisions.merge import Merged
from db.spans import Span
from tests.benchmarks.measuring import Figure, wall
from tests.benchmarks.workshop import Workshop

_CHANGES = 50
_TABLES = ("source", "text", "excerpt", "note")


def measure(shop: Workshop) -> list[Figure]:
    """The merge, the same once more, and its way back."""
    paths = [shop.copied(name) for name in ("here", "there")]
    for path in paths:
        with Case.open(path) as case:
            _work(case, path.stem)
    bare = shop.folder / "bare.casethread"
    shutil.copyfile(paths[0], bare)
    peer = wall(lambda: _taken_over(bare, paths[1]))
    with Case.open(paths[0]) as here, Case.open(paths[1], readonly=True) as there:
        done: list[Merged] = []
        first = wall(lambda: done.append(here.merge(there)))
        again = wall(lambda: here.merge(there))
        undone = wall(here.undo)
    said = f"{done[0].added} rows added, {done[0].changed} changed, {done[0].conflicts} conflicts"
    return [
        Figure(f"merge two copies of {shop.size:,} sources", first, "s", peer, None, said),
        Figure("merge the same copy again", again, "s", None),
        Figure("undo the merge", undone, "s", None),
    ]


def _work(case: Case, who: str) -> None:
    """What a person does in an afternoon; both work on the same sources."""
    for number, source in enumerate(sources.every(case)[:_CHANGES]):
        text = texts.current(case, source.uuid)
        assert text is not None
        excerpts.add(case, text, texts.content(case, text), Span(number, number + 20), comment=f"Read by {who}.")
        notes.write(case, f"{who} {number}", f"Seen in [@{source.key}].")
        field = "conditions" if who == "here" else "obtained_from"
        changes = {field: who, "obtained_how": who} if number % 10 == 0 else {field: who}
        sources.revise(case, source, changes)


def _taken_over(path: Path, other: Path) -> None:
    database = driver.connect(path)
    database.conn.execute("ATTACH ? AS other", (str(other),))
    with driver.transaction(database, path):
        database.conn.execute("PRAGMA defer_foreign_keys=ON")
        for table in _TABLES:
            database.conn.execute(
                f"INSERT OR REPLACE INTO main.{table} SELECT theirs.* FROM other.{table} AS theirs"
                f" LEFT JOIN main.{table} AS ours USING (uuid) WHERE ours.rev IS NOT theirs.rev"
            )
    database.close()
