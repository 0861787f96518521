"""Markdown: the text as written, with the front matter that notes programs and site generators put before it.

The text that is stored and quoted from is the Markdown itself, marks and all, without the front matter. Front matter
is read leniently, as `key: value` lines and lists; it is no YAML, and what is nested deeper is left alone.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db import plain
from db.importers import addresses, bylines, datelines, language, plaintext
from db.importers.file import File
from db.importers.parsed import Extractor, Found, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-markdown", "1", {"front-matter": "left out"})

_FRONT = re.compile(r"\A---[ \t]*\n(?P<lines>(?:(?!---|\.\.\.).*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]*?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
_HEADING = re.compile(r"^[ ]{0,3}#[ \t]+(?P<words>\S.*)$", re.M)
_UNDERLINED = re.compile(r"\A\s*(?P<words>[^\n]+)\n=+[ \t]*$", re.M)
_LIST = re.compile(r"\[(.*)\]")
_COMMENT = re.compile(r"\s+#.*$")
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_MARKS = re.compile(r"^[ ]{0,3}(?:#{1,6}|>)[ \t]+|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|^(?:=+|-{3,})[ \t]*$", re.M)
"""Headings, quotations and emphasis: what stands between a reader and the words of a line."""

_TYPES = frozenset({
    "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "dataset",
    "document", "entry-encyclopedia", "hearing", "interview", "legal_case", "legislation", "manuscript",
    "paper-conference", "pamphlet", "personal_communication", "post", "post-weblog", "report", "speech", "thesis",
    "webpage",
})  # fmt: skip
"""The CSL types that a source may have; other programs mean other things by "type"."""

Front = Mapping[str, tuple[str, ...]]


def read(file: File) -> Parsed:
    """The document in a Markdown file; raises Unreadable when there is nothing but white space and front matter."""
    decoded = file.decoded()
    front, body = divided(plain.normalise(decoded.text))
    if not body.strip():
        raise Unreadable("no-text" if front else "empty")
    parsed = replace(
        plaintext.described(body, file.name, shown=_MARKS.sub("", body)),
        charset=decoded.charset,
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=EXTRACTOR,
    )
    return _with_front(_with_heading(parsed), front).warned(*plaintext.charset_warnings(decoded))


WAYS = (read,)


def divided(text: str) -> tuple[Front, str]:
    """The front matter by folded key, and the text after it, letter for letter."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    return _pairs(match["lines"]), text[match.end() :]


def _pairs(lines: str) -> Front:
    pairs: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines.split("\n"):
        if (item := _ITEM.fullmatch(line)) and key:
            pairs[key] += _values(item["value"])
        elif pair := _PAIR.fullmatch(line):
            key = pair["key"].casefold().replace("_", "-").replace(" ", "-")
            pairs[key] = _values(pair["value"] or "")
        elif not line[:1].isspace():
            key = ""
    return pairs


def _values(written: str) -> tuple[str, ...]:
    """What stands after a colon or a dash: a bare or quoted value, or several in brackets."""
    written = written.strip()
    if several := _LIST.fullmatch(written):
        return tuple(each for part in several[1].split(",") for each in _values(part))
    if written[:1] in {'"', "'"}:
        end = written.find(written[0], 1)
        value = written[1 : end if end > 0 else None]
    else:
        value = _COMMENT.sub("", written)
    return (value.strip(),) if value.strip() and value.strip() not in {"|", ">", "~", "null"} else ()


def _with_heading(parsed: Parsed) -> Parsed:
    match = _HEADING.search(parsed.text.partition("```")[0]) or _UNDERLINED.search(parsed.text)
    words = _EMPHASIS.sub("", match["words"]).strip(" \t#") if match else ""
    return replace(parsed, title=Found(words, "heading")) if words else parsed


def _with_front(parsed: Parsed, front: Front) -> Parsed:
    """The document with what its front matter says, which goes before what was read out of the text."""

    def one(*keys: str) -> Found | None:
        value = next((front[key][0] for key in keys if front.get(key)), None)
        return Found(value, "meta") if value else None

    issued, unread = _issued(one("issued", "date", "published", "published-at", "pubdate"), parsed)
    container = one("container-title", "publication", "journal", "newspaper", "website", "site")
    kind, address = one("type"), one("url", "source-url", "link", "canonical", "source")
    stated: dict[str, Any] = {
        "title": one("title"),
        "container_title": container,
        "publisher": one("publisher"),
        "issued": issued,
        "language": _language(one("language", "lang")),
        "url": address if address and addresses.web_address(address.value) else None,
        "type": kind if kind and kind.value in _TYPES else None,
    }
    keyword = ", ".join((*front.get("tags", ()), *front.get("keywords", ())))
    suggested = {"keyword": Found(keyword, "meta") if keyword else None, "issued": unread}
    return replace(
        parsed,
        authors=_authors(front) or parsed.authors,
        suggestions={**parsed.suggestions, **{name: found for name, found in suggested.items() if found}},
        **{name: found for name, found in stated.items() if found},
    )


def _language(written: Found | None) -> Found | None:
    code = language.primary(written.value) if written else None
    return Found(code, "meta") if code else None


def _issued(written: Found | None, parsed: Parsed) -> tuple[Found | None, Found | None]:
    """The date to fill in, or else what is written in its place, to be looked at by a person."""
    if written is None:
        return None, None
    date = datelines.stated(written.value, parsed.language.value if parsed.language else None)
    return (Found(date, "meta"), None) if date else (None, written)


def _authors(front: Front) -> tuple[Found, ...]:
    written = (each for key in ("author", "authors", "creator", "by") for each in front.get(key, ()))
    return tuple(Found(name, "meta") for each in written for name in bylines.names(each) or (each,))
