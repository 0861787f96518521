"""Markdown as notes and briefings use it: what cites what, links, escapes, and what is shown."""

import html
import re

import markdown as python_markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import markup
from db.markup.characters import unescaped
from db.markup.escaping import escaped, escaped_line, replaced
from db.markup.portable import changes

BRIEFING = """\
# How many offices?

The watchdog counted 102 offices in 53 countries [@meridian2022-x4q.k7d, p. 3], up from 54 in the
autumn [@courier2022-abc]. Italy has the most of any country. It lists eleven there; the minister says
“police found two” [@gazzetta2022-m8r; @meridian2022-x4q, para. 2].

The minister said:

> officers had confirmed only two of the alleged offices, rather
> than the eleven named in the report [@gazzetta2022-m8r]
"""


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in markup.parse(text).sentences]


def quoted(text: str) -> list[str]:
    return [quotation.text for quotation in markup.parse(text).quotations]


def keys(cited: tuple[markup.Citation, ...] | list[markup.Citation]) -> list[str]:
    return [citation.key for citation in cited]


# --- citations ------------------------------------------------------------------------------------


def test_each_citation_gives_its_key_its_locator_and_its_place() -> None:
    found = markup.parse(BRIEFING).citations
    assert [(one.key, one.locator) for one in found] == [
        ("meridian2022-x4q.k7d", "p. 3"),
        ("courier2022-abc", None),
        ("gazzetta2022-m8r", None),
        ("meridian2022-x4q", "para. 2"),
        ("gazzetta2022-m8r", None),
    ]
    assert all(BRIEFING.startswith(one.key, one.written) for one in found)
    assert all(BRIEFING[one.start : one.end][:2] + BRIEFING[one.end - 1] == "[@]" for one in found)


@pytest.mark.parametrize(
    "text", ["`[@key]`", "```\n[@key]\n```", "\\[@key]", "    [@key]", "<!-- [@key] -->", "[see key]", "[@ key]"]
)
def test_what_stands_in_code_or_is_escaped_cites_nothing(text: str) -> None:
    assert markup.parse(text).citations == []


def test_a_citation_belongs_to_the_sentence_in_which_it_stands() -> None:
    first, second, third, *_ = markup.parse(BRIEFING).sentences
    assert first.text.startswith("The watchdog counted")
    assert keys(first.citations) == ["meridian2022-x4q.k7d", "courier2022-abc"]
    assert (second.text, second.citations) == ("Italy has the most of any country.", ())
    assert keys(third.citations) == ["gazzetta2022-m8r", "meridian2022-x4q"]


def test_a_citation_behind_a_full_stop_belongs_to_the_sentence_before_it() -> None:
    first, second = markup.parse("One thing happened. [@a] Another did [@b].").sentences
    assert (keys(first.citations), keys(second.citations)) == (["a"], ["b"])


def test_a_citation_behind_the_last_full_stop_speaks_for_the_paragraph_when_it_is_the_only_one() -> None:
    assert [keys(s.citations) for s in markup.parse("It rained. It poured. [@a]").sentences] == [["a"], ["a"]]
    assert [keys(s.citations) for s in markup.parse("It rained. It poured [@a].").sentences] == [[], ["a"]]


def test_a_table_row_is_one_statement_with_all_its_citations() -> None:
    table = "| What | How many | Source |\n|---|---|---|\n| offices | “fifty-four” | [@a] |\n| staff | 135 | |\n"
    document = markup.parse(table)
    assert [keys(row.citations) for row in document.sentences] == [["a"], []]
    assert keys(document.quotations[0].citations) == ["a"]


def test_a_footnote_that_cites_is_a_citation_where_its_mark_stands() -> None:
    document = markup.parse("It rained.[^1] It poured.\n\n[^1]: Somebody, *Paper*, p. 3 `@paper2022-abc`.\n")
    assert [keys(sentence.citations) for sentence in document.sentences] == [["paper2022-abc"], []]


