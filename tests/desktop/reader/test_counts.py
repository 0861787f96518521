"""What the list says, what the open document says and a slow count by hand are the same, in several scripts."""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import sources, texts
from db.case import Case
from db.finding import Found, find
from db.search.query import parse
from desktop.base.hits import Hits
from desktop.base.session import Session
from desktop.reader.page import SourcePage
from tests.db.search.samples import atoms

pytestmark = pytest.mark.window
SHARED = Path(__file__).parents[4] / "shared"
CORPUS = SHARED / "corpus" / "articles-10k.jsonl.xz"
EACH = 100
PHRASES = {
    "en": ("police", "the government", "U.S.", "o"),
    "zh": ("中国", "中國", "政", "人民政府", "不"),
    "ar": ("على", "عَلى", "الحكومة", "من"),
    "ru": ("в", "России", "РОССИИ", "еще"),
    "it": ("città", "citta", "l’anno", "di"),
}

Article = tuple[str, str]


def _seeds() -> Iterator[Article]:
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        title, _, _ = path.read_text(encoding="utf-8").partition("\n")
        yield title, path.read_text(encoding="utf-8")


def _corpus() -> Iterator[Article]:
    taken: Counter[str] = Counter()
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            language = article["lang"]
            if language in PHRASES and taken[language] < EACH:
                taken[language] += 1
                yield article["title"], article["body"]


def _by_hand(text: str, asked: str) -> int:
    """How often words stand in a row, read one by one from the left."""
    wanted, there, at, found = [word for word, _ in atoms(asked)], atoms(text), 0, 0
    hanging = [hangs for _, hangs in atoms(asked)]
    while at <= len(there) - len(wanted):
        some = there[at : at + len(wanted)]
        fits = all(w == t and (h or not must) for w, must, (t, h) in zip(wanted, hanging, some, strict=True))
        found, at = (found + 1, at + len(wanted)) if fits else (found, at + 1)
    return found


def _fill(case: Case, articles: Iterator[Article]) -> None:
    with case.edit("import"):
        for number, (title, words) in enumerate(articles):
            (identity,) = case.store([f"{number}".encode()])
            source = sources.add(case, identity, {"title": title})
            texts.add(case, source.uuid, words)


def _hits(session: Session, qtbot: QtBot, query: str) -> list[Found]:
    found: list[tuple[Found, ...]] = []
    session.find(lambda case, derived: find(case, derived, query, 3).hits, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0], f"{query} is nowhere"
    return list(found[0])


def _in_document(session: Session, qtbot: QtBot, hit: Found, query: str) -> tuple[int, int]:
    page = SourcePage(session, hit.ref)
    qtbot.addWidget(page)
    page.go_to(Hits(parse(query), hit.first))
    qtbot.waitUntil(lambda: page.bar.count.text() != "")
    return len(page.finder.places), page.finder.found.titled


def _agree(session: Session, qtbot: QtBot, asked: str) -> None:
    query = f'kind:source "{asked}"'
    for hit in _hits(session, qtbot, query):
        text = texts.current(session.case, hit.ref.uuid)
        assert text is not None
        words = texts.content(session.case, text)
        titled = 0 if words.startswith(f"{hit.title}\n") else _by_hand(hit.title, asked)
        by_hand = _by_hand(words, asked), titled
        assert _in_document(session, qtbot, hit, query) == by_hand
        assert hit.matches == sum(by_hand)


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the five articles are not here")
@pytest.mark.parametrize("asked", ["police", "police station", "China", "102", "Safeguard Defenders", "of"])
def test_the_counts_agree_in_the_five_articles(session: Session, qtbot: QtBot, asked: str) -> None:
    session.write(lambda case: _fill(case, _seeds()))
    session.finish_writing()
    _agree(session, qtbot, asked)


@pytest.mark.skipif(not CORPUS.exists(), reason="the articles in nine languages are not here")
def test_the_counts_agree_in_every_script(session: Session, qtbot: QtBot) -> None:
    session.write(lambda case: _fill(case, _corpus()))
    session.finish_writing()
    for phrases in PHRASES.values():
        for asked in phrases:
            _agree(session, qtbot, asked)
