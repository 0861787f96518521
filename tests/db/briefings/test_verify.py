"""A briefing compared with its case: every altered word is told with its place, and lawful ones pass."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db import excerpts, sources
from db.briefings import annex
from db.briefings.compose import compose
from db.briefings.departures import Departure
from db.briefings.report import Code, Finding, Report, Weight
from db.briefings.verify import verify
from db.briefs import Brief
from db.case import Case
from db.fragments import Part
from db.refs import new_uuid
from db.spans import Span
from tests.db.briefings.affair import AT, Affair, made, source


def checked(affair: Affair, text: str) -> Report:
    return verify(affair.library, text)


def codes(report: Report) -> list[Code]:
    return [finding.code for finding in report.findings]


def only(report: Report, code: Code) -> Finding:
    (found,) = [finding for finding in report.findings if finding.code is code]
    return found


# --- quotations -----------------------------------------------------------------------------------


def test_a_quotation_that_stands_in_its_source_matches(affair: Affair) -> None:
    report = checked(affair, f"It counted “102 offices in 53 countries” [@{affair.meridian.key}].")
    assert report.ok_strict
    assert (report.quotations, report.matches, report.lawful, report.findings) == (1, 1, 0, ())
    assert (report.sentences, report.cited, report.citations, report.form) == (1, 1, 1, "source")


def test_an_altered_word_is_told_with_its_place_and_with_what_the_source_has(affair: Affair) -> None:
    text = f"# Title\n\nIt rained.\nIt counted “103 offices in 53 countries”\n[@{affair.meridian.key}]."
    report = checked(affair, text)
    found = only(report, Code.DIFFERS)
    assert not report.ok
    assert (found.line, found.column, text.split("\n")[3][found.column - 1]) == (4, 15, "3")
    assert (found.found, found.expected, found.key) == ("103", "102", affair.meridian.key)
    assert found.nearest == "102 offices in 53 countries"


def test_lawful_differences_are_shown_and_pass(affair: Affair) -> None:
    report = checked(affair, f"“[E]leven of them … spoke of a «service»” [@{affair.meridian.key}].")
    found = only(report, Code.LAWFUL)
    assert report.ok_strict
    assert [one.kind for one in found.differences] == [Departure.CASE, Departure.OMISSION, Departure.QUOTATION_MARKS]
    assert (report.matches, report.lawful) == (1, 1)


def test_words_of_another_source_are_no_words_of_the_one_cited(affair: Affair) -> None:
    report = checked(affair, f"He said “la polizia ha trovato due uffici” [@{affair.meridian.key}].")
    assert only(report, Code.ELSEWHERE).key == affair.gazzetta.key
    assert not report.ok


def test_invented_words_are_found_nowhere(affair: Affair) -> None:
    report = checked(affair, f"He said “we deny all of these baseless inventions” [@{affair.meridian.key}].")
    assert only(report, Code.NOT_FOUND).column == 10
    assert not report.ok


def test_a_quotation_may_stand_in_any_source_that_its_sentence_cites(affair: Affair) -> None:
    report = checked(
        affair,
        f"The Meridian has “102 offices in 53 countries” and the minister “due uffici e non undici” "
        f"[@{affair.gazzetta.key}; @{affair.meridian.key}].",
    )
    assert (report.matches, report.findings) == (2, ())


def test_a_recorded_translation_is_lawful(affair: Affair) -> None:
    report = checked(affair, f"He said “the police found two offices and not eleven” [@{affair.gazzetta.key}].")
    (difference,) = only(report, Code.LAWFUL).differences
    assert (difference.kind, difference.found, difference.expected) == (Departure.TRANSLATION, "en", "by hand")
    assert report.ok_strict


def test_an_excerpt_is_cited_for_its_own_words(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "102 offices in 53 countries")
    assert checked(affair, f"It has “102 offices in 53 countries” [@{excerpt.key}].").findings == ()
    report = checked(affair, f"It has “54 in the autumn. Eleven of them” [@{excerpt.key}].")
    (difference,) = only(report, Code.LAWFUL).differences
    assert (difference.kind, difference.found) == (Departure.OUTSIDE_EXCERPT, excerpt.key)


def test_a_title_is_no_invention(affair: Affair) -> None:
    report = checked(affair, f"Under “Watchdog counts 102 offices” it wrote so [@{affair.meridian.key}].")
    assert [one.kind for one in only(report, Code.LAWFUL).differences] == [Departure.TITLE]


def test_block_quotes_are_compared_whole(affair: Affair) -> None:
    quote = "> The ministry said it would close the offices.\n>\n> It had \\*promised\\* this before \\| twice.\n"
    assert checked(affair, f"{quote}> — *The Meridian*, [@{affair.meridian.key}]\n").matches == 1
    report = checked(affair, f"{quote.replace('twice', 'thrice')}\n[@{affair.meridian.key}]\n")
    assert (only(report, Code.DIFFERS).line, only(report, Code.DIFFERS).found) == (3, "thrice")


def test_markup_in_a_quotation_may_be_typed_or_escaped(affair: Affair) -> None:
    for typed in ("It had *promised* this before", "It had \\*promised\\* this before"):
        assert checked(affair, f"“{typed}” [@{affair.meridian.key}]").matches == 1


def test_a_quotation_mark_without_a_partner_fails(affair: Affair) -> None:
    report = checked(affair, f"It counted “102 offices in 53 countries [@{affair.meridian.key}].")
    assert (only(report, Code.UNCLOSED).column, report.ok) == (12, False)


# --- few words ------------------------------------------------------------------------------------


def test_a_term_of_the_writers_own_is_listed_and_passes(affair: Affair) -> None:
    report = checked(affair, f"These “outposts” were staffed [@{affair.meridian.key}].")
    assert only(report, Code.UNMATCHED_TERM).quote == "outposts"
    assert (report.ok, report.ok_strict) == (True, False)


def test_a_term_with_a_slip_fails(affair: Affair) -> None:
    report = checked(affair, f"They were “volanteers” [@{affair.meridian.key}].")
    assert (only(report, Code.DIFFERS).expected, report.ok) == ("volunteers", False)


# --- what is not cited ----------------------------------------------------------------------------


def test_sentences_without_a_citation_are_listed_and_count_when_strict(affair: Affair) -> None:
    report = checked(affair, f"It rained. Who knew? It poured [@{affair.meridian.key}].")
    found = only(report, Code.UNCITED_SENTENCE)
    assert (found.quote, found.line, found.column) == ("It rained.", 1, 1)
    assert (report.sentences, report.cited, report.ok, report.ok_strict) == (2, 1, True, False)


def test_a_quotation_without_a_citation_is_listed_with_the_source_that_has_it(affair: Affair) -> None:
    report = checked(affair, f"It was “102 offices in 53 countries”.\n\nIt rained [@{affair.meridian.key}].")
    assert only(report, Code.UNCITED_QUOTATION).key == affair.meridian.key
    assert report.ok
    elsewhere = checked(affair, f"“la polizia ha trovato due uffici”.\n\nIt rained [@{affair.meridian.key}].")
    assert only(elsewhere, Code.UNCITED_QUOTATION).key == affair.gazzetta.key


def test_a_quotation_without_a_citation_fails_when_it_is_altered_or_found_nowhere(affair: Affair) -> None:
    rest = f"\n\nIt rained [@{affair.meridian.key}]."
    assert only(checked(affair, f"“102 offices in 54 countries”.{rest}"), Code.DIFFERS).found == "54"
    assert Code.NOT_FOUND in codes(checked(affair, f"“we deny all of these baseless inventions”.{rest}"))


# --- citations ------------------------------------------------------------------------------------


def test_a_key_that_leads_nowhere_fails(affair: Affair) -> None:
    report = checked(affair, f"It rained [@{affair.meridian.key}; @nobody2020-abc].")
    found = only(report, Code.UNKNOWN_KEY)
    assert (found.found, found.column) == ("nobody2020-abc", 16 + len(affair.meridian.key))
    assert not report.ok


def test_a_source_in_the_trash_is_unknown(affair: Affair) -> None:
    sources.remove(affair.case, affair.meridian)
    assert codes(checked(affair, f"It rained [@{affair.meridian.key}].")) == [Code.UNKNOWN_KEY]


@pytest.mark.parametrize(("status", "code"), [("withdrawn", Code.WITHDRAWN), ("corrected", Code.CORRECTED)])
def test_what_became_of_a_source_is_told(affair: Affair, status: str, code: Code) -> None:
    sources.revise(affair.case, affair.meridian, {"status": status})
    report = checked(affair, f"It rained [@{affair.meridian.key}].")
    assert (codes(report), report.ok_strict) == ([code], True)


def test_a_source_without_a_text_cannot_be_compared(affair: Affair) -> None:
    book = sources.add(affair.case, b"\1" * 32, {"title": "A book", "held": "cited"})
    report = checked(affair, f"It says “all of this happened long ago” [@{book.key}].")
    assert (codes(report), report.ok, report.ok_strict) == ([Code.UNCHECKED], True, False)


# --- exported files -------------------------------------------------------------------------------


@pytest.fixture
def exported(affair: Affair) -> str:
    return export(affair)


def export(affair: Affair) -> str:
    long = affair.excerpt(affair.meridian, "We have seen no indication that there is a will to coordinate")
    text = affair.library.texts(affair.meridian.uuid)[0]
    content = affair.library.content(text)
    span = Span(content.index("The ministry's"), content.index(" | twice.") + 9)
    two = excerpts.add(affair.case, text, content, span)
    body = (
        f"It counted “102 offices in 53 countries” [@{affair.meridian.key}, p. 2]. Ms. Orsini said: “We have seen no "
        f"indication that there is a will to coordinate” [@{long.key}]. Bad news in “all of Italy”.\n\n"
        f"> The ministry said it would close the offices.\n>\n> It had \\*promised\\* this before \\| twice. "
        f"[@{two.key}]\n\n"
        f"- 公告 «当地设立了警务服务站» [@{affair.wengang.key}]\n"
    )
    return affair.export(body)


def test_an_exported_file_is_verified_by_its_footnotes_and_its_annex(affair: Affair, exported: str) -> None:
    report = checked(affair, exported)
    assert (report.form, report.ok, report.excerpts) == ("export", True, 2)
    assert (report.quotations, report.matches, report.sentences, report.cited) == (5, 4, 5, 4)
    assert codes(report) == [Code.UNCITED_SENTENCE, Code.UNMATCHED_TERM]


def test_line_ends_and_reflowed_paragraphs_do_not_matter(affair: Affair, exported: str) -> None:
    assert checked(affair, exported.replace("\n", "\r\n")).ok
    assert checked(affair, exported.replace("Ms. Orsini said: “We have", "Ms. Orsini said: “We\nhave")).ok


def test_a_quotation_taken_out_is_told(affair: Affair, exported: str) -> None:
    report = checked(affair, exported.replace("“102 offices in 53 countries”[^1]", "many offices[^1]"))
    assert (only(report, Code.REWORDED).line, report.ok) == (3, False)


def test_words_changed_outside_quotations_are_noticed(affair: Affair, exported: str) -> None:
    report = checked(affair, exported.replace("It counted", "It invented"))
    assert (Code.EDITED in codes(report), report.ok) == (True, True)


def quoted_places(exported: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and line of each line of quoted words, in the body and in the annex."""
    found = annex.read(exported)
    assert found is not None
    at = 0
    for number, line in enumerate(exported.split("\n"), 1):
        if at < found.start and not line.startswith("[^"):
            for quoted in re.finditer(r"“([^”]+)”|«([^»]+)»", line):
                yield at + quoted.start() + 1, at + quoted.end() - 1, number
        if line.startswith("> "):
            mark = line.find("[^")
            yield at + 2, at + (mark if mark > 0 else len(line.rstrip())), number
        at += len(line) + 1