def test_the_mark_of_a_footnote_that_stands_nowhere_is_told() -> None:
    assert [mark.label for mark in markup.parse("It rained.[^7]").undefined] == ["7"]


def test_questions_headings_and_words_that_lead_up_to_a_list_state_nothing() -> None:
    text = "# A title.\n\nWho paid? The report names these:\n\n- one office\n"
    assert [s.text for s in markup.parse(text).sentences if s.states] == ["one office"]


# --- sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Wu met J. Smith on Dec. 5. He left.", ["Dr. Wu met J. Smith on Dec. 5.", "He left."]),
        ("The U.S. Navy paid 3.5 million. No. 5 sank.", ["The U.S. Navy paid 3.5 million.", "No. 5 sank."]),
        ("He came to the U.S. The ship sank.", ["He came to the U.S.", "The ship sank."]),
        ("Am 5. Dezember kam er. Er ging.", ["Am 5. Dezember kam er.", "Er ging."]),
        ("警方否认。他们“走了。”后来呢？", ["警方否认。", "他们“走了。”", "后来呢？"]),
        ("彼は言った。「はい。」と答えた。", ["彼は言った。", "「はい。」", "と答えた。"]),
        ("هل هذا صحيح؟ لا. انتهى", ["هل هذا صحيح؟", "لا.", "انتهى"]),
        ("“I left. I ran.” She stayed.", ["“I left. I ran.”", "She stayed."]),
        ("“Stop!” Zhang said. Nobody did.", ["“Stop!” Zhang said.", "Nobody did."]),
        ("See https://example.org/a.b?c now. Then", ["See https://example.org/a.b?c now.", "Then"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text())
def test_every_text_can_be_read_and_every_place_lies_in_it(text: str) -> None:
    document = markup.parse(text)
    for sentence in document.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
    for quotation in document.quotations:
        assert len(quotation.places) == len(quotation.text)
        assert 0 <= quotation.start < quotation.end <= len(text)
    markup.render(text)


SHARP = [*"“”\"'‘’«»> \n[]@^a.。|-*_`<&\\#", "[^1]", "[^1]: ", "[@a; @b]", "[[a|b]]", "&#39;", "<!--", "```\n", "\n\n"]


@given(st.lists(st.sampled_from(SHARP)))
def test_the_worst_mixtures_can_be_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = markup.parse(text)
    assert all(text.startswith(one.key, one.written) for one in document.citations)
    markup.render(text)


# --- quotations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no, ‘never’ again” and left.", ["no, ‘never’ again"]),
        ('He said "no" and "never".', ["no", "never"]),
        ("Er sagte: „Das ist ‚gut‘“, mehr nicht.", ["Das ist ‚gut‘"]),
        ("Han sa ”ja tack” och gick.", ["ja tack"]),
        ("« Bonjour », dit-il.", ["Bonjour"]),
        ("»Nein«, sagte sie.", ["Nein"]),
        ("他说：「他答『好』」。", ["他答『好』"]),
        ('他说"走"了。', ["走"]),
        ("The report said ‘the workers’ rights matter’ twice.", ["the workers’ rights matter"]),
        ("'It is the workers' fault,' he said.", ["It is the workers' fault,"]),
        ("The workers' rights and the bosses' fears of '90s fame.", []),
        ('A 6" gun and צה"ל are no quotations.', []),
        ('`"code"` and <a title="x"> are none; \\"neither\\" is this.', []),
        ("One *“quoted”* and **“bold** one”.", ["quoted", "bold one"]),
    ],
)
def test_quotations_are_found_in_the_marks_of_many_countries(text: str, expected: list[str]) -> None:
    document = markup.parse(text)
    assert quoted(text) == expected
    assert document.strays == []


@pytest.mark.parametrize(
    "text", ["He said “no and left.", "He said no” and left.", 'He said "no.', "So ‘what they did."]
)
def test_a_mark_without_a_partner_is_told(text: str) -> None:
    (stray,) = markup.parse(text).strays
    assert text[stray] in '“”"‘'


