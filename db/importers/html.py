"""Saved web pages: the article's text, and what the page says about itself, each value with where it was found.

A page is decoded once, what it embeds is blanked, and it is read in the best of three ways that gives its text (see
`pagetext`). That an extractor finds no article where there is one is the failure that nobody notices, so what it finds
is measured against what the page shows. Nothing is fetched and no script runs. Dates that were guessed from the page
are suggestions and never more.
"""

import re
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from db import plain
from db.importers import language, pagedata, pagetext, plaintext
from db.importers.file import File
from db.importers.parsed import Extractor, Found, Parsed, Unreadable

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.I
)
_DECLARED_WITHIN = 8192

_TAGS_FOR_ARTICLE = 60_000
_DEPTH_FOR_ARTICLE = 2_000
_DEPTH_FOR_TREE = 30_000
"""Where the extractor, and then the parser, would take longer than any page is worth."""
_SHARE = 0.25
"""An article that is less than this share of the connected text on the page is taken for a failure."""
_LITTLE = 200
"""Characters below which there is likely a notice in the place of an article (log in, accept, no scripts)."""
_LONGEST_FOR_GUESS = 2_000_000

_OPTIONS = {"include_comments": "false", "include_tables": "true", "gaps": "mended"}


def load() -> None:
    """Import what the best way needs; it takes a while the first time."""
    import trafilatura  # noqa: F401 - here, so that it does not happen while a file's time runs


def read_article(file: File) -> Parsed:
    """The page with its article's text, or with all its text when no article is recognised for what it is."""
    page = _Page(file)
    if page.html.count("<") > _TAGS_FOR_ARTICLE or page.depth > _DEPTH_FOR_ARTICLE:
        return page.whole().warned("markup-too-heavy")
    tree = pagetext.tree(page.html)
    parsed = _article(page, tree)
    wanting = parsed.issued is None and "issued" not in parsed.suggestions
    return _with_guess(parsed, tree) if wanting and len(page.html) < _LONGEST_FOR_GUESS else parsed


def _article(page: "_Page", tree: Any) -> Parsed:
    """The first that is no failure: what is surely the article, what may be it, all that the page shows."""
    whole = pagetext.visible(page.html)
    enough = _SHARE * len(whole)
    for precise in (True, False):
        text = pagetext.article(tree, precise=precise)
        if len(text) < enough:  # what the page shows may for the most part be no article
            enough = min(enough, _SHARE * pagetext.prose(page.html))
        if text and len(text) >= enough:
            options = {**_OPTIONS, "favor_precision": str(precise).lower()}
            extractor = Extractor("trafilatura", version("trafilatura"), options)
            return page.parsed(pagetext.mended(text, page.html), extractor, is_article=True)
    return page.parsed(whole, _lexbor(), is_article=False)


def read_visible(file: File) -> Parsed:
    """The page with all the text that it shows."""
    return _Page(file).whole()


def read_stripped(file: File) -> Parsed:
    """The page with what is left of it without its tags: nothing keeps this from its end."""
    return _Page(file).remains()


WAYS = (read_article, read_visible, read_stripped)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page states in its first lines."""
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    return next(filter(None, declared.groups()), b"").decode() if declared else None


class _Page:
    """A page as it was decoded, without what it embeds."""

    def __init__(self, file: File) -> None:
        self._kind = file.kind
        self._decoded = file.decoded(declared_charset(file.data))
        self.html = pagetext.without_data(plain.normalise(self._decoded.text))
        self.depth = pagetext.depth(self.html, _DEPTH_FOR_ARTICLE)

    def whole(self) -> Parsed:
        """The page with all the text that it shows, or what is left without its tags when it is too deep for a tree."""
        if self.depth > _DEPTH_FOR_TREE:
            return self.remains()
        return self.parsed(pagetext.visible(self.html), _lexbor(), is_article=False)

    def remains(self) -> Parsed:
        """The page without its tags; only its head is read for what it says about itself."""
        return self.parsed(pagetext.stripped(self.html), _STRIPPER, is_article=False, only_head=True)

    def parsed(self, text: str, extractor: Extractor, *, is_article: bool, only_head: bool = False) -> Parsed:
        """The document with this text; raises Unreadable when the page shows none."""
        text = plain.normalise(text)  # again, since entities may stand for anything
        if not text.strip():
            raise Unreadable("no-text")
        said = pagedata.read(pagetext.head(self.html) if only_head else self.html)
        title = said.title or Found(plaintext.shortened(text), "guess")
        tongue, tongue_warnings, tongue_suggestions = _language(text, title.value, said.stated_language)
        head = plaintext.head(text, tongue.value if tongue else None) if is_article else plaintext.Head()
        parsed = Parsed(
            text=text,
            media_type=self._kind.media_type,
            named_type=self._kind.named_type,
            charset=self._decoded.charset,
            extractor=extractor,
            title=title,
            container_title=said.container_title,
            publisher=said.publisher or head.outlet,
            original_publisher=head.signed or (head.outlet if said.publisher else None),
            issued=said.issued,
            accessed=said.accessed,
            language=tongue,
            url=said.url,
            type=said.type,
            suggestions={**tongue_suggestions, **_suggested(head, said)},
        )
        return _with_authors(parsed, said, head).warned(
            *plaintext.charset_warnings(self._decoded),
            *tongue_warnings,
            *(() if is_article else ("whole-page-text",)),
            *(("little-text",) if len(text) < _LITTLE else ()),
        )


_STRIPPER = Extractor("casethread-markup", "1")


def _lexbor() -> Extractor:
    return Extractor("lexbor", version("selectolax"))


def _suggested(head: plaintext.Head, said: pagedata.PageData) -> dict[str, Found]:
    """What the page only hints at; a date in its text counts for less than one in its markup."""
    in_text = {"issued": head.issued} if head.issued else {}
    suggestions = {**head.suggestions, **in_text, **said.suggestions}
    if said.issued:
        suggestions.pop("issued", None)
    return suggestions


def _with_authors(parsed: Parsed, said: pagedata.PageData, head: plaintext.Head) -> Parsed:
    authors = said.authors or head.authors
    if not head.doubted:
        return replace(parsed, authors=authors)
    doubted = {"author": authors[0]} if authors else {}
    return replace(parsed, suggestions={**parsed.suggestions, **doubted}).warned("author-doubted")


def _language(text: str, title: str, stated: str | None) -> tuple[Found | None, tuple[str, ...], dict[str, Found]]:
    """The language: as stated, when the text does not contradict it; then what is stated is a suggestion."""
    detected = language.detect(text, title)
    code = language.primary(stated)
    if code and (detected in {code, None} or not language.can_tell(code)):
        return Found(code, "meta"), (), {}
    found = Found(detected, "guess") if detected else None
    return (found, ("language-doubted",), {"language": Found(code, "meta")}) if code else (found, (), {})


def _with_guess(parsed: Parsed, tree: Any) -> Parsed:
    """The document with a date guessed from the page, as a suggestion: such guesses are wrong as often as not."""
    from htmldate import find_date

    try:
        date = find_date(tree, original_date=True) if tree is not None else None
    except Exception:  # noqa: BLE001 - any error of a guess only means that there is no guess
        return parsed.warned("date-not-guessed")
    if not date:
        return parsed
    return replace(parsed, suggestions={**parsed.suggestions, "issued": Found(date, "guess")})
