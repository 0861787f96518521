"""The search engine alone: how fast it is built, how large it is, and how fast it answers query trees.

Beside it SQLite FTS5 and, when they are installed, tantivy and recoll, fed with the same words of the same articles in
the same run. Ours tells the best 20 and how many there are; the others their best 20. Times are computed time. More
articles than there are real ones are put together from sentences of those, whatever the headline says.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time
from typing import Any

from db import driver
from db.refs import Ref, Uuid
from db.search.engine import Document
from db.search.query import Query, parse
from db.search.whoosh_engine import WhooshEngine
from tests.benchmarks.engines import Fts, Tantivy, tantivy_is_there
from tests.benchmarks.material import Article, varied
from tests.benchmarks.measuring import (
    Figure,
    Goal,
    Watch,
    cpu,
    high_ms,
    in_turn,
    megabytes,
    middle_ms,
    private_memory,
    wall,
)
from tests.benchmarks.questions import Kind, drawn
from tests.benchmarks.recoll import KINDS, Recoll, recoll_is_there
from tests.benchmarks.workshop import Workshop

_ROUNDS = 3
_CHANGES = 31
_PUBLISHERS = ("The Guardian", "El Mundo", "Le Monde", "Der Spiegel", "Xinhua")

Peers = dict[str, Any]


def measure(shop: Workshop) -> list[Figure]:
    """Building, size, memory, questions by kind, and how soon a change is found."""
    articles = varied(shop.size, invented=shop.invented)
    folder = shop.folder / "engines"
    folder.mkdir()
    database = driver.connect(folder / "ours.db", create=True)
    database.conn.execute("PRAGMA synchronous=NORMAL")
    engine = WhooshEngine(database.conn, b"key")
    peers: Peers = {"FTS5": Fts(folder / "fts5.db")}
    if tantivy_is_there():
        peers["tantivy"] = Tantivy(folder / "tantivy")
    found = _built(engine, articles, peers, folder)
    found.append(_tidied(engine))
    engine.close()
    found.append(_built_in_two(articles, folder))
    gc.collect()
    before = private_memory()
    first = cpu(lambda: engine.search("police"))
    found.append(Figure("first answer after opening", first * 1e3, "ms", None, Goal("<=", 1000)))
    kinds = drawn(articles, _PUBLISHERS)
    for kind in kinds:
        found += _asked(kind, engine, peers)
    if recoll_is_there():
        found += _beside_recoll(articles, kinds, found, folder)
    found.append(Figure("memory while asking", megabytes(private_memory() - before), "MB"))
    found += _changed(engine, len(articles))
    database.close()
    return found


def documents(articles: Sequence[Article]) -> Iterator[Document]:
    """What the engine gets to know of the articles."""
    chance = Random(4)
    for number, article in enumerate(articles):
        date = f"{chance.randint(2010, 2023)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        publisher = chance.choice(_PUBLISHERS)
        ref = Ref("source", Uuid(f"{number:032x}"))
        yield Document(ref, article.title, article.body, article.language, publisher, date=date)


def _built(engine: WhooshEngine, articles: Sequence[Article], peers: Peers, folder: Path) -> list[Figure]:
    before = private_memory()
    with Watch() as watch:
        ours = _took(partial(engine.update, documents(articles)))
    highest = megabytes(watch.highest - before)
    figures = []
    for name, peer in peers.items():
        rows = [(row.title, row.body, row.publisher, int(row.date.replace("-", ""))) for row in documents(articles)]
        theirs = _took(partial(peer.feed, rows))
        goal = Goal("<=", 0.5, "ratio") if name == "FTS5" else None
        figures.append(
            Figure(f"built, beside {name}", ours, "s", theirs, goal, f"{len(articles) / ours:,.0f} a second")
        )
        goal = Goal("<=", 0.6, "ratio") if name == "FTS5" else None
        size = _size(folder / "ours.db")
        figures.append(Figure(f"size, beside {name}", megabytes(size), "MB", megabytes(_size(peer.path)), goal))
    return [*figures, Figure("memory while building", highest, "MB", None, Goal("<=", 500))]


def _built_in_two(articles: Sequence[Article], folder: Path) -> Figure:
    """The same again by one process and by two, in passing time, since the other's computing is not ours."""
    times = {}
    for name in ("update", "build"):
        database = driver.connect(folder / f"{name}.db", create=True)
        database.conn.execute("PRAGMA synchronous=NORMAL")
        engine = WhooshEngine(database.conn, b"key")
        times[name] = wall(partial(getattr(engine, name), documents(articles)))
        database.close()
        (folder / f"{name}.db").unlink()
    note = "of passing time; the peer is one process"
    return Figure("built by two processes", times["build"], "s", times["update"], None, note)


