"""The verify command, and how a report of it is told."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from db.briefings.report import Code, Finding, Report
from desktop.base.departures import DEPARTURES
from desktop.cli.frame import CASE, NO, as_json, opened, read_file, show
from desktop.cli.writing import FILE

_SENTENCES = {
    Code.DIFFERS: "differs from the source. Here: “{found}” Source: “{expected}”",
    Code.NOT_FOUND: "these words stand in no source that could be meant: “{quote}”",
    Code.ELSEWHERE: "these words are not in the source cited, but in {key}: “{quote}”",
    Code.UNCLOSED: "a quotation begins here and does not end, or the other way round",
    Code.UNKNOWN_KEY: "nothing in the case has the key {found}",
    Code.UNDEFINED_NOTE: "this footnote stands nowhere: {found}",
    Code.ANNEX_QUOTE: "the annex differs from the excerpt {key}. Here: “{found}” Case: “{expected}”",
    Code.ANNEX_SOURCE: "the annex says something else of {key} than the case. Here: {found} Case: {expected}",
    Code.ANNEX_INCOMPLETE: "the annex does not hold {key}, which is cited",
    Code.UNKNOWN_HEAD: "the case never was in the state that the annex names: {found}",
    Code.REWORDED: "this quotation is not the one that was exported: “{quote}”",
    Code.OTHER_CASE: "this was exported from another case",
    Code.UNCITED_SENTENCE: "no citation: {quote}",
    Code.UNCITED_QUOTATION: "no citation, though the words stand in {key}: “{quote}”",
    Code.UNMATCHED_TERM: "“{quote}” stands in no source that could be meant; a term, a title or irony?",
    Code.UNCHECKED: "{key} has no text in the case, so this could not be compared: “{quote}”",
    Code.LAWFUL: "matches, with differences that are allowed: {differences}",
    Code.WITHDRAWN: "{key} was withdrawn by its publisher",
    Code.CORRECTED: "{key} was corrected after it appeared",
    Code.QUOTE_CHANGED: "{key} keeps its words, but the current text of its source has others: “{found}”",
    Code.QUOTE_LOST: "{key} keeps its words, but the current text of its source does not have them any more",
    Code.EDITED: "the words of the briefing are no longer those that were exported",
}


@click.command()
@click.argument("case", type=CASE)
@click.argument("file", type=FILE)
@click.option("--strict", is_flag=True, help="Sentences without a citation count, too.")
@as_json
def verify(case: Path, file: Path, *, strict: bool, as_json: bool) -> int:
    """Compare a briefing with the case: each quotation word for word, each citation, the annex.

    FILE is a briefing as it is written, or as it was exported. Whether what it says is true, only a
    person can say; this says whether it matches the source texts.

    \b
    casethread verify harbour.casethread briefing.md
    casethread verify harbour.casethread briefing.md --strict --json
    """
    from db.briefings.library import CaseLibrary
    from db.briefings.verify import verify as compare

    text = read_file(file)
    with opened(case) as open_case:
        report = compare(CaseLibrary(open_case), text)
    ok = report.ok_strict if strict else report.ok
    if as_json:
        show(_data(report, ok=ok))
    else:
        tell_report(report)
    return 0 if ok else NO


def tell_report(report: Report) -> None:
    """Print what was found, place by place, and the sum of it."""
    for finding in report.findings:
        click.echo(f"{finding.line}:{finding.column}  {words_for(finding)}")
    click.echo(
        f"{report.matches} of {report.quotations} quotations match the source texts; "
        f"{report.cited} of {report.sentences} sentences cite a source; "
        f"{report.citations} citations, {report.excerpts} excerpts in the annex."
    )


def words_for(finding: Finding) -> str:
    """One finding as a sentence."""
    values = {name: _short(str(value or "")) for name, value in asdict(finding).items()}
    kinds = dict.fromkeys(difference.kind for difference in finding.differences)
    values["differences"] = "; ".join(DEPARTURES[kind] for kind in kinds)
    said = _SENTENCES[finding.code].format(**values)
    return f"{said}; the notice is {finding.notice}" if finding.notice else said


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 160 else f"{words[:157]}…"


def _data(report: Report, *, ok: bool) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(asdict(report), default=str))
    for item, finding in zip(data["findings"], report.findings, strict=True):
        item["weight"] = finding.weight.value
    return {"ok": ok, **data}
