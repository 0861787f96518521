"""Plain text is stored as it is, and only what it clearly says about itself is filled in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import plain
from db.importers import plaintext
from db.importers.file import File
from db.importers.parsed import Found, Parsed, Unreadable

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
STORY = (
    "The harbour office of Saltmarsh paid for the same crane twice within eleven weeks, according to invoices that "
    "the Courier has seen. Both payments were approved by the same two people, who sit in one room and share one "
    "telephone, one stamp and, it is said, one opinion. Neither wished to speak about it."
)


def read(text: str) -> Parsed:
    return plaintext.read(File("story.txt", text.encode()))


def seed(start: str) -> Parsed:
    found = sorted(SEEDS.glob(f"{start}*.txt"))
    if not found:
        pytest.skip("the seed articles are not beside the repository")
    return plaintext.read(File(found[0].name, found[0].read_bytes()))


def test_headline_byline_and_date_are_found_with_their_origins() -> None:
    parsed = read(f"One crane, paid twice\n\nBy Ilse Varga\n\nPublished 14 March 2023\n\n{STORY}\n")
    assert parsed.title == Found("One crane, paid twice", "heading")
    assert parsed.authors == (Found("Ilse Varga", "byline"),)
    assert parsed.issued == Found("2023-03-14", "dateline")
    assert parsed.language == Found("en", "guess")
    assert parsed.publisher is None
    assert parsed.url is None


def test_nothing_is_invented_for_a_text_without_a_head() -> None:
    parsed = read(STORY)
    assert parsed.title is not None
    assert parsed.title.origin == "guess"
    assert parsed.title.value.startswith("The harbour office of Saltmarsh paid for the same crane twice within")
    assert parsed.title.value.endswith("…")
    assert parsed.authors == ()
    assert parsed.issued is parsed.publisher is parsed.url is parsed.type is None
    assert parsed.suggestions == {}


def test_a_date_in_the_story_is_not_its_date() -> None:
    parsed = read(f"One crane\n\n{STORY} The first invoice is of 3 January 2023.\n")
    assert parsed.issued is None


def test_the_outlet_of_a_wire_report_is_its_publisher() -> None:
    parsed = read(f"Bridge stays closed\n\nOSTRAND, Mar 14 (Reuters) - {STORY}")
    assert parsed.publisher == Found("Reuters", "byline")
    assert parsed.issued is None
    assert parsed.suggestions["issued"] == Found("Mar 14", "dateline")


def test_brackets_in_a_sentence_are_no_outlet() -> None:
    assert read(f"One crane\n\nThe harbour office (Saltmarsh) - it paid twice - is silent. {STORY}").publisher is None


def test_the_paper_that_signs_a_copied_text_is_its_first_publisher() -> None:
    assert read(f"One crane\n\n{STORY} – Courier").original_publisher == Found("Courier", "byline")


def test_a_scrapers_author_is_doubted_and_only_suggested() -> None:
    slogan = "“Lifelong eel guru. Amateur coffee ninja. Travel junkie. Wannabe sailor.”"
    parsed = read(f"One crane\n\nBy Bacon Fan\n\n{STORY}\n\n{slogan}\n")
    assert parsed.authors == ()
    assert parsed.suggestions["author"] == Found("Bacon Fan", "byline")
    assert "author-doubted" in parsed.warnings


def test_an_address_above_the_story_is_its_address() -> None:
    parsed = read(f"One crane\nhttps://courier.example/crane\n\n{STORY} See https://other.example/ for more.")
    assert parsed.url == Found("https://courier.example/crane", "file")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("EEL WATCHWho ate the reed?", "Who ate the reed?"),
        ("OPINIONThe ferry must sail", "The ferry must sail"),
        ("THE FERRY'S OWNER IS A DOG", "THE FERRY'S OWNER IS A DOG"),
        ("McBrack sold the ferry", "McBrack sold the ferry"),
        ("NATOChiefs on the ferry", "NATOChiefs on the ferry"),
    ],
)
def test_a_section_glued_to_the_headline_is_taken_off(line: str, title: str) -> None:
    assert read(f"{line}\n\n{STORY}").title == Found(title, "heading")


def test_a_chinese_story_has_its_head_read_too() -> None:
    story = "港务局在十一周内为同一台起重机付了两次款。" * 20
    parsed = read(f"起重机付款两次\n\n本报记者 张三\n\n2023年3月14日\n\n{story}")
    assert parsed.title == Found("起重机付款两次", "heading")
    assert parsed.authors == (Found("张三", "byline"),)
    assert parsed.issued == Found("2023-03-14", "dateline")
    assert parsed.language == Found("zh", "guess")


def test_a_guessed_charset_is_named() -> None:
    parsed = plaintext.read(File("a.txt", "Паром опять опоздал, и никто его не ждал на берегу.".encode("koi8-r")))
    assert parsed.text.startswith("Паром опять")
    assert "charset-guessed" in parsed.warnings
    assert parsed.charset == "koi8-r"


def test_white_space_is_no_text() -> None:
    with pytest.raises(Unreadable):
        read(" \n\t\n")


@given(st.text(min_size=1, max_size=400))
def test_the_text_is_stored_as_it_is_apart_from_line_ends(text: str) -> None:
    try:
        parsed = plaintext.described(plain.normalise(text))
    except Unreadable:
        assert not text.replace("\ufeff", "").strip()
    else:
        assert parsed.text == plain.normalise(text)
        assert parsed.title is not None
        assert parsed.title.value


# --- five real articles -------------------------------------------------------------------------


def test_seed_with_a_section_glued_to_its_headline() -> None:
    parsed = seed("000")
    assert parsed.title is not None
    assert parsed.title.value.startswith("Outlaw Alliance: ")
    assert parsed.authors == (Found("Sebastian Rotella", "byline"),)
    assert parsed.issued == Found("2023-07-13", "dateline")
    assert parsed.publisher is None


def test_seed_with_a_headline_and_a_signature_only() -> None:
    parsed = seed("001")
    assert parsed.title is not None
    assert parsed.title.origin == "heading"
    assert parsed.title.value.startswith("More than 100 unofficial")
    assert (parsed.authors, parsed.issued, parsed.publisher) == ((), None, None)
    assert parsed.original_publisher == Found("Guardian", "byline")


def test_seed_whose_byline_names_the_paper() -> None:
    parsed = seed("002")
    assert parsed.authors == (Found("Hannah NG", "byline"),)
    assert parsed.publisher == Found("Epoch Times", "byline")
    assert parsed.issued is None


def test_seed_that_begins_with_its_story_and_ends_with_a_slogan() -> None:
    parsed = seed("003")
    assert parsed.title is not None
    assert parsed.title.origin == "guess"
    assert (parsed.authors, parsed.issued, parsed.publisher, parsed.url) == ((), None, None, None)
    assert "author-doubted" in parsed.warnings


def test_seed_from_a_page_builder() -> None:
    parsed = seed("004")
    assert parsed.title is not None
    assert parsed.title.value.startswith("EU countries must do more")
    assert parsed.authors == (Found("Alvise Armellini", "byline"),)
    assert parsed.issued == Found("2022-12-15", "dateline")
    assert parsed.publisher == Found("Reuters", "byline")
    assert parsed.text.startswith("top of page\n")
