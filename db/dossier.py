"""What a case says of one entity: where sources name it, in order of their dates, and where it is written about.

Nothing is interpreted here: a mention is a place where a name stands, with the sentence around it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from db import briefs, links, markup, notes, publishers, texts
from db.analysis.mentions import Mention
from db.case import Case
from db.derived import Derived
from db.folding import find, fold
from db.markup.quotations import pair
from db.markup.sentences import sentences
from db.refs import Ref, Uuid
from db.spans import Span
from db.writings import Writing

_AROUND = 1500  # characters on either side in which a sentence is looked for
_LONGEST = 420  # of a sentence; what is longer is cut around the name
_BLANK = re.compile(r"\s")
_PARAGRAPH = re.compile(r"\n\s*\n")
_CITATION = re.compile(r"\s*\[@[^\[\]]*\]")
_SIGNS = re.compile(r"^[#>\s*+-]+|\[\[(?:[^\]|]*\|)?|\]\]")  # of Markdown, around the words of a line


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence on one line; `marks` are places of the name in it, `places` the same in the whole text."""

    text: str
    marks: tuple[tuple[int, int], ...]
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Mentions in one source: how many in all, and the passages of those that were asked for."""

    source: Uuid
    title: str
    paper: str
    issued: str
    total: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Where an entity is named; `following` is the number of the mention to go on with, None at the end."""

    total: int
    sources: int
    chapters: tuple[Chapter, ...]
    following: int | None


@dataclass(frozen=True, slots=True)
class About:
    """A note or briefing that links to an entity, with the sentences in which it does."""

    ref: Ref
    title: str
    passages: tuple[Passage, ...]


def named(case: Case, derived: Derived, entity: Uuid, start: int = 0, count: int = 100) -> Named:
    """Where sources name an entity, the oldest source first: so many mentions, from the one with this number on."""
    mentions = derived.mentions_of(entity)
    totals = {source: len(list(found)) for source, found in groupby(mentions, key=lambda one: one.source)}
    known = _sources(case, totals)
    ordered = [one for one in mentions if one.source in known]
    ordered.sort(key=lambda one: (known[one.source].rank, one.start))
    portion = ordered[start : start + count]
    chapters = tuple(
        _chapter(case, known[source], totals[source], list(found))
        for source, found in groupby(portion, key=lambda one: one.source)
    )
    end = start + len(portion)
    return Named(len(ordered), len(known), chapters, end if end < len(ordered) else None)


def written_about(case: Case, entity: Uuid) -> list[About]:
    """The notes and briefings that link to an entity, by title."""
    found = []
    for ref in dict.fromkeys(links.to_entity(case, entity)):
        shelf = notes if ref.kind == "note" else briefs
        writing = shelf.of_uuid(case, ref.uuid)
        found.append(About(ref, writing.title, tuple(_linking(case, ref, writing, entity))))
    return sorted(found, key=lambda one: fold(one.title))


# --- sources --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    uuid: Uuid
    title: str
    paper: str
    issued: str
    rank: int


def _sources(case: Case, wanted: Iterable[Uuid]) -> dict[Uuid, _Source]:
    """What is to be told of these sources, ranked by date; those without a date come last."""
    some = set(wanted)
    sql = """
        SELECT uuid, coalesce(title, key) AS title, coalesce(container_title, publisher, '') AS paper, issued
        FROM source WHERE deleted_at IS NULL ORDER BY issued IS NULL, issued, key
    """
    meanings = publishers.meanings(case)
    rows = (row for row in case.query(sql) if row["uuid"] in some)
    return {
        row["uuid"]: _Source(
            row["uuid"], row["title"], meanings.get(row["paper"], row["paper"]), row["issued"] or "", rank
        )
        for rank, row in enumerate(rows)
    }


def _chapter(case: Case, source: _Source, total: int, mentions: Sequence[Mention]) -> Chapter:
    text = texts.current(case, source.uuid)
    words = texts.content(case, text) if text else ""
    passages = tuple(_passages(words, [Span(one.start, one.end) for one in mentions]))
    return Chapter(source.uuid, source.title, source.paper, source.issued, total, passages)


