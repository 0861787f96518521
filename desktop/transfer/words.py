"""What became of files, in words."""

from collections.abc import Sequence
from pathlib import Path

from db.importers.intake import Outcome
from desktop.base.i18n import count, tr
from desktop.base.sentences import REASONS

_WARNINGS = {
    "charset-guessed": "its character set was guessed: look whether all letters are right",
    "language-doubted": "the page states another language than its words suggest",
    "author-doubted": "a name in it may be the author’s; it was not taken for one",
    "date-not-guessed": "it gives no date that can be relied on; none was filled in",
    "markup-too-heavy": "the page is too intricate to find the article in it; all its words were taken",
    "date-unreadable": "its date cannot be read, or is none that can be; none was filled in",
    "header-cut": "one of its first lines is so long that only its beginning is shown",
    "message-damaged": "the message is not put together as it should be: compare it with the original",
    "message-rebuilt": "the attached message was put together again from what was kept of it",
    "letter-encrypted": "the letter itself is encrypted and was not read",
    "parts-left-out": "it holds more than is taken in at once; some of it was left out",
    "whole-page-text": "all that the page shows was taken, and not only its article",
    "little-text": "it shows little text: a notice may stand in the place of the article",
    "archive-damaged": "parts of the archive are missing or altered; what could be read was taken",
    "cut-off": "it was unpacked up to a place where it is damaged; what follows is missing",
    "parts-damaged": "some of its parts are missing or damaged; what could be read was taken",
    "only-words-left": "its layout is damaged: its words were taken as far as they are there, without tables and notes",
    "digest-mismatch": "it is not what was captured: it differs from the digest that the archive noted",
    "hash-mismatch": "the archive was changed after it was made: something in it differs from its list",
    "body-still-encoded": "the server had packed it in a way that cannot be undone here",
    "tracked-changes": "it holds tracked changes: what was inserted is in its text, what was deleted is not",
    "hidden-content": "parts of it are hidden in the file; their words are in its text",
    "contains-macros": "it contains macros, which were not run",
    "holds-pictures": "it holds pictures; words in them were not read",
    "rows-left-out": "it is very long: the last rows are not in its text",
    "quotes-unbalanced": "a quotation mark in it is never closed: look whether its columns are right",
    "entities-not-read": "it declares abbreviations of its own; they were left as they are written",
    "no-text": "it has no text, it is only seen",
    "some-pages-without-text": "some of its pages are pictures without text",
    "some-pages-damaged": "some of its pages could not be read",
    "pages-left-out": "it is so long that its last pages were left out",
    "only-page-text": "only the text of its pages was read: forms, remarks and files in it were left out",
    "letters-unknown": "it does not say what its letters are: look at the pages, not at the text",
    "right-to-left-text": "it has words that run from right to left: look whether they are in order",
    "marks-left-out": "remarks or marks in it stand beside no words and were left out",
    "entries-left-out": "it has more entries than can be taken at once",
    "key-twice": "another entry has the same key",
    "field-twice": "a field stands in it twice; the first was taken",
    "macro-undefined": "it uses an abbreviation that is not explained in the file",
    "some-pages-not-recognised": "there was no time to recognise the words on all of its pages",
    "some-pages-recognised": "the words of some pages were recognised in their pictures and may be wrong",
    "recognition-doubtful": "many of its words were hard to recognise: compare them with the picture",
    "form-not-shown": "it is a form that only its maker’s program shows; what was filled in may be missing",
}


def reason(outcome: Outcome) -> str:
    """Why a file did not come in, as a sentence without its beginning."""
    return tr(REASONS.get(outcome.reason or "", outcome.reason or ""))


def warnings(codes: Sequence[str]) -> str:
    """What to look at in a file that came in."""
    return "; ".join(tr(_WARNINGS.get(code) or _given_up(code)) for code in codes)


def _given_up(code: str) -> str:
    known = REASONS.get(code)
    return f"it was read in a simpler way, because {known}" if known else code


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many came in, were there already, and failed."""
    number = {status: sum(one.status == status for one in outcomes) for status in ("added", "duplicate", "failed")}
    parts = [count(number["added"], "1 source added", "{n} sources added")]
    if number["duplicate"]:
        parts.append(count(number["duplicate"], "1 was already there", "{n} were already there"))
    if number["failed"]:
        parts.append(count(number["failed"], "1 file did not come in", "{n} files did not come in"))
    return "  ·  ".join(parts)


def shown_name(path: Path) -> str:
    """A file by its name and the folder it is in."""
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name
