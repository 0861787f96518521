"""Markdown is stored as written, without its front matter, which says what the source is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import markdown
from db.importers.file import File
from db.importers.parsed import Found, Unreadable

STORY = Path(__file__).parents[2] / "files" / "story.md"


def test_front_matter_says_what_the_source_is() -> None:
    parsed = markdown.read(File("story.md", STORY.read_bytes()))
    assert parsed.title == Found("Who owns the ferry?", "meta")
    assert parsed.authors == (Found("Ilse Varga", "meta"), Found("Tomás Keel", "meta"))
    assert parsed.issued == Found("2022-11-03", "meta")
    assert parsed.container_title == Found("The Saltmarsh Courier", "meta")
    assert parsed.url == Found("https://courier.example/2022/11/03/ferry", "meta")
    assert parsed.language == Found("en", "meta")
    assert parsed.suggestions["keyword"] == Found("ferry, ostrand, contracts", "meta")
    assert parsed.media_type == "text/markdown"


def test_the_text_is_the_markdown_after_the_front_matter_letter_for_letter() -> None:
    whole = STORY.read_text(encoding="utf-8")
    parsed = markdown.read(File("story.md", STORY.read_bytes()))
    assert whole.endswith(parsed.text)
    assert parsed.text.startswith("\n# Who owns the ferry\n")
    assert "*three times*" in parsed.text


def test_without_front_matter_the_first_heading_and_the_byline_are_read() -> None:
    parsed = markdown.read(
        File("a.md", b"# The *ferry* again\n\n**By Ilse Varga**\n\n_14 March 2023_\n\nIt was late again.\n")
    )
    assert parsed.title == Found("The ferry again", "heading")
    assert parsed.authors == (Found("Ilse Varga", "byline"),)
    assert parsed.issued == Found("2023-03-14", "dateline")


def test_a_date_that_cannot_be_read_is_suggested_as_it_is_written() -> None:
    parsed = markdown.read(File("a.md", b"---\ndate: 05/12/2022\n---\nThe ferry was late.\n"))
    assert parsed.issued is None
    assert parsed.suggestions["issued"] == Found("05/12/2022", "meta")


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    parsed = markdown.read(File("a.md", b"---\n\nThe ferry was late, and nobody was waiting for it.\n"))
    assert parsed.text.startswith("---\n")


def test_front_matter_alone_is_no_text() -> None:
    with pytest.raises(Unreadable):
        markdown.read(File("a.md", b"---\ntitle: Nothing\n---\n"))


def test_only_addresses_of_the_web_are_taken_over() -> None:
    parsed = markdown.read(File("a.md", b"---\nurl: javascript:alert(1)\n---\nThe ferry was late.\n"))
    assert parsed.url is None


@given(st.text(alphabet=st.sampled_from("-:abc \n#[],'\"."), max_size=80))
def test_any_front_matter_leaves_the_rest_of_the_text_alone(text: str) -> None:
    _, body = markdown.divided(text)
    assert text.endswith(body)


def test_a_type_that_only_another_program_knows_is_not_taken_over() -> None:
    assert markdown.read(File("a.md", b"---\ntype: post-weblog\n---\nLate.\n")).type == Found("post-weblog", "meta")
    assert markdown.read(File("a.md", b"---\ntype: page\n---\nLate.\n")).type is None