def _passages(words: str, places: Sequence[Span]) -> Iterator[Passage]:
    """The sentences around some places; those in one sentence share it, unless it is too long to be shown whole."""
    around = ((sentence_around(words, place), place) for place in places)
    for sentence, found in groupby(around, key=lambda one: one[0]):
        spans = [place for _, place in found]
        if sentence.end - sentence.start <= _LONGEST:
            yield _shown(words, sentence, spans)
        else:
            yield from (_shown(words, sentence, [span]) for span in spans)


def sentence_around(text: str, place: Span) -> Span:
    """The sentence in which a place lies, as far as it can be told, within its paragraph."""
    first, last = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    for gap in _PARAGRAPH.finditer(text, first, last):
        if gap.end() <= place.start:
            first = gap.end()
        elif gap.start() >= place.end:
            last = gap.start()
            break
    paragraph = text[first:last]
    plain = bytes(len(paragraph))
    extents = sentences(paragraph, plain, pair(paragraph, plain).pairs)
    touched = [(a, b) for a, b in extents if first + a < place.end and first + b > place.start]
    if not touched:
        return place
    return Span(min(first + touched[0][0], place.start), max(first + touched[-1][1], place.end))


def _shown(text: str, sentence: Span, places: Sequence[Span]) -> Passage:
    """A sentence on one line, cut around the places when it is too long."""
    start, end = _cut(text, sentence, places[0])
    before = "… " if start > sentence.start else ""
    shown = before + _BLANK.sub(" ", text[start:end]) + (" …" if end < sentence.end else "")
    shift = len(before) - start
    return Passage(shown, tuple((one.start + shift, one.end + shift) for one in places), tuple(places))


def _cut(text: str, sentence: Span, place: Span) -> tuple[int, int]:
    if sentence.end - sentence.start <= _LONGEST:
        return sentence.start, sentence.end
    start = max(sentence.start, place.start - _LONGEST // 2)
    end = min(sentence.end, max(place.end, start + _LONGEST))
    if start > sentence.start and (blank := _BLANK.search(text, start, min(start + 30, place.start))):
        start = blank.end()
    if end < sentence.end and (cut := text.rfind(" ", max(end - 30, place.end), end)) > 0:
        end = cut
    return start, end


# --- notes and briefings --------------------------------------------------------------------------


def _linking(case: Case, ref: Ref, writing: Writing, entity: Uuid) -> Iterator[Passage]:
    """The sentences of a text that link to an entity; where a link stands in none, its line."""
    targets = links.targets(case, ref)
    document = markup.parse(writing.body)
    meant = [link for link in document.links if targets.get(fold(link.name)) == entity]
    around = ((_sentence_of(document, link), link) for link in meant)
    for text, found in groupby(around, key=lambda one: one[0]):
        linking = [link for _, link in found]
        marks = _marked(text, [link.shown or link.name for link in linking])
        yield Passage(text, marks, tuple(Span(link.start, link.end) for link in linking))


def _sentence_of(document: markup.Document, link: markup.Link) -> str:
    for sentence in document.sentences:
        if sentence.start <= link.start < sentence.end:
            return _bare(sentence.text)
    line_start = document.markdown.rfind("\n", 0, link.start) + 1
    line_end = document.markdown.find("\n", link.end)
    line = document.markdown[line_start : line_end if line_end >= 0 else None]
    return _bare(_SIGNS.sub("", line))


def _bare(sentence: str) -> str:
    """On one line, without citations and the edges of a table."""
    return " ".join(_CITATION.sub("", sentence).split()).strip(" |")


def _marked(text: str, names: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where these words stand, each behind the one before."""
    marks: list[tuple[int, int]] = []
    for name in names:
        free = (place for place in find(text, name) if not marks or place[0] >= marks[-1][1])
        if place := next(free, None):
            marks.append(place)
    return tuple(marks)
