"""What a web page says about itself: JSON-LD, meta tags, names and dates that are marked up, its address.

Only what the page states in a form meant to be read is filled in; what is inferred (the date in an address) is a
suggestion. Each value carries where it was found, the most explicit place first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from db import plain
from db.importers import addresses, bylines, datelines, jsonld
from db.importers.parsed import Found, Origin

_TITLES = (
    "citation_title", "og:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "twitter:title",
)  # fmt: skip
_AUTHORS = (
    "citation_author", "author", "article:author", "og:article:author", "parsely-author", "dc.creator",
    "dcterms.creator", "byl", "sailthru.author", "authors",
)  # fmt: skip
_DATES = (
    "article:published_time", "og:article:published_time", "citation_publication_date", "citation_date",
    "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "date",
    "datepublished",
)  # fmt: skip
_CHANGES = ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified", "datemodified")
_SITES = ("og:site_name", "citation_journal_title", "dcterms.ispartof", "application-name")
_PUBLISHERS = ("citation_publisher", "dc.publisher", "dcterms.publisher", "publisher")
_NAMES = (
    "[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel=author]", ".byline__name", ".byline-name",
    ".author-name", ".article-author", ".post-author", ".entry-author", ".byline", ".author",
)  # fmt: skip
_PUBLISHED = "[itemprop=datePublished],time[pubdate],time.published,time.entry-date,time.dt-published"
_AFTER_TITLE = re.compile(r"\s+[|–—·»:-]+\s+")
_LONGEST = 300
_UNSET = frozenset({"1970-01-01", "1900-01-01", "0001-01-01"})
"""What programs write where they know no date."""


@dataclass(frozen=True, slots=True)
class PageData:
    """What was found, by the names of `Parsed`; `stated_language` is what the page claims, to be checked."""

    title: Found | None = None
    authors: tuple[Found, ...] = ()
    container_title: Found | None = None
    publisher: Found | None = None
    issued: Found | None = None
    accessed: Found | None = None
    url: Found | None = None
    type: Found | None = None
    stated_language: str | None = None
    suggestions: Mapping[str, Found] = field(default_factory=dict)


def read(html: str) -> PageData:
    """What the page says about itself."""
    page = _Page(html)
    saved = addresses.saved(html)
    url, other = page.address(saved.address)
    issued, maybe = page.issued()
    maybe = maybe or (addresses.date_in(url.value) if url else None)
    suggestions = {"url": other, "issued": None if issued else maybe, "modified": page.modified()}
    container, publisher = page.outlet()
    return PageData(
        title=page.title(container, publisher),
        authors=page.authors(container, publisher),
        container_title=container,
        publisher=publisher or container,
        issued=issued,
        accessed=_found(saved.day, "capture"),
        url=url,
        type=page.type(),
        stated_language=page.language,
        suggestions={name: found for name, found in suggestions.items() if found},
    )


class _Page:
    """One page, with its meta tags by name and what its JSON-LD says."""

    def __init__(self, html: str) -> None:
        self._tree = LexborHTMLParser(html)
        self._meta = _meta_tags(self._tree)
        scripts = self._tree.css('script[type="application/ld+json"]')
        self._said = jsonld.read((node.text() for node in scripts), self._canonical)
        self.language = self._language()

    def title(self, *outlets: Found | None) -> Found | None:
        """The headline: as stated, or the only heading of the first rank, or the window's title."""
        headings = [text for node in self._tree.css("h1") if (text := _clean(node.text(separator=" ")))]
        window = self._tree.css_first("head title")
        return (
            _found(_clean(self._said.title if self._said else None), "json-ld")
            or _found(_without(self._first(_TITLES), outlets), "meta")
            or _found(headings[0] if len(headings) == 1 else None, "heading")
            or _found(_without(_clean(window.text()) if window else None, outlets), "meta")
        )

    def authors(self, *outlets: Found | None) -> tuple[Found, ...]:
        """The people who are stated to have written it, or who are named where bylines are."""
        stated = map(_clean, self._said.authors if self._said else ())
        sources: Iterable[tuple[Origin, Iterable[str]]] = (
            ("json-ld", _names(filter(None, stated))),
            *(("meta", _names(self._meta.get(key, ()))) for key in _AUTHORS),
            ("byline", self._bylines()),
        )
        own = {outlet.value.casefold() for outlet in outlets if outlet}
        for origin, names in sources:
            people = tuple(Found(name, origin) for name in dict.fromkeys(names) if name.casefold() not in own)
            if people:
                return people
        return ()

    def outlet(self) -> tuple[Found | None, Found | None]:
        """The paper or site, and who publishes it."""
        said = (self._said.container_title, self._said.publisher) if self._said else (None, None)
        container = _found(_clean(said[0]), "json-ld") or _found(self._first(_SITES), "meta")
        publisher = _found(_clean(said[1]), "json-ld") or _found(self._first(_PUBLISHERS), "meta")
        return container or publisher, publisher

    def issued(self) -> tuple[Found | None, Found | None]:
        """The date of publication that is stated, and one that only may be it."""
        if self._said and (date := self._date(self._said.published)):
            return Found(date, "json-ld"), None
        for key in _DATES:
            if date := next(filter(None, map(self._date, self._meta.get(key, ()))), None):
                return Found(date, "meta"), None
        return self._times()

    def modified(self) -> Found | None:
        """When the page was last changed, as stated; never a date of publication."""
        if self._said and (date := self._date(self._said.modified)):
            return Found(date, "json-ld")
        return _found(self._date(self._first(_CHANGES)), "meta")

    def address(self, saved: str | None) -> tuple[Found | None, Found | None]:
        """The address to cite, and another that the page states for itself but was not saved from."""
        stated = self._canonical
        if saved and stated and addresses.site(saved) != addresses.site(stated):
            return Found(saved, "capture"), Found(stated, "meta")
        return _found(stated, "meta") or _found(saved, "capture"), None

    def type(self) -> Found:
        """The CSL type: a web page, unless it says what else it is."""
        if self._said:
            return Found(self._said.type, "json-ld")
        return Found("article-journal", "meta") if "citation_journal_title" in self._meta else Found("webpage", "file")

    # --- where it stands ------------------------------------------------------------------------

    @cached_property
    def _canonical(self) -> str | None:
        link = self._tree.css_first('link[rel="canonical"]')
        stated = (link.attrs.get("href") if link else None, *self._meta.get("og:url", ()))
        return next(filter(None, map(addresses.web_address, stated)), None)

    def _language(self) -> str | None:
        root = self._tree.css_first("html")
        attributes = (root.attrs.get("lang"), root.attrs.get("xml:lang")) if root else ()
        stated = (*attributes, self._said.language if self._said else None)
        return next(filter(None, stated), None) or self._first(("og:locale", "content-language", "dc.language"))

    def _first(self, names: Iterable[str]) -> str | None:
        return next((self._meta[name][0] for name in names if name in self._meta), None)

    def _date(self, value: str | None) -> str | None:
        date = datelines.stated(value, self.language[:2] if self.language else None) if value else None
        return None if date in _UNSET else date

    def _bylines(self) -> Iterable[str]:
        """The names where bylines are: several marked as authors, or one in a class that comments use as well."""
        for selector in _NAMES:
            texts = (_clean(node.text(separator=" ")) for node in self._tree.css(selector)[:5])
            found = dict.fromkeys(bylines.names(text, surely=True) for text in texts if text and len(text) <= 120)
            named = [names for names in found if names]
            if len(named) == 1 or (named and "." not in selector):
                return [name for names in named for name in names]
        return ()

    def _times(self) -> tuple[Found | None, Found | None]:
        """A date that is marked up as that of publication, or the only one of the article."""
        for node in self._tree.css(_PUBLISHED):
            if date := self._date(_machine_date(node)):
                return Found(date, "time"), None
        article = self._tree.css_first("article") or self._tree.css_first("main")
        nodes = article.css("time[datetime]:not(.updated):not(.modified)") if article else []
        days = list(dict.fromkeys(filter(None, (self._date(_machine_date(node)) for node in nodes))))
        if len(days) == 1:
            return Found(days[0], "time"), None
        return None, Found(days[0], "time") if days else None


