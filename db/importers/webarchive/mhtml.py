"""A page with what belongs to it in one file, as browsers save it: a message whose root is the page.

The page is read like any other; where it was, and on which day it was saved, is told by the headers.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from db.importers import addresses, html
from db.importers.file import File
from db.importers.mail import letter, mime, transfer
from db.importers.mail.charsets import Charsets
from db.importers.parsed import Found, Parsed, Unreadable

_DEEPEST = 20
_PAGES = ("text/html", "application/xhtml+xml")


def _reader(way: Callable[[File], Parsed]) -> Callable[[File], Parsed]:
    """One of the ways of reading pages, for the page in such a file."""

    def read(file: File) -> Parsed:
        message = mime.read(file.data)
        root = _root(message)
        if root is None:
            raise Unreadable("damaged", "no page")
        page = transfer.unpacked(root.body, root.encoding)
        if not page.strip():
            raise Unreadable("no-text")
        return _captured(way(File(file.name, page, file.wish, root.charset)), message, root, file)

    return read


WAYS = tuple(map(_reader, html.WAYS))


def load() -> None:
    """Import what reads pages."""
    html.load()


def _captured(parsed: Parsed, message: mime.Entity, root: mime.Entity, file: File) -> Parsed:
    """The page with what was noted when it was saved, which goes before what the page says of its address."""
    charsets = Charsets(file.wish.charset, root.charset)
    url = _address(message, root, charsets)
    day = next(filter(None, map(_day, map(charsets.header, message.values("date")))), None)
    title = charsets.header(message.first("subject"))
    is_guess = parsed.title is None or parsed.title.origin == "guess"
    parsed = replace(
        parsed,
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        title=Found(title, "capture") if title and is_guess else parsed.title,
        accessed=Found(day, "capture") if day else parsed.accessed,
    )
    return _at(parsed, url) if url else parsed


def _at(parsed: Parsed, url: str) -> Parsed:
    """The page at this address; another that it gives itself, and a day in this one, are suggestions."""
    own = {"url": parsed.url} if parsed.url and parsed.url.value != url else {}
    in_address = None if parsed.issued else addresses.date_in(url)
    dated = {"issued": in_address} if in_address else {}
    return replace(parsed, url=Found(url, "capture"), suggestions={**dated, **parsed.suggestions, **own})


def _root(message: mime.Entity) -> mime.Entity | None:
    """The part that is the page: the one that the message names, or else the first page in it."""
    parts = [part for part in _leaves(message, 0) if part.type in _PAGES]
    named = [
        part for part in parts if message.start and part.first("content-id").strip().decode("latin-1") == message.start
    ]
    return next(iter((*named, *parts)), None)


def _leaves(entity: mime.Entity, depth: int) -> Iterator[mime.Entity]:
    parts = entity.parts if depth < _DEEPEST else ()
    for part in parts:
        yield from _leaves(part, depth + 1)
    if not parts:
        yield entity


def _address(message: mime.Entity, root: mime.Entity, charsets: Charsets) -> str | None:
    """Where the page was: header lines may have been broken within it."""
    noted = (
        message.first("snapshot-content-location"),
        root.first("content-location"),
        message.first("content-location"),
    )
    written = ("".join(charsets.header(value).split()) for value in noted)
    return next(filter(None, map(addresses.web_address, written)), None)


def _day(value: str) -> str | None:
    return letter.day(value) or addresses.day(value)
