"""What a citation leads to, and how a source is written out as a reference.

Nothing but its neutral key is ever written of a confidential source, nor of a confidential excerpt more than
of its source, unless that one item was released.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from db.briefings.library import Library
from db.briefings.wording import Wording
from db.excerpts import Excerpt
from db.markup.escaping import escaped
from db.markup.quotations import MARKS, is_han, pair
from db.refs import Uuid
from db.sources import Source
from db.texts import Text

_NEUTRAL_KEY = re.compile(r"s-[0-9a-z]+(?:\.[0-9a-z]+)?")
_WEB = re.compile(r"(?:https?|ftp)://\S+", re.IGNORECASE)
_APOSTROPHE = re.compile(r"[^\W_](['’])[^\W_]")
_MOST_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """What a key stands for: a source, and perhaps an excerpt of it with the text it lies in."""

    source: Source
    excerpt: Excerpt | None = None
    text: Text | None = None

    @property
    def key(self) -> str:
        """The key that was cited."""
        return self.excerpt.key if self.excerpt else self.source.key

    @property
    def translated(self) -> bool:
        """Whether the passage is in a translation, and so not in the source's own words."""
        return self.text is not None and self.text.kind == "translated"


def cited(library: Library, key: str) -> Cited | None:
    """What a key leads to; None when it leads nowhere."""
    excerpt = library.excerpt(key)
    source = library.source(excerpt.source if excerpt else key)
    if source is None:
        return None
    text = next((one for one in library.texts(source.uuid) if excerpt and one.uuid == excerpt.text), None)
    return Cited(source, excerpt, text)


def public(one: Cited, released: Collection[Uuid]) -> Cited | None:
    """What may be written of something cited: all, only the source, or nothing (None)."""
    if one.source.sensitivity == "confidential" and one.source.uuid not in released:
        return None
    hidden = "confidential" in {part.sensitivity for part in (one.excerpt, one.text) if part}
    if hidden and one.excerpt and one.excerpt.uuid not in released:
        return Cited(one.source)
    return one


def keyed(key: str) -> str:
    """A key as it is written in an exported file, where `verify` finds it again."""
    return f"`@{key}`"


def withheld(key: str, wording: Wording) -> str:
    """What is written in place of a confidential source; its key only when that says nothing."""
    return f"{wording.withheld} {keyed(key)}" if _NEUTRAL_KEY.fullmatch(key) else wording.withheld


def located(locator: str) -> str:
    """A locator as it stands in a reference."""
    return _named(locator)


def reference(source: Source, wording: Wording) -> str:
    """A source written out in full, without its key: author, title, where, when, address."""
    first_by = source.original_publisher
    address = source.url if source.url and _WEB.fullmatch(source.url) else None
    parts = [
        _authors(source, wording),
        _titled(source, wording),
        f"*{_named(source.container_title)}*" if source.container_title else None,
        _named(source.publisher) if source.publisher and source.publisher != source.container_title else None,
        wording.first_by.format(name=_named(first_by)) if first_by else None,
        escaped(wording.spoken(source.issued)) if source.issued else None,
        f"<{_address(address)}>" if address else None,
        wording.accessed.format(date=escaped(wording.spoken(source.accessed))) if source.accessed else None,
    ]
    return ", ".join(part for part in parts if part)


def _titled(source: Source, wording: Wording) -> str:
    """The title in quotation marks; in brackets when nobody gave it and it is the first words of the text."""
    title = " ".join((source.title or "").split())
    if title and source.origins.get("title") == "guess":
        return f"\\[{_named(title)}\\]"
    return _title(title or wording.untitled)


def _authors(source: Source, wording: Wording) -> str | None:
    names = [_named(name) for name in source.author]
    if len(names) > _MOST_AUTHORS:
        return f"{names[0]} {wording.and_others}"
    if len(names) > 1:
        return ", ".join(names[:-1]) + wording.and_last + names[-1]
    return names[0] if names else None


def _title(title: str) -> str:
    """A title in quotation marks, which stay its only ones when its own would upset them."""
    marked = f"“{title}”"
    pairs = pair(marked, bytes(len(marked)))
    if len(pairs.pairs) == 1 and not pairs.strays and pairs.pairs[0].closing == len(marked) - 1:
        return f"“{escaped(title)}”"
    return f"“{_unmarked(title)}”"


def _named(name: str) -> str:
    """A name, in which nothing is to be taken for a quotation; an apostrophe inside a word is none."""
    inside = (found.start(1) for found in _APOSTROPHE.finditer(name) if not any(map(is_han, found[0])))
    return _unmarked(name, kept=frozenset(inside))


def _unmarked(text: str, kept: frozenset[int] = frozenset()) -> str:
    """Text whose quotation marks are written as references, so that they are no marks to anyone who reads."""
    marks = [at for at, char in enumerate(text) if char in MARKS and at not in kept]
    ends = [*marks, len(text)]
    starts = [0, *(at + 1 for at in marks)]
    pieces = [escaped(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    references = [f"&#{ord(text[at])};" for at in marks]
    return "".join(piece + mark for piece, mark in zip(pieces, [*references, ""], strict=True))


def _address(url: str) -> str:
    return re.sub(r"[<>\s\\`|\"]", lambda char: "".join(f"%{byte:02X}" for byte in char[0].encode()), url)
