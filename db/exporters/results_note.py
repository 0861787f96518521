"""What a search finds as a note: each hit a quotation with its citation, under the source it comes from.

The first lines say what was asked, how it was read, when, and how much was left out. Passages are quoted word for
word, so that checking the note against the sources finds each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from db import excerpts, notes
from db.briefings.wording import ENGLISH
from db.case import Case
from db.exporters import results
from db.exporters.results import Listed, Result, Results
from db.finding import Found
from db.markup.escaping import escaped, escaped_line, link
from db.notes import Note
from db.refs import Ref
from db.search.query import Query

MOST = 200
"""How many hits a note takes, so that it can still be read."""

_LONGEST = 400
_CAPTIONS = {"entity": "People and places", "source": "Sources", "note": "Notes", "briefing": "Briefings"}


_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Composed:
    """A note to be: how many hits stand in it, and how many do not: too many, or confidential."""

    title: str
    body: str
    hits: int
    left_out: int
    kept_back: int


def compose(case: Case, listed: Listed, today: date) -> Composed:
    """A note of all that a search finds, titled after it; nothing is written."""
    query, asked = listed.text, listed.query
    outward = results.outward(case, listed.refs)
    kept_back = len(listed.refs) - len(outward)
    found = _first(case, outward, asked)
    left_out = len(outward) - len(found)
    body = _text(case, query, asked, Results(tuple(found), kept_back), left_out, today)
    return Composed(f"Search: {_cut(query)}", body, len(found), left_out, kept_back)


def keep(case: Case, composed: Composed) -> Note:
    """Add it to the notes, under a title that none of them has."""
    with case.edit("note.add"):
        begun = notes.add(case, composed.title)
        return notes.revise(case, begun.uuid, composed.body)[0]


def _cut(query: str) -> str:
    """The query, or its beginning, for a title."""
    return query if len(query) <= _LONGEST_TITLE else f"{query[:_LONGEST_TITLE].rstrip()}…"


def _first(case: Case, refs: Sequence[Ref], query: Query) -> list[Result]:
    """As many of the hits as a note takes."""
    found: list[Result] = []
    for batch in results.in_batches(refs):
        if len(found) >= MOST:
            break
        found += results.of(case, batch, query).results
    return found[:MOST]


def _text(case: Case, query: str, asked: Query, found: Results, left_out: int, today: date) -> str:
    """The body of the note, in Markdown."""
    blocks = [_head(query, asked, found, left_out, today)]
    for kind, caption in _CAPTIONS.items():
        several = [one for one in found.results if _part(one.found) == kind]
        if several:
            blocks.append(f"## {caption}")
            blocks += _sources(case, several) if kind == "source" else ["\n".join(map(_other, several))]
    return "\n\n".join(blocks) + "\n"


def _head(query: str, asked: Query, found: Results, left_out: int, today: date) -> str:
    when = ENGLISH.spoken(today.isoformat())
    said = [f"Searched on {when} for: {escaped(query)}", f"Read as: {escaped(asked.read_as)}"]
    counts = [_many(len(found.results), "1 hit.", "{n} hits.")]
    if left_out:
        counts.append(_many(left_out, "1 more was left out.", "{n} more were left out."))
    if found.kept_back:
        words = "1 that is confidential was left out.", "{n} that are confidential were left out."
        counts.append(_many(found.kept_back, *words))
    return "\n\n".join((*said, " ".join(counts)))


def _many(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.format(n=f"{number:,}")


def _part(found: Found) -> str:
    """The part of the note where a hit stands: an excerpt with the source it was taken from."""
    return "source" if found.ref.kind == "excerpt" else found.ref.kind


def _sources(case: Case, several: Sequence[Result]) -> list[str]:
    """Sources in the order in which they are first found, each with its passage and its excerpts."""
    order = list(dict.fromkeys(one.found.source for one in several))
    sorted_ = sorted(several, key=lambda one: order.index(one.found.source))
    blocks: list[str] = []
    for _, hits in groupby(sorted_, key=lambda one: one.found.source):
        these = list(hits)
        blocks.append(f"### {_title(these[0])}")
        blocks += [_passage(case, one.found) for one in these]
    return blocks


def _title(one: Result) -> str:
    """A source by its title, its paper and its date."""
    found = one.found
    title = found.source_title or found.title or found.key
    about = [found.paper, ENGLISH.spoken(found.issued) if found.issued else ""]
    behind = ", ".join(part for part in about if part)
    return escaped(f"{title} ({behind})" if behind else title)


def _passage(case: Case, found: Found) -> str:
    """The words of a source as a quotation; of an excerpt its own, and never the comment on it."""
    words = _paragraph(found)
    if found.ref.kind == "excerpt":
        words = excerpts.of_uuids(case, [found.ref.uuid])[found.ref.uuid].quote
    plain = _short(" ".join(words.split()))
    return f"> {escaped_line(plain)} [@{found.key}]" if plain else f"[@{found.key}]"


def _paragraph(found: Found) -> str:
    """Of the passage the line with most hits: a headline and what follows it are no words in a row."""
    lines, start = [], 0
    for line in found.snippet.split("\n"):
        end = start + len(line)
        lines.append((sum(start <= place < end for place, _ in found.marks), line))
        start = end + 1
    return max(lines, key=lambda one: (one[0], len(one[1])))[1]


def _other(one: Result) -> str:
    """A person or place as a link; what somebody wrote under its title, which is no source to cite."""
    found = one.found
    if found.ref.kind == "entity":
        return f"- {link(found.title)}" if found.title else f"- {escaped(found.key)}"
    return f"- {escaped(found.title)}: {escaped(_short(' '.join(_paragraph(found).split())))}"


def _short(words: str) -> str:
    """So much as can be quoted, up to the end of a word."""
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0]