ALTERATIONS = ("q", "7", "中", "", "qq", ".", " q", "*", "[", "`")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Affair, str]]:
    affair = made(tmp_path_factory.mktemp("sealed"))
    with affair.case:
        yield affair, export(affair)


@given(data=st.data())
def test_one_altered_character_in_any_quotation_is_told_with_its_line(
    sealed: tuple[Affair, str], data: st.DataObject
) -> None:
    affair, exported = sealed
    start, end, line = data.draw(st.sampled_from(list(quoted_places(exported))), label="quotation")
    at = data.draw(st.integers(start, end - 1), label="place")
    new = data.draw(st.sampled_from([one for one in ALTERATIONS if one != exported[at]]), label="new")
    assume(new or exported[at] != "\\")  # an escape taken away where none was needed changes no word
    report = checked(affair, exported[:at] + new + exported[at + 1 :])
    told = [finding.line for finding in report.findings if finding.weight is Weight.FAILURE]
    assert line in told


def test_a_shorter_quotation_is_told_although_the_source_has_it(affair: Affair, exported: str) -> None:
    report = checked(affair, exported.replace("“102 offices in 53 countries”", "“102 offices in 53”"))
    assert (only(report, Code.REWORDED).line, report.ok) == (3, False)


@pytest.mark.parametrize("fact", ["source:", "original:", "text:", "excerpt:", "chars:"])
def test_an_altered_fact_of_the_annex_is_told(affair: Affair, exported: str, fact: str) -> None:
    at = exported.rindex(f"`{fact}") + len(fact) + 1
    report = checked(affair, exported[:at] + ("1" if exported[at] != "1" else "2") + exported[at + 1 :])
    assert only(report, Code.ANNEX_SOURCE).line < exported.count("\n", 0, at) + 1
    assert not report.ok


