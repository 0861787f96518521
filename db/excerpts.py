"""Excerpts: verbatim passages, anchored by code points in one immutable text.

`text[start:end] == quote` holds for every excerpt at all times; `misplaced` proves it. Several
excerpts may lie on one passage. Anchors follow the W3C Web Annotation model: a text position
selector, and a text quote selector with 32 characters of context on both sides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db import anchors, errors, fragments, keys, naming, sources, spans, texts
from db.case import Case
from db.driver import Row
from db.fragments import Fragment
from db.refs import Uuid, new_uuid
from db.sources import Source
from db.spans import Span

_SELECT = "SELECT * FROM excerpt WHERE deleted_at IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A verbatim passage: `start` to `end` in code points of `text`, end exclusive; `locator` is a page or time.

    `place` is a media fragment (`fragments`): what was marked on a page, a picture or a recording. Only with one the
    passage may be empty, as that of a stamp or a signature is.
    """

    uuid: Uuid
    key: str
    source: Uuid
    text: Uuid
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    locator: str | None = None
    comment: str = ""
    place: str | None = None
    sensitivity: str = "open"

    @property
    def fragment(self) -> Fragment | None:
        """What was marked besides words; None too for a place that a later version may have written otherwise."""
        try:
            return fragments.parse(self.place) if self.place else None
        except errors.Invalid:
            return None


def every(case: Case) -> list[Excerpt]:
    """All excerpts, source by source in the order of their places."""
    return [_record(row) for row in case.query(f"{_SELECT} ORDER BY source, start, key")]


def of_source(case: Case, source: Uuid) -> list[Excerpt]:
    """The excerpts of a source in the order of their places."""
    return [_record(row) for row in case.query(f"{_SELECT} AND source = ? ORDER BY start, key", (source,))]


def of_uuids(case: Case, uuids: Iterable[Uuid]) -> dict[Uuid, Excerpt]:
    """Some excerpts by their identities; those that are in the trash are left out."""
    found = [case.query(f"{_SELECT} AND uuid = ?", (uuid,)) for uuid in uuids]
    return {rows[0]["uuid"]: _record(rows[0]) for rows in found if rows}


def numbers(case: Case, source: Uuid) -> dict[Uuid, int]:
    """The excerpts of a source, trashed ones among them, counted from 0 as this file came to know them.

    The number of an excerpt does not change when others come or go, so that a colour can go by it.
    """
    found = case.query("SELECT uuid FROM excerpt WHERE source = ? ORDER BY rowid", (source,))
    return {row["uuid"]: number for number, row in enumerate(found)}


def get(case: Case, name: str) -> Excerpt:
    """The excerpt of this key or uuid; raises Unknown or Ambiguous."""
    found = case.query(f"{_SELECT} AND key = ?", (name,))
    if not found and (pattern := naming.uuid_pattern(name)):
        found = case.query(f"{_SELECT} AND uuid GLOB ?", (pattern,))
    return naming.one("excerpt", name, [_record(row) for row in found])


def quote(
    case: Case,
    source: Source,
    words: str,
    *,
    nth: int | None = None,
    comment: str = "",
    locator: str | None = None,
) -> Excerpt:
    """Make an excerpt of the passage of a source that has these words; `nth` counts from 1.

    How the words are typed (blanks, accents, capitals, quotation marks) only serves to find the
    passage: the excerpt holds what stands in the text. Raises QuoteNotFound or QuoteAmbiguous.
    """
    text = texts.current(case, source.uuid)
    content = texts.content(case, text) if text else ""
    places = spans.locate(content, words)
    if text is None or not places or (nth is not None and not 1 <= nth <= len(places)):
        raise errors.QuoteNotFound(source.key, words, spans.nearest(content, words), len(places))
    if len(places) > 1 and nth is None:
        raise errors.QuoteAmbiguous(source.key, words, len(places))
    return add(case, text, content, places[(nth or 1) - 1], comment=comment, locator=locator)


