"""What a web page says about itself: JSON-LD, meta tags, marked-up dates and names, its address, how it was saved.

Only what the page states in a form meant to be read is filled in; what is inferred (the date in an address) is a
suggestion. Each value carries where it was found, the most explicit place first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from db import plain
from db.importers import bylines, datelines, jsonld
from db.importers.parsed import Found, Origin

_TITLES = (
    "citation_title",
    "og:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
)
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
_SINGLEFILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*(?P<date>[^\n]*?)\s*(?:\n|-->)"
)
_BROWSER = re.compile(r"<!-- saved from url=\(\d+\)(?P<url>\S+) -->")
_JAVASCRIPT_DATE = re.compile(r"\w{3} (?P<month>\w{3}) (?P<day>\d\d?) (?P<year>\d{4})\b")
_DATE_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-]?([01]\d|[a-z]{3})[/-]?([0-3]\d)(?=[/_-]|$)|\b((?:19|20)\d\d)-([01]\d)-([0-3]\d)\b"
)
_AFTER_TITLE = re.compile(r"\s+[|–—·»:-]+\s+")
_LONGEST = 300


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
    url, other = page.address()
    issued, time = page.issued()
    suggestions = {"url": other, "issued": None if issued else time or _date_in(url), "modified": page.modified()}
    container, publisher = page.outlet()
    return PageData(
        title=page.title(container, publisher),
        authors=page.authors(container, publisher),
        container_title=container,
        publisher=publisher or container,
        issued=issued,
        accessed=page.accessed(),
        url=url,
        type=page.type(),
        stated_language=page.language,
        suggestions={name: found for name, found in suggestions.items() if found},
    )


class _Page:
    """One page, with its meta tags by name and what its JSON-LD says."""

    def __init__(self, html: str) -> None:
        self._start = html[:8192]
        self._tree = LexborHTMLParser(html)
        self._meta: dict[str, list[str]] = {}
        for node in self._tree.css("meta[content]"):
            name = next(filter(None, map(node.attrs.get, ("property", "name", "itemprop", "http-equiv"))), None)
            if name and (content := _clean(node.attrs.get("content"))):
                self._meta.setdefault(name.lower().replace("dc:", "dc.").replace("dcterms:", "dcterms."), []).append(
                    content
                )
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
        said = self._said
        container = _found(_clean(said.container_title if said else None), "json-ld") or _found(
            self._first(_SITES), "meta"
        )
        publisher = _found(_clean(said.publisher if said else None), "json-ld") or _found(
            self._first(_PUBLISHERS), "meta"
        )
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

    def address(self) -> tuple[Found | None, Found | None]:
        """The address to cite, and another that the page states for itself but was not saved from."""
        match = _SINGLEFILE.search(self._start) or _BROWSER.search(self._start)
        saved = _web_address(match["url"]) if match else None
        stated = self._canonical
        if saved and stated and urlsplit(saved).hostname != urlsplit(stated).hostname:
            return Found(saved, "file"), Found(stated, "meta")
        return _found(stated, "meta") or _found(saved, "file"), None

    def accessed(self) -> Found | None:
        """When the page was saved, if the program that saved it noted the day."""
        match = _SINGLEFILE.search(self._start)
        day = _JAVASCRIPT_DATE.match(match["date"]) if match else None
        if day is None or day["month"].lower() not in _MONTHS:
            return None
        month = _MONTHS.index(day["month"].lower()) + 1
        return _found(datelines.stated(f"{day['year']}-{month:02}-{int(day['day']):02}"), "file")

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
        return next(filter(None, map(_web_address, stated)), None)

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

    def _bylines(self) -> Iterator[str]:
        for selector in _NAMES:
            for node in self._tree.css(selector)[:3]:
                text = _clean(node.text(separator=" ")) or ""
                if names := bylines.names(text, surely=True) if len(text) <= 120 else ():
                    yield from names
                    return

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


def _web_address(value: str | None) -> str | None:
    """An absolute address on the web, or None: nothing else may ever be opened from a source."""
    value = (value or "").strip()
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    fine = parts.scheme in {"http", "https"} and parts.hostname and len(value) < 2000
    return _clean(value) if fine else None


def _date_in(url: Found | None) -> Found | None:
    """The day that an address names, as many papers' addresses do."""
    match = _DATE_IN_PATH.search(urlsplit(url.value).path) if url else None
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    if month in _MONTHS:
        month = f"{_MONTHS.index(month) + 1:02}"
    return _found(datelines.stated(f"{year}-{month}-{day}"), "url")