def test_an_altered_place_is_compared_with_what_stands_there(affair: Affair, exported: str) -> None:
    report = checked(affair, re.sub(r"chars:\d+-", "chars:1-", exported, count=1))
    assert {Code.ANNEX_QUOTE, Code.ANNEX_SOURCE} <= set(codes(report))


def test_a_file_of_another_state_or_another_case_is_told(affair: Affair, exported: str) -> None:
    head = affair.case.head or ""
    assert Code.UNKNOWN_HEAD in codes(checked(affair, exported.replace("`head:", "`head:0")))
    assert Code.OTHER_CASE in codes(checked(affair, exported.replace(f"case:{affair.case.uuid}", "case:0")))
    sources.revise(affair.case, affair.meridian, {"publisher": "Meridian Press"})
    assert affair.case.head != head
    assert checked(affair, exported).ok


def test_an_entry_taken_out_of_the_annex_is_missed(affair: Affair, exported: str) -> None:
    found = annex.read(exported)
    assert found is not None
    entry = next(entry for entry in found.entries if not entry.is_source)
    lines = exported.split("\n")
    del lines[entry.line - 1 : entry.quote[-1][0]]
    assert only(checked(affair, "\n".join(lines)), Code.ANNEX_INCOMPLETE).key == entry.key


def test_a_footnote_taken_out_is_missed(affair: Affair, exported: str) -> None:
    report = checked(affair, re.sub(r"\n\[\^1\]: .*\n", "\n", exported))
    assert (only(report, Code.UNDEFINED_NOTE).found, report.ok) == ("1", False)


