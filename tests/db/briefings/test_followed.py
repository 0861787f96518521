"""Citations of excerpts whose words are others in the text that is read now: a note, never a failure."""

from db import texts
from db.briefings.report import Code, Report, Weight
from db.briefings.verify import verify
from tests.db.briefings.affair import Affair


def _corrected(affair: Affair, old: str, new: str) -> None:
    text = texts.current(affair.case, affair.meridian.uuid)
    assert text
    words = texts.content(affair.case, text)
    assert old in words
    texts.correct(affair.case, text, words.replace(old, new))


def _codes(report: Report) -> list[Code]:
    return [finding.code for finding in report.findings if finding.code is not Code.LAWFUL]


def test_a_quotation_still_matches_the_excerpt_and_a_note_says_that_the_text_has_other_words(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "The watchdog counted 102 offices in 53 countries")
    body = f"“The watchdog counted 102 offices in 53 countries” [@{excerpt.key}]. Again [@{excerpt.key}]."
    assert _codes(verify(affair.library, body)) == []
    _corrected(affair, "102 offices", "120 offices")
    report = verify(affair.library, body)
    assert report.ok
    assert report.ok_strict
    assert (report.matches, report.quotations) == (1, 1)
    (finding,) = (one for one in report.findings if one.code is Code.QUOTE_CHANGED)
    assert finding.weight is Weight.NOTICE
    assert finding.found == "The watchdog counted 120 offices in 53 countries"
    assert finding.expected == excerpt.quote
    assert (finding.line, finding.key) == (1, excerpt.key)


def test_words_that_are_not_in_the_text_any_more_are_told(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "It had *promised* this before | twice.")
    _corrected(affair, "It had *promised* this before | twice.\n", "")
    report = verify(affair.library, f"It had promised [@{excerpt.key}].")
    assert report.ok_strict
    assert _codes(report) == [Code.QUOTE_LOST]


def test_an_excerpt_whose_words_stand_in_the_new_text_needs_no_note(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "102 offices in 53 countries")
    _corrected(affair, "It had *promised*", "It promised")
    assert _codes(verify(affair.library, f"“102 offices in 53 countries” [@{excerpt.key}].")) == []


def test_an_exported_briefing_stays_whole_after_a_correction(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "The watchdog counted 102 offices in 53 countries")
    exported = affair.export(f"“The watchdog counted 102 offices in 53 countries” [@{excerpt.key}].")
    _corrected(affair, "102 offices", "120 offices")
    report = verify(affair.library, exported)
    assert report.ok
    assert Code.QUOTE_CHANGED in _codes(report)