def _tidied(engine: WhooshEngine) -> Figure:
    """What is left for times when nobody waits: few large segments instead of many smaller ones."""
    before = private_memory()
    with Watch() as watch:
        times = _took(lambda: all(iter(engine.tidy, False)))
    note = f"{megabytes(watch.highest - before):,.0f} MB meanwhile"
    return Figure("put in order afterwards", times, "s", None, None, note)


def _asked(kind: Kind, engine: WhooshEngine, peers: Peers) -> list[Figure]:
    """The same questions asked of all, in turn."""
    asked: dict[str, Callable[[Any], Any]] = {"ours": partial(_ours, engine, kind)}
    asked.update({name: partial(peer.ask, kind.name) for name, peer in peers.items()})
    times: dict[str, list[float]] = {name: [] for name in asked}
    for question in kind.questions:
        actions = {name: partial(ask, question) for name, ask in asked.items()}
        for action in actions.values():
            action()
        for name, taken in in_turn(actions, _ROUNDS, cpu).items():
            times[name] += taken
    hits = mean(engine.search(Query(kind.tree(question), "")).total for question in kind.questions)
    ours = middle_ms(times["ours"])
    figures = [Figure(f"{kind.name}, 95 %", high_ms(times["ours"]), "ms", None, Goal("<=", kind.most))]
    for name in peers:
        if (kind.name, name) == ("fuzzy", "FTS5"):
            continue  # it has no such questions
        theirs = middle_ms(times[name])
        least = Goal("<=", 1 / kind.than_fts5, "ratio")
        most = Goal("<=", max(theirs * kind.than_tantivy, theirs + 0.5))
        goal = least if name == "FTS5" else most
        figures.append(Figure(f"{kind.name}, median, {name}", ours, "ms", theirs, goal, f"hits {hits:,.0f}"))
    return figures


def _beside_recoll(
    articles: Sequence[Article], kinds: Sequence[Kind], found: Sequence[Figure], folder: Path
) -> list[Figure]:
    """What it can be compared in, with our figures from before."""
    ours = {figure.name: figure.value for figure in found}
    peer = Recoll(folder / "recoll")
    theirs = peer.feed([(row.title, row.body, "", 0) for row in documents(articles)])
    note = "reads files"
    size = megabytes(_size(peer.path))
    figures = [
        Figure("built, beside recoll", ours["built, beside FTS5"], "s", theirs, None, note),
        Figure("size, beside recoll", ours["size, beside FTS5"], "MB", size, None, note),
    ]
    for kind in kinds:
        if kind.name in KINDS:
            taken = middle_ms(peer.ask_all(kind.name, kind.questions, _ROUNDS))
            name = f"{kind.name}, median"
            figures.append(Figure(f"{name}, recoll", ours[f"{name}, FTS5"], "ms", taken))
    return figures


def _ours(engine: WhooshEngine, kind: Kind, question: Any) -> object:
    engine._last = None
    if kind.name == "facet":
        return engine._found(kind.tree(question)).counts("publisher")
    return engine.search(Query(kind.tree(question), ""))


def _changed(engine: WhooshEngine, count: int) -> list[Figure]:
    """A new note is taken in, and found."""
    times = []
    for number in range(_CHANGES):
        word = f"unheardof{number}"
        note = Document(
            Ref("note", Uuid(f"{count + number:032x}")), f"Note {number}", f"A note, {word} among its words."
        )
        times.append(cpu(partial(_found, engine, note, word)))
    completed = [cpu(partial(engine.complete, begun)) for begun in ("p", "po", "pol", "s", "th", "in", "m") * 3]
    return [
        Figure("a new note is found, 95 %", high_ms(times), "ms", None, Goal("<=", 30)),
        Figure("completions, 95 %", high_ms(completed), "ms", None, Goal("<=", 5)),
    ]


def _found(engine: WhooshEngine, note: Document, word: str) -> None:
    engine.update([note])
    if engine.search(parse(word)).total != 1:
        raise AssertionError(f"{word} was not found")


def _took(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return process_time() - start


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(file.stat().st_size for file in path.iterdir())
    return path.stat().st_size