def test_an_altered_title_in_a_footnote_is_told(affair: Affair, exported: str) -> None:
    report = checked(
        affair, exported.replace("“Watchdog counts 102 offices”, *", "“Watchdog counts 103 offices”, *", 1)
    )
    assert (only(report, Code.DIFFERS).found, report.ok) == ("103", False)


def test_a_confidential_source_is_compared_though_the_annex_is_silent(affair: Affair) -> None:
    leak = source(affair.case, "He gave it to me in the car park.\n", title="Leak", sensitivity="confidential")
    text = affair.export(f"It was “in the car park of the ministry” [@{leak.key}].")
    assert codes(checked(affair, text)) == [Code.DIFFERS]
    text = affair.export(f"He “gave it to me in the car park” [@{leak.key}].")
    assert checked(affair, text).findings == ()


@given(text=st.text(st.sampled_from("“”\"'> [^1]:@`#casethread-briefing:1 head:\n*_|-")))
def test_any_text_can_be_verified(sealed: tuple[Affair, str], text: str) -> None:
    affair, _ = sealed
    report = verify(affair.library, text)
    assert all(finding.line >= 1 and finding.column >= 1 for finding in report.findings)


PHRASES = (
    "The watchdog counted *twice*.",
    "It said “102 offices in 53 countries” [@{m}, p. 2].",
    "It said “103 offices in 53 countries” [@{m}].",
    "“Due uffici”, he said [@{g}; @{m}].",
    'So "la polizia ha trovato due uffici" [@{m}].',
    "公告说「当地设立了警务服务站」。[@{w}]",
    "See [[Ada|her]] at https://e.example/a_b, @ada or #tag.",
    "Who knows? Nobody [@none2020-abc]!",
    "A note of mine[^x] and one that is not there[^y].",
    "R&D in C:\\dir costs <b>5</b> < 6 <!-- ask --> ![x](y.png).",
)
FRAMES = (
    "{}\n\n",
    "- {}\n",
    "  - {}\n",
    "1. {}\n",
    "> {}\n\n",
    "## {}\n",
    "| a | b |\n|---|---|\n| {} | 1 |\n\n",
    "{}\n",
)


