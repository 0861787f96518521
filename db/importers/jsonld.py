"""What a page says about its article in JSON-LD, the form that search engines ask news sites for (schema.org).

Pages nest it in many ways: lists, graphs, references by `@id`. What is not about this article (teasers, the site's
own description) is left out. Which of several statements is believed is decided by `pagedata`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TYPES = {
    "newsarticle": "article-newspaper", "reportagenewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper", "backgroundnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper", "askpublicnewsarticle": "article-newspaper",
    "reviewnewsarticle": "article-newspaper", "satiricalarticle": "article-newspaper",
    "liveblogposting": "article-newspaper", "scholarlyarticle": "article-journal",
    "medicalscholarlyarticle": "article-journal", "blogposting": "post-weblog", "socialmediaposting": "post",
    "discussionforumposting": "post", "report": "report", "article": "webpage", "techarticle": "webpage",
}  # fmt: skip
"""The kinds of article of schema.org, and the CSL type of each."""

_DEEPEST = 6
_LONGEST = 2_000_000
_BEFORE = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/")
_AFTER = ("-->", "//]]>", "// ]]>", "]]>", "/*]]>*/", ";")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of the article, as it is written there."""

    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    container_title: str | None
    published: str | None
    modified: str | None
    language: str | None
    url: str | None
    type: str


def read(scripts: Iterable[str], address: str | None = None) -> Statement | None:
    """The statement about this page's article, or None; with several, the one that names the page's address."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _type(node)]
    here = (node for node in articles if address and address in (_url(node), node.get("@id")))
    best = next(here, next(iter(articles), None))
    return _Reader(named).statement(best) if best else None


def _loaded(script: str) -> Any:
    if len(script) > _LONGEST:
        return None
    for wrapping in _BEFORE:
        script = script.strip().removeprefix(wrapping)
    for wrapping in _AFTER:
        script = script.strip().removesuffix(wrapping)
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any, depth: int = 0) -> Iterator[Node]:
    """The objects that speak of the page itself: not what they list, relate to or belong to."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def _type(node: Node) -> str | None:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    known = (TYPES.get(kind.rpartition("/")[2].lower()) for kind in kinds if isinstance(kind, str))
    return next(filter(None, known), None)


def _url(node: Node) -> str | None:
    page = node.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return next((each for each in (node.get("url"), page) if isinstance(each, str) and each), None)


class _Reader:
    """Reads one article's object, following references to others of the page."""

    def __init__(self, named: Mapping[str, Node]) -> None:
        self._named = named

    def statement(self, node: Node) -> Statement:
        publisher = self._first_name(node.get("publisher"))
        return Statement(
            title=self._first_name(node.get("headline")) or self._first_name(node.get("name")),
            authors=tuple(self._authors(node, publisher)),
            publisher=publisher,
            container_title=self._first_name(list(self._periodicals(node.get("isPartOf")))),
            published=self._first_name(node.get("datePublished")),
            modified=self._first_name(node.get("dateModified")),
            language=self._first_name(node.get("inLanguage")),
            url=_url(node),
            type=_type(node) or "webpage",
        )

    def _authors(self, node: Node, publisher: str | None) -> Iterator[str]:
        """The names, once each; a paper that gives itself as the author has none to give."""
        names = dict.fromkeys((*self._names(node.get("author")), *self._names(node.get("creator"))))
        yield from (name for name in names if name != publisher)

    def _periodicals(self, value: Any) -> Iterator[Node]:
        """What the article is part of, when that is a paper or a site: a page is part of nothing in print."""
        for each in value if isinstance(value, list) else [value]:
            node = self._resolved(each) if isinstance(each, dict) else {}
            kinds = str(node.get("@type", "")).lower()
            if any(kind in kinds for kind in ("periodical", "newspaper", "website", "creativework")):
                yield node

    def _resolved(self, node: Node) -> Node:
        return node if "name" in node else self._named.get(str(node.get("@id")), node)

    def _first_name(self, value: Any) -> str | None:
        return next(self._names(value), None)

    def _names(self, value: Any, depth: int = 0) -> Iterator[str]:
        """The names in a value, which may be a string, an object with a name, a reference, or a list of these."""
        if depth > _DEEPEST:
            return
        if isinstance(value, str) and value.strip():
            yield value
        elif isinstance(value, list):
            for each in value:
                yield from self._names(each, depth + 1)
        elif isinstance(value, dict):
            node = self._resolved(value)
            whole = " ".join(str(node[key]) for key in ("givenName", "familyName") if node.get(key))
            yield from self._names(node.get("name") or whole, depth + 1)
