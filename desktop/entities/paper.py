"""The printed part of an entity's page, as HTML for a text that loads nothing: mentions, and where it is written about.

Everything that comes from a case is escaped. Links begin with `place:` (a place in a source or a note), `open:`
(an object) or `more:` (go on from this mention).
"""

import unicodedata
from collections.abc import Sequence
from html import escape

from db.dossier import About, Chapter, Named, Passage
from db.refs import Ref, Uuid
from db.spans import Span
from desktop.base import theme
from desktop.base.dates import shown as shown_date
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown


def style() -> str:
    """The style sheet of the page, in the inks in use."""
    inks, serif = theme.inks(), theme.reading_font().families()
    reading = ", ".join(f"'{family}'" for family in serif)
    return f"""
        body {{ color: {inks.text}; }}
        a {{ color: {inks.text}; text-decoration: none; }}
        p {{ margin: 0; }}
        .caption {{ color: {inks.muted}; font-size: 11px; font-weight: 600; margin: 22px 0 4px 0; }}
        .head {{ font-family: {reading}; font-size: 16px; font-weight: 600; margin: 18px 0 0 0; }}
        .where {{ color: {inks.muted}; font-size: 12px; margin: 2px 0 2px 0; }}
        .said {{ font-family: {reading}; font-size: 15px; line-height: 145%; margin: 5px 0 5px 0; }}
        .name {{ background-color: {inks.amber}; }}
        .way {{ margin: 16px 0 8px 0; }}
        .way a {{ color: {inks.thread}; }}
        .quiet {{ color: {inks.muted}; margin: 6px 0 6px 0; }}
    """


def mentions_head(named: Named) -> str:
    """The caption above the mentions; what to do when there are none."""
    if not named.total:
        words = tr("No source names this yet. Another spelling or script above may find more.")
        return f"{_caption(tr('Mentions'))}<p class=quiet>{escape(words)}</p>"
    in_sources = count(named.sources, "in 1 source", "in {n} sources")
    return _caption(f"{count(named.total, '1 mention', '{n} mentions')} {in_sources}")


def mentions(chapters: Sequence[Chapter], before: Uuid | None) -> str:
    """Mentions by source; the head of the first is left out when it goes on with the source `before`."""
    return "".join(
        ("" if chapter.source == before else _chapter_head(chapter))
        + "".join(_passage(Ref("source", chapter.source), one) for one in chapter.passages)
        for chapter in chapters
    )


def more(named: Named, portion: int) -> str:
    """The line that goes on with further mentions."""
    if named.following is None:
        return ""
    left = named.total - named.following
    words = tr("Show the next {n} of {left} more mentions").format(n=f"{min(portion, left):,}", left=f"{left:,}")
    return f'<p class=way><a href="more:{named.following}">{escape(words)}</a></p>'


def written_about(abouts: Sequence[About]) -> str:
    """The notes and briefings that link here, with the sentences in which they do."""
    if not abouts:
        words = tr("No note or briefing links here yet. Write [[ and the name in one.")
        return f"{_caption(tr('Written about'))}<p class=quiet>{escape(words)}</p>"
    kinds = {"note": tr("note"), "briefing": tr("briefing")}
    parts = [_caption(tr("Written about"))]
    for about in abouts:
        parts.append(_head(f"open:{about.ref.kind}/{about.ref.uuid}", about.title))
        parts.append(f"<p class=where>{escape(kinds[about.ref.kind])}</p>")
        parts += [_passage(about.ref, one) for one in about.passages]
    return "".join(parts)


def waiting() -> str:
    """What stands here while sources are being read."""
    return f"<p class=quiet>{escape(tr('Looking for mentions…'))}</p>"


def target(link: str) -> tuple[Ref, Span | None] | None:
    """Where a link leads; None for one that leads nowhere."""
    way, _, rest = link.partition(":")
    parts = rest.split("/")
    if way == "open" and len(parts) == 2:
        return Ref(parts[0], Uuid(parts[1])), None
    if way == "place" and len(parts) == 4:
        return Ref(parts[0], Uuid(parts[1])), Span(int(parts[2]), int(parts[3]))
    return None


def _chapter_head(chapter: Chapter) -> str:
    when = shown_date(chapter.issued) if chapter.issued else tr("no date")
    said = (shown(chapter.paper), when, count(chapter.total, "1 mention", "{n} mentions"))
    where = "&nbsp; · &nbsp;".join(escape(part) for part in said if part)
    return f"{_head(f'open:source/{chapter.source}', chapter.title)}<p class=where>{where}</p>"


def _passage(ref: Ref, passage: Passage) -> str:
    """A sentence in which each name leads to its place, and so do the words before and behind it."""
    text, parts, done = shown(passage.text), [], 0
    pairs = list(zip(passage.marks, passage.places, strict=False))
    for number, ((start, end), place) in enumerate(pairs):
        until = pairs[number + 1][0][0] if number + 1 < len(pairs) else len(text)
        words = f"{escape(text[done:start])}<span class=name>{escape(text[start:end])}</span>{escape(text[end:until])}"
        parts.append(f'<a href="place:{ref.kind}/{ref.uuid}/{place.start}/{place.end}">{words}</a>')
        done = until
    if not pairs and passage.places:
        place = passage.places[0]
        parts.append(f'<a href="place:{ref.kind}/{ref.uuid}/{place.start}/{place.end}">{escape(text)}</a>')
    return f"<p class=said dir={_direction(text)}>{''.join(parts)}</p>"


def _head(link: str, title: str) -> str:
    return f'<p class=head dir={_direction(title)}><a href="{link}">{escape(shown(title))}</a></p>'


def _caption(words: str) -> str:
    return f"<p class=caption>{escape(words.upper())}</p>"


def _direction(text: str) -> str:
    """Right to left when the first letter is."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"
