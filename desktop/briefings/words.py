"""What a check of a briefing found, in words: text matches a source or it does not; nothing is called verified."""

from dataclasses import dataclass

from db.briefings.report import Code, Finding, Report
from desktop.base.departures import DEPARTURES
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown

_LONGEST = 140  # characters of a quotation in a card

_WORDS = {
    Code.DIFFERS: "Differs from the source.",
    Code.NOT_FOUND: "These words were found in no source that could be meant.",
    Code.ELSEWHERE: "These words are not in the source cited, but in another one.",
    Code.UNCLOSED: "A quotation begins here and does not end, or the other way round.",
    Code.UNKNOWN_KEY: "Nothing in the case has this key.",
    Code.UNDEFINED_NOTE: "This footnote stands nowhere.",
    Code.REWORDED: "This quotation is not the one that was exported.",
    Code.ANNEX_QUOTE: "The annex differs from the excerpt.",
    Code.ANNEX_SOURCE: "The annex says something else than the case.",
    Code.ANNEX_INCOMPLETE: "The annex does not hold something that is cited.",
    Code.UNKNOWN_HEAD: "The case never was in the state that the annex names.",
    Code.OTHER_CASE: "This was exported from another case.",
    Code.UNCITED_SENTENCE: "No citation.",
    Code.UNCITED_QUOTATION: "No citation, though the words stand in a source.",
    Code.UNMATCHED_TERM: "Stands in no source that could be meant: a term, a title or irony?",
    Code.UNCHECKED: "The source has no text in the case, so this could not be compared.",
    Code.LAWFUL: "Matches, with differences that are allowed.",
    Code.QUOTE_CHANGED: "The excerpt keeps its words, but the current text of its source has others.",
    Code.QUOTE_LOST: "The excerpt keeps its words, but the current text of its source does not have them any more.",
    Code.WITHDRAWN: "A source cited here was withdrawn by its publisher.",
    Code.CORRECTED: "A source cited here was corrected by its publisher after it appeared.",
    Code.EDITED: "The words are no longer those that were exported.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is told: what it is about, what there is to say, and details line by line."""

    head: str
    words: str
    details: tuple[str, ...]


def has_words(code: Code) -> bool:
    """Whether there are words for a kind of finding."""
    return code in _WORDS


def told(finding: Finding) -> Told:
    """One finding in words."""
    head = finding.quote or finding.found
    details = []
    if finding.quote and finding.found and finding.expected:
        details = [tr("Here: “{words}”"), tr("Source: “{words}”")]
        details = [line.format(words=short(w)) for line, w in zip(details, _both(finding), strict=True)]
    if finding.code is Code.QUOTE_CHANGED:
        lines = (tr("Excerpt: “{words}”"), finding.expected), (tr("Current text: “{words}”"), finding.found)
        return Told("", tr(_WORDS[finding.code]), tuple(line.format(words=short(words)) for line, words in lines))
    if finding.code is Code.LAWFUL:
        kinds = dict.fromkeys(difference.kind for difference in finding.differences)
        details += [upper_first(tr(DEPARTURES[kind])) + "." for kind in kinds]
    return Told(short(head), tr(_WORDS[finding.code]), tuple(details))


def upper_first(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def short(words: str) -> str:
    """Words on one line, cut when they are long."""
    words = shown(" ".join(words.split()))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def sums(report: Report) -> tuple[str, tuple[str, ...]]:
    """The sum of a check: a heading and lines."""
    head = count(report.sentences, "1 sentence", "{n} sentences")
    without = report.sentences - report.cited
    lines = [count(report.cited, "1 cites a source", "{n} cite a source")] if report.cited else []
    if without:
        lines.append(count(without, "1 without a citation", "{n} without a citation"))
    if report.quotations:
        words = tr("{matches} of {all} quotations match the source text")
        if report.quotations == 1:
            words = tr("the one quotation matches") if report.matches else tr("the one quotation does not match")
        lines.append(words.format(matches=report.matches, all=report.quotations))
    return head, tuple(lines)


def outcome(name: str, report: Report) -> str:
    """What is said when a briefing was written to a file and the file was compared with the case."""
    if report.ok:
        words = tr("Wrote “{name}”; read back, all its quotations match the source texts.")
        if not report.quotations:
            words = tr("Wrote “{name}”; it quotes nothing.")
        return words.format(name=shown(name))
    words = tr("Wrote “{name}”; {matches} of {all} quotations in it match the source texts. See Check.")
    return words.format(name=shown(name), matches=report.matches, all=report.quotations)


def _both(finding: Finding) -> tuple[str, str]:
    return finding.found, finding.expected