def add(
    case: Case,
    text: texts.Text,
    content: str,
    span: Span,
    *,
    comment: str = "",
    locator: str | None = None,
    place: Fragment | None = None,
) -> Excerpt:
    """Make an excerpt of a place in a text, whose words are `content`; raises Invalid when the place is outside.

    Without a locator it has the page, or the time, at which the place lies in a text that has such, and of a recording
    the stretch in which the words are said.
    """
    if (span.start == span.end and place is None) or span.end > len(content):
        raise errors.Invalid("span", f"{span.start}-{span.end}")
    if place is None and (said := text.layout.stretch(span.start, span.end)):
        place = fragments.Stretch(*said)
    uuid = new_uuid()
    source = sources.of_uuid(case, text.source)
    prefix, suffix = spans.context(content, span)
    with case.edit("excerpt.add") as edit:
        edit.insert(
            "excerpt",
            uuid,
            {
                "key": keys.excerpt_key(source.key, uuid, lambda key: _taken(case, key)),
                "source": text.source,
                "text": text.uuid,
                "start": span.start,
                "end": span.end,
                "quote": span.of(content),
                "prefix": prefix,
                "suffix": suffix,
                "locator": locator or _locator(text.layout, span, place),
                "comment": comment,
                "place": str(place) if place else None,
                "sensitivity": source.sensitivity,
            },
        )
        anchors.follow_one(case, uuid)
    return get(case, uuid)


def frame(
    case: Case, source: Source, text: texts.Text | None, content: str, part: fragments.Part, words: Span | None
) -> Excerpt:
    """Make an excerpt of a part of a page or a picture, with the words that stand there, if there are any.

    A source without a text gets an empty one, on which the excerpt can lie.
    """
    with case.edit("excerpt.add"):
        text = text or texts.add(case, source.uuid, "")
        if words is None:
            pages = text.layout.pages
            start = pages[part.page - 1][0] if part.page is not None and part.page <= len(pages) else 0
            words = Span(start, start)
        return add(case, text, content, words, place=part)


def _locator(layout: texts.Layout, span: Span, place: Fragment | None) -> str | None:
    """The page on which a passage begins as it is printed, or the time at which it is said, as citations write it."""
    if isinstance(place, fragments.Stretch):
        return _time(place.begin)
    if place is not None and place.page is not None:
        return f"p. {layout.page_label(place.page) if place.page <= len(layout.pages) else place.page}"
    if (page := layout.page_at(span.start)) is not None:
        last = layout.page_at(span.end - 1) or page
        first = layout.page_label(page)
        return f"p. {first}" if last == page else f"pp. {first}–{layout.page_label(last)}"
    second = layout.time_at(span.start)
    return None if second is None else _time(second)


def _time(second: float) -> str:
    minutes, seconds = divmod(int(second), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def comment(case: Case, excerpt: Excerpt, words: str) -> Excerpt:
    """Change the comment on an excerpt."""
    with case.edit("excerpt.comment") as edit:
        edit.update("excerpt", excerpt.uuid, {"comment": words})
    return get(case, excerpt.uuid)


def remove(case: Case, excerpt: Excerpt) -> None:
    """Put an excerpt into the trash."""
    with case.edit("excerpt.remove") as edit:
        edit.remove("excerpt", excerpt.uuid)


def misplaced(case: Case) -> Iterator[Excerpt]:
    """Excerpts whose words do not stand at their place; there are none in a whole case."""
    known: tuple[Uuid, str] | None = None
    for row in case.query("SELECT * FROM excerpt ORDER BY text"):
        excerpt = _record(row)
        if known is None or known[0] != excerpt.text:
            known = (excerpt.text, texts.content(case, texts.get(case, excerpt.text)))
        if known[1][excerpt.start : excerpt.end] != excerpt.quote:
            yield excerpt


def _taken(case: Case, key: str) -> bool:
    return bool(case.query("SELECT 1 FROM excerpt WHERE key = ?", (key,)))


def _record(row: Row) -> Excerpt:
    return Excerpt(**{name: row[name] for name in Excerpt.__slots__})
