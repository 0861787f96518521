"""Markdown as HTML to look at: cleaned, without images, leading nowhere but to `case:` addresses.

`[[name]]` becomes a link to `case:entity/name` and `[@key]` one to `case:cite/key`. They are found by our own
reading of the text, so that what is shown and what is checked are the same.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

import markdown as python_markdown
import nh3

from db.markup.blocks import Extent, front_matter_end
from db.markup.document import Document
from db.markup.escaping import replaced
from db.markup.inline import Citation, Link
from db.markup.portable import Change, changes
from db.markup.reading import parse

_TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td"}
    | {"th", "thead", "tr", "u", "ul"}
)
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "li": {"id"}, "sup": {"id"}}
_PRIVATE_USE = range(0xE000, 0xF8FF)
_EXTENSIONS = ("extra", "sane_lists")


def render(markdown: str) -> str:
    """The text as a fragment of HTML that loads nothing; what nests too deeply is shown as it was typed."""
    body = markdown[front_matter_end(markdown) :]
    stand_in = next(chr(code) for code in _PRIVATE_USE if chr(code) not in body)
    document = parse(body)
    anchors = _anchors(document)
    typed = replaced(body, [*changes(document), *_stand_ins(anchors, stand_in)])
    try:
        html = python_markdown.markdown(typed, extensions=_EXTENSIONS, output_format="html")
    except RecursionError:
        html = f"<pre>{escape(typed)}</pre>"
    shown = list(anchors.values())
    return re.sub(f"{stand_in}(\\d+){stand_in}", lambda found: shown[int(found[1])], _cleaned(html))


def _stand_ins(anchors: Iterable[Extent], mark: str) -> Iterator[Change]:
    """A number between two marks in each of these places, which python-markdown leaves as it is."""
    yield from ((start, end, f"{mark}{number}{mark}") for number, (start, end) in enumerate(anchors))


def _anchors(document: Document) -> dict[Extent, str]:
    """The links and citations of a text as HTML, by where they stand."""
    found = {(link.start, link.end): _link(link) for link in document.links}
    brackets: dict[Extent, list[Citation]] = {}
    for citation in document.citations:
        if document.markdown.startswith("[@", citation.start):
            brackets.setdefault((citation.start, citation.end), []).append(citation)
    return found | {span: f"[{'; '.join(map(_citation, cited))}]" for span, cited in brackets.items()}


def _link(link: Link) -> str:
    return f'<a href="case:entity/{quote(link.name, safe="")}">{escape(link.shown or link.name)}</a>'


def _citation(citation: Citation) -> str:
    locator = f", {escape(citation.locator)}" if citation.locator else ""
    return f'<a href="case:cite/{quote(citation.key, safe="")}">{escape(citation.key)}</a>{locator}'


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_own_address,
        url_schemes={"case"},
        link_rel=None,
    )


def _own_address(_tag: str, attribute: str, value: str) -> str | None:
    """Keeps addresses within the case and between footnotes, and the numbers of lists; drops all else."""
    allowed = {"href": ("case:", "#fn"), "id": ("fn",), "start": ("",)}
    return value if value.startswith(allowed.get(attribute, ())) else None
