"""Sources read again from the file that is kept of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import anchors, errors, excerpts, sources, texts
from db.case import Case
from db.importers import intake
from db.importers.file import Wish
from db.importers.parsed import Unreadable
from db.importers.rereading import reread
from db.importers.worker import Workers
from db.refs import Uuid
from db.sources import Source

ARTICLE = "".join(
    f"<p>Paragraph {n} of the article tells at some length what happened in the harbour office on day {n}.</p>"
    for n in range(12)
)
PAGE = f"<html><body><nav>Home News Weather</nav><article><h1>Two ferries</h1>{ARTICLE}</article></body></html>"
CYRILLIC = "Министр сказал, что полиция нашла два офиса. Оба прекратили работу.\n"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as found:
        yield found


def _come_in(case: Case, tmp_path: Path, name: str, data: bytes) -> Source:
    (tmp_path / name).write_bytes(data)
    (outcome,) = intake.take_in(intake.directly(case), [tmp_path / name])
    return sources.get(case, str(outcome.key))


def test_what_reads_the_same_adds_nothing(case: Case, tmp_path: Path, workers: Workers) -> None:
    source = _come_in(case, tmp_path, "page.html", PAGE.encode())
    head = case.head
    done = reread(intake.directly(case), source.uuid, workers=workers)
    assert (done.fresh, done.current) == (False, True)
    assert case.head == head


def test_the_whole_page_is_another_text_to_which_excerpts_follow(case: Case, tmp_path: Path, workers: Workers) -> None:
    source = _come_in(case, tmp_path, "page.html", PAGE.encode())
    excerpt = excerpts.quote(case, source, "what happened in the harbour office on day 7")
    done = reread(intake.directly(case), source.uuid, Wish(whole_page=True), workers)
    assert (done.fresh, done.current, done.text.kind) == (True, True, "extracted")
    assert "Weather" in texts.content(case, done.text)
    assert anchors.of_text(case, done.text.uuid)[excerpt.uuid].state == "exact"
    case.undo()
    assert len(texts.of_source(case, source.uuid)) == 1


def test_another_charset_gives_the_words_that_were_meant(case: Case, tmp_path: Path, workers: Workers) -> None:
    source = _come_in(case, tmp_path, "note.txt", CYRILLIC.encode("koi8-r"))
    done = reread(intake.directly(case), source.uuid, Wish(charset="koi8-r"), workers)
    assert texts.content(case, done.text) == CYRILLIC
    wrong = reread(intake.directly(case), source.uuid, Wish(charset="latin-1"), workers)
    assert wrong.fresh
    assert texts.content(case, wrong.text) != CYRILLIC


def test_a_text_that_a_person_corrected_stays_the_current_one(case: Case, tmp_path: Path, workers: Workers) -> None:
    source = _come_in(case, tmp_path, "page.html", PAGE.encode())
    text = texts.current(case, source.uuid)
    assert text
    corrected = texts.correct(case, text, texts.content(case, text).replace("day 7", "day seven"))
    done = reread(intake.directly(case), source.uuid, Wish(whole_page=True), workers)
    assert (done.fresh, done.current) == (True, False)
    assert texts.current(case, source.uuid) == corrected


def test_what_cannot_be_read_again_says_why(case: Case, workers: Workers) -> None:
    cited = sources.add_cited(case, {"title": "The report"})
    with pytest.raises(Unreadable) as unread:
        reread(intake.directly(case), cited.uuid, workers=workers)
    assert unread.value.reason == "not-held"
    (identity,) = case.store([b"\x00\x01\x02" * 50])
    binary = sources.add(case, identity, {"title": "A file"})
    with pytest.raises(Unreadable) as unread:
        reread(intake.directly(case), binary.uuid, workers=workers)
    assert unread.value.reason == "binary"
    with pytest.raises(errors.Unknown):
        reread(intake.directly(case), Uuid("0" * 32), workers=workers)


def test_a_second_capture_that_comes_in_knows_the_excerpts_of_the_first(case: Case, tmp_path: Path) -> None:
    address = '<head><link rel="canonical" href="https://harbour.example/ferries"></head>'
    page = PAGE.replace("<body>", f"{address}<body>")
    first = _come_in(case, tmp_path, "first.html", page.encode())
    same = excerpts.quote(case, first, "in the harbour office on day 3")
    other = excerpts.quote(case, first, "what happened in the harbour office on day 7")
    second = _come_in(case, tmp_path, "second.html", page.replace("office on day 7", "town on day 70").encode())
    assert second.version_of == first.uuid
    text = texts.current(case, second.uuid)
    assert text
    found = anchors.of_text(case, text.uuid)
    assert (found[same.uuid].state, found[other.uuid].state) == ("exact", "changed")