def _meta_tags(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """The contents of the meta tags by folded name; Dublin Core is written with a colon or a dot."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        name = next(filter(None, map(node.attrs.get, ("property", "name", "itemprop", "http-equiv"))), None)
        content = _clean(node.attrs.get("content"))
        if name and content:
            name = name.lower().replace("dc:", "dc.").replace("dcterms:", "dcterms.")
            found.setdefault(name, []).append(content)
    return found


def _machine_date(node: LexborNode) -> str | None:
    return node.attrs.get("datetime") or node.attrs.get("content")


def _names(written: Iterable[str]) -> Iterator[str]:
    for each in written:
        yield from bylines.names(each)


def _found(value: str | None, origin: Origin) -> Found | None:
    return Found(value, origin) if value else None


def _clean(value: str | None) -> str | None:
    """A value on one line, without what cannot be stored; None when nothing is left, or far too much."""
    words = " ".join(plain.normalise(unescape(value or "")).split())
    return words if 0 < len(words) <= _LONGEST else None


def _without(title: str | None, outlets: Iterable[Found | None]) -> str | None:
    """A title without the name of its site, where that stands before or after it."""
    own = {outlet.value.casefold() for outlet in outlets if outlet}
    parts = _AFTER_TITLE.split(title or "")
    if not own or len(parts) < 2 or not title:
        return title
    if parts[-1].casefold() in own:
        return title[: len(title) - len(parts[-1])].rstrip(" |–—·»:-")
    return title[len(parts[0]) :].lstrip(" |–—·»:-") if parts[0].casefold() in own else title