def test_a_quotation_takes_the_citation_behind_it_first() -> None:
    (first, second) = markup.parse("“One” [@a] and “two” [@b], both cited.").quotations
    assert (keys(first.citations)[0], keys(second.citations)[0]) == ("a", "b")


def test_a_quotation_without_a_citation_takes_the_closing_one_of_its_paragraph() -> None:
    (first, _) = markup.parse("“One thing” came first. Then “two” came [@a].").quotations
    assert keys(first.citations) == ["a"]


def test_a_quotation_over_paragraphs_opens_each_of_them() -> None:
    text = "“The first paragraph.\n\n“The second.” [@a]\n"
    assert quoted(text) == ["The first paragraph.", "The second."]
    assert [keys(one.citations) for one in markup.parse(text).quotations] == [["a"], ["a"]]
    assert markup.parse(text).strays == []


@pytest.mark.parametrize(
    "text",
    [
        "> one\n> two [@a]\n",
        "> “one\n> two”\n> — Somebody, [@a]\n",
        "> one\n> two\n\n[@a]\n",
        "He wrote [@a]:\n\n> one\ntwo\n",
    ],
)
def test_a_block_quote_is_one_quotation_with_the_citation_in_below_or_above_it(text: str) -> None:
    (quotation,) = markup.parse(text).quotations
    assert (quotation.text, keys(quotation.citations)) == ("one\ntwo", ["a"])


def test_a_quotation_knows_where_each_of_its_characters_stands() -> None:
    text = "A “b *c*\n&amp; \\_d” [@a]"
    (quotation,) = markup.parse(text).quotations
    assert quotation.text == "b c\n& _d"
    assert "".join(text[place] for place in quotation.places) == "b c\n& \\d"
    assert markup.parse(text).position(quotation.place(2)) == (1, 7)
    assert text[quotation.place(99)] == "”"


# --- links ----------------------------------------------------------------------------------------


def test_links_give_their_name_and_what_they_show() -> None:
    found = markup.links("[[Zhang Wei]] met [[Li Na|her]] and `[[nobody]]`.")
    assert [(link.name, link.shown) for link in found] == [("Zhang Wei", None), ("Li Na", "her")]


def test_renaming_changes_the_target_and_leaves_what_is_shown() -> None:
    text = "[[Zhang Wei]], [[zhang  wei|he]] and `[[Zhang Wei]]`"
    assert markup.rename_links(text, "Zhang Wei", "张伟") == "[[张伟]], [[张伟|he]] and `[[Zhang Wei]]`"


@given(st.text(min_size=1), st.none() | st.text(min_size=1))
def test_a_link_leads_to_its_name_whatever_the_name(name: str, shown: str | None) -> None:
    name, shown = " ".join(name.split()), shown and " ".join(shown.split())
    (found,) = markup.links(f"To {markup.link(name, shown)} now") if name else [None]
    assert not found or (found.name, found.shown) == (name, shown or None)


# --- escapes --------------------------------------------------------------------------------------

AWKWARD = "1. x", "# h", "> q", "- i", "+ i", "a  ", "  a", "\ta", "---", "===", ": d", "&amp; &", "#t", "@u", "a@b.c"


@given(st.text(st.characters(exclude_characters="\n\0", exclude_categories=["Cs"])))
@example("*a* _b_ `c` [d](e) [[f]] ![g](h) <i> &lt; | ~~j~~ ^k^ {l} \\ @m #n \u2028\x0c")
@example("1. x")
def test_an_escaped_line_is_read_back_exactly(line: str) -> None:
    assert unescaped(escaped_line(line)) == line
    assert unescaped(escaped(line)) == line