@given(parts=st.lists(st.tuples(st.sampled_from(FRAMES), st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3))))
def test_an_export_is_judged_as_the_briefing_it_was_made_from(
    sealed: tuple[Affair, str], parts: list[tuple[str, list[str]]]
) -> None:
    affair, _ = sealed
    keys = {"m": affair.meridian.key, "g": affair.gazzetta.key, "w": affair.wengang.key}
    written = "".join(frame.format(" ".join(phrases)) for frame, phrases in parts)
    for letter, key in keys.items():
        written = written.replace(f"{{{letter}}}", key)
    body = f"# Title\n\n{written}\n\nMine[^x].\n\n[^x]: I saw “102 offices in 53 countries” [@{affair.meridian.key}].\n"
    brief = Brief(uuid=new_uuid(), key="b", title="Title", body=body)
    sent = compose(affair.library, brief, affair.case.head or "", AT)
    before, after = verify(affair.library, body), verify(affair.library, sent)
    assert (after.form, after.sentences, after.cited) == ("export", before.sentences, before.cited)
    assert serious(after) == serious(before)


def serious(report: Report) -> list[tuple[Code, str]]:
    return sorted((one.code, one.quote) for one in report.findings if one.weight is not Weight.NOTICE)


def test_the_sample_of_every_code_has_a_weight() -> None:
    weights = {code: Finding(code, 1, 1).weight for code in Code}
    assert {code for code, weight in weights.items() if weight is Weight.NOTICE} == {
        Code.LAWFUL,
        Code.WITHDRAWN,
        Code.CORRECTED,
        Code.EDITED,
        Code.QUOTE_CHANGED,
        Code.QUOTE_LOST,
    }
    assert weights[Code.UNCITED_SENTENCE] is Weight.STRICT


def test_an_empty_text_is_verified(affair: Affair) -> None:
    assert checked(affair, "").ok_strict
    assert isinstance(affair.case, Case)


def test_a_part_of_a_page_without_words_is_cited_with_its_place(affair: Affair) -> None:
    text = affair.library.texts(affair.meridian.uuid)[0]
    content = affair.library.content(text)
    part = Part(10, 70.5, 20, 8, page=1)
    stamp = excerpts.frame(affair.case, affair.meridian, text, content, part, None)
    exported = affair.export(f"The copy bears a stamp of the ministry [@{stamp.key}].")
    assert "`part:page=1&xywh=percent:10,70.5,20,8`" in exported
    assert checked(affair, exported).ok
    assert not checked(affair, exported.replace("percent:10,70.5", "percent:10,10.5")).ok
