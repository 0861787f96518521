"""The window looks at pages through a worker: a page can stop the worker, and nothing else."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from db.importers import looking
from db.importers.file import File
from db.importers.looking import Rectangle
from db.importers.media import recognition
from db.importers.parsed import Parsed, Unreadable
from db.importers.pdf import reading
from db.importers.worker import Job, Limits, Workers
from tests.db.importers.pdf.making import Page, pdf

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus" / "files" / "ingest"
LINES = ("The harbour office paid", "twice for one crane")
PAGES = pdf("Cover", LINES)
SLOW = "0.1 w " + "0 0 m 600 800 l 600 0 l 0 800 l h S " * 200_000


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


def text() -> str:
    return reading.read(File("a.pdf", PAGES)).text.split(reading.BETWEEN)[1]


def test_a_page_is_seen(pool: Workers) -> None:
    found = looking.page_picture(pool, PAGES, 1, 400)
    assert found.width == 400
    assert found.png.startswith(b"\x89PNG")


def test_a_passage_is_found_on_its_page_and_the_other_way_round(pool: Workers) -> None:
    stored = text()
    start = stored.index("office")
    ((place,), elsewhere) = looking.page_places(pool, PAGES, 1, stored, [(start, start + 6), (0, 3)])
    assert elsewhere[0].top < place.bottom
    assert 0 < place.left < place.right < 0.5
    assert looking.page_span(pool, PAGES, 1, stored, place) == (start, start + 6)
    assert looking.page_span(pool, PAGES, 1, stored, Rectangle(0.9, 0.9, 1.0, 1.0)) is None


def test_what_cannot_be_looked_at_is_told_by_its_reason(pool: Workers) -> None:
    locked = CORPUS / "password-hunter2.pdf"
    cases: list[tuple[bytes, str | None, str]] = [(b"%PDF-1.4 nothing", None, "damaged"), (PAGES[:40], None, "damaged")]
    if locked.exists():
        cases += [(locked.read_bytes(), None, "needs-password"), (locked.read_bytes(), "no", "wrong-password")]
    for data, password, expected in cases:
        with pytest.raises(Unreadable) as raised:
            looking.page_picture(pool, data, 0, 400, password)
        assert raised.value.reason == expected
    with pytest.raises(Unreadable):
        looking.page_picture(pool, PAGES, 7, 400)


def test_a_question_that_nobody_knows_is_no_end_of_the_worker(pool: Workers) -> None:
    looking.page_picture(pool, PAGES, 0, 100)
    before = pool.pids
    answer = pool.ask({"task": "no-such-task"}, b"")
    assert isinstance(answer, tuple)
    assert answer[0]["reason"] == "parser-failed"
    assert pool.pids == before


def test_a_page_that_takes_for_ever_is_given_up_and_the_next_is_seen() -> None:
    with Workers(1, Limits(seconds=0.7)) as pool:
        with pytest.raises(Unreadable) as raised:
            looking.page_picture(pool, pdf(Page(("slow",), drawn=SLOW)), 0, 3000)
        assert raised.value.reason == "timed-out"
        assert looking.page_picture(pool, PAGES, 0, 100).width == 100


def test_a_worker_that_looks_can_read_files_too(pool: Workers) -> None:
    looking.page_picture(pool, PAGES, 0, 100)
    (outcome,) = pool.parse([Job("1", "a.pdf", PAGES)])
    assert isinstance(outcome.result, Parsed)


def test_a_file_beyond_the_limit_is_not_looked_at() -> None:
    with Workers(1, Limits(file=10)) as pool:
        with pytest.raises(Unreadable) as raised:
            looking.page_picture(pool, PAGES, 0, 100)
        assert raised.value.reason == "too-large"
        assert pool.pids == ()


def test_words_are_recognised_or_the_lack_of_it_is_told(pool: Workers) -> None:
    if recognition.available():
        assert "harbour" in looking.page_words(pool, PAGES, 1).text
        return
    with pytest.raises(Unreadable) as raised:
        looking.page_words(pool, PAGES, 1)
    assert raised.value.reason == "unsupported-type"


def painted(width: int, height: int, mode: str = "RGB", orientation: int = 1) -> bytes:
    """A picture whose left half is red, with the turn that a camera notes."""
    picture = Image.new(mode, (width, height), "white" if mode == "RGB" else (0, 0, 0, 0))
    picture.paste("red" if mode == "RGB" else (255, 0, 0, 255), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[274] = orientation
    out = BytesIO()
    picture.save(out, "PNG", exif=exif)
    return out.getvalue()


def seen(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_a_picture_is_seen_as_large_as_a_window_needs_it_and_no_larger_than_it_is(pool: Workers) -> None:
    data = painted(800, 400)
    assert (looking.page_picture(pool, data, 0, 200).width, looking.page_picture(pool, data, 0, 4000).width) == (
        200,
        800,
    )


def test_a_photograph_is_turned_as_the_camera_was(pool: Workers) -> None:
    found = looking.page_picture(pool, painted(80, 40, orientation=6), 0, 200)
    assert (found.width, found.height) == (40, 80)
    assert seen(found.png).getpixel((20, 5)) == (255, 0, 0)
    assert seen(found.png).getpixel((20, 75)) == (255, 255, 255)


def test_what_shows_through_is_white(pool: Workers) -> None:
    found = seen(looking.page_picture(pool, painted(40, 40, "RGBA"), 0, 40).png)
    assert (found.getpixel((5, 5)), found.getpixel((35, 5))) == ((255, 0, 0), (255, 255, 255))


@pytest.mark.parametrize("data", [b"GIF89a", b"no picture at all", painted(40, 40)[:60]])
def test_what_is_no_picture_is_told(pool: Workers, data: bytes) -> None:
    with pytest.raises(Unreadable):
        looking.page_picture(pool, data, 0, 40)