@given(st.text(st.sampled_from("ab \\`*_{}[]()<>#+-.!|~^@:=&;1\"'“”$")) | st.sampled_from(AWKWARD))
def test_an_escaped_line_is_shown_character_for_character(line: str) -> None:
    shown = python_markdown.markdown(f"x\n\n{escaped_line(line)}\n", extensions=["extra", "sane_lists"])
    paragraphs = re.findall(r"<p>(.*?)</p>", shown, re.DOTALL)
    assert len(paragraphs) == 1 + bool(line)
    assert html.unescape("".join(paragraphs[1:])).split() == line.split()
    assert "<" not in "".join(paragraphs)


@given(st.text(st.sampled_from('ab \\`*_[]()<>#-!|~@&;“”"'), min_size=1))
def test_escaped_text_says_the_same_to_our_own_reading(text: str) -> None:
    (piece, *rest) = markup.parse(f"x {escaped(text)} x").pieces
    assert (piece.prose.text, rest) == (f"x {text} x", [])


# --- for other programs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("para\n- a\n  - b\n", "para\n\n- a\n    - b\n"),
        ("1. a\n   - b\n\n     c\n", "1. a\n    - b\n\n        c\n"),
        ("para\n| a |\n|---|\n| b |\n", "para\n\n| a |\n|---|\n| b |\n"),
        ("para\n# h\n", "para\n\n# h\n"),
        ("para\n> q\n", "para\n\n> q\n"),
        ("#tag and @name, a@b.org\n", "\\#tag and &#64;name, a@b.org\n"),
        ("at https://e.org/a_b.\n", "at <https://e.org/a_b>.\n"),
        ("![x](http://e.org/p.png)\n", "[x](http://e.org/p.png)\n"),
        ("a <script>b<br>\n", "a &lt;script>b<br>\n"),
        ("a <!-- for me --> b\n", "a  b\n"),
        ("<script>\nalert(1)\n</script>\n", "&lt;script>\nalert(1)\n</script>\n"),
        ("```\ncode without an end\n", "```\ncode without an end\n\n```"),
        ("C:\\dir \\* x\n", "C:\\\\dir \\* x\n"),
        ("---\ntags: [x]\n---\nbody\n", "body\n"),
        ("\\@a \\~b \\* c\n", "&#64;a &#126;b \\* c\n"),
        ("```\n#tag @name\n```\n", "```\n#tag @name\n```\n"),
    ],
)
def test_what_programs_read_apart_is_rewritten(written: str, sent: str) -> None:
    assert replaced(written, changes(markup.parse(written))) == sent


@given(st.lists(st.sampled_from(["para", "- a", "  - b", "# h", "> q", "", "| a |", "|---|", "1. c", "    d"])))
def test_rewriting_twice_changes_nothing_more(lines: list[str]) -> None:
    once = "\n".join(lines)
    once = replaced(once, changes(markup.parse(once)))
    assert replaced(once, changes(markup.parse(once))) == once


# --- shown ----------------------------------------------------------------------------------------


def test_links_and_citations_are_shown_as_addresses_of_the_case() -> None:
    shown = markup.render("[[Zhang Wei|He]] left [@a-x4q, p. 3; @b-k7d].")
    assert '<a href="case:entity/Zhang%20Wei">He</a>' in shown
    assert '[<a href="case:cite/a-x4q">a-x4q</a>, p. 3; <a href="case:cite/b-k7d">b-k7d</a>]' in shown


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://e.org/p.png)",
        "<img src=http://e.org/p.png>",
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "<https://e.org>",
        "[x](//e.org/y)",
        "[[<script>alert(1)</script>]]",
        '[@"onclick=alert(1)]',
        "<p onclick=alert(1) style='background:url(http://e.org)'>x</p>",
        "<iframe src=https://e.org></iframe>",
        '[[a"onmouseover="alert(1)|<b>]]',
    ],
)
def test_nothing_that_is_shown_loads_or_runs_anything(text: str) -> None:
    shown = markup.render(text)
    assert not re.search(r"<(?:img|script|iframe|style)|href=\"(?!case:)", shown)
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', shown))


def test_what_nests_too_deeply_is_shown_as_it_was_typed() -> None:
    assert "x" in markup.render(">" * 5000 + " x")
