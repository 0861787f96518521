"""The text of a web page: of its article, of all that it shows, or simply what is left without the tags.

Three ways, from the best to the one that nothing stops. What a page says about itself is read by `pagedata`; which
way is taken, and what is said about it, is decided by `html`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_UNSEEN = (
    "script,style,noscript,template,svg,math,iframe,object,select,datalist,dialog,[hidden],.sf-hidden,"
    '[style*="display:none"],[style*="display: none"]'
)
_BESIDE = "nav,header,footer,aside,form,button,figure"
_BLOCKS = (
    "address,article,aside,blockquote,body,caption,center,dd,details,div,dl,dt,fieldset,figcaption,figure,footer,"
    "form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,summary,table,td,th,title,tr,ul"
)
_BREAKING = frozenset(_BLOCKS.split(",")) | {"br"}

# Written into the tree around elements; no stored text holds these code points, which Unicode keeps from being letters.
_BLOCK, _LINE, _HIDE, _SHOW, _PRE, _END_PRE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
_MARKS = re.compile("([\ufdd0-\ufdd5])")

_SPACES = re.compile(r"[ \t\n\r\f]+")
_DATA_URI = re.compile(r"(?<=[\"'(=])\s*data:[\w.+/-]*(?:;[\w=.+-]+)*,[^\"'\s)<>]{240,}")
# Elements that must be closed: the others are closed by their like, or hold nothing.
_NESTING = re.compile(
    r"<(?P<end>/?)(?!(?:p|li|td|th|tr|dd|dt|option|br|img|meta|link|input|hr|col|wbr|source|area|base)\b)"
    r"(?P<name>[a-z][\w-]*)[^<>]*?(?P<empty>/?)>",
    re.I,
)
_MARKUP = re.compile(
    r"<(?:(?P<raw>script|style|noscript|template|svg|iframe|select|head)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|!--.*?(?:-->|\Z)|[!?][^>]*>?|/?(?P<tag>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>?)",
    re.I | re.S,
)
_BODY = re.compile(r"<body\b", re.I)
_HEAD = 50_000
_PROSE = 80
"""Characters that a block of prose has at least; shorter ones are headings, captions and labels."""
_SENTENCE = 40
_ENDS = tuple('.!?。！？”"»')
_WORDLESS = re.compile(r"\W+")


def without_data(html: str) -> str:
    """The page without what it embeds, so that one picture of 15 MB does not hide the article behind it."""
    return _DATA_URI.sub("data:,", html)


def head(html: str) -> str:
    """The part of a page before its body, where it speaks about itself."""
    body = _BODY.search(html)
    return html[: min(body.start() if body else _HEAD, _HEAD)]


def depth(html: str, enough: int) -> int:
    """How deep the elements are nested at most, unless there are fewer than `enough` tags altogether."""
    if html.count("<") < enough:
        return 0
    now = deepest = 0
    opened: Counter[str] = Counter()
    for tag in _NESTING.finditer(html):
        name = tag["name"].lower()
        opens = not tag["end"] and not tag["empty"]
        closes = tag["end"] and opened[name]
        change = opens - bool(closes)
        opened[name] += change
        now += change
        deepest = max(deepest, now)
    return deepest


def tree(html: str) -> Any:
    """The page as the tree that `article` reads, or None when it is no page at all.

    It is handed over as a tree: as a string it could be taken for an address and be fetched.
    """
    from trafilatura import load_html

    return load_html(html if "<html" in html[:2000].lower() else f"<html><body>{html}</body></html>")


def article(tree: Any, *, precise: bool = True) -> str:
    """The article's paragraphs, empty when none is recognised; `precise` when more should rather be left out."""
    from trafilatura import bare_extraction

    if tree is None:
        return ""
    found = bare_extraction(tree, favor_precision=precise, include_comments=False, include_tables=True)
    lines = found.text.split("\n") if found and found.text else []
    return _paragraphs(_SPACES.sub(" ", line).strip() for line in lines)


def mended(article: str, html: str) -> str:
    """The article with the sentences that were left out between two of its paragraphs, where the page shows nothing
    else between them: an extractor passes over what is full of links, or looks like a title.
    """
    paragraphs = article.split("\n\n")
    places = {_letters(each): number for number, each in enumerate(paragraphs)}
    blocks = [(block, _letters(block)) for block in _blocks(html, f"{_UNSEEN},{_BESIDE}") if block]
    whole = _letters(article)
    for (_, before), (block, letters), (_, after) in zip(blocks, blocks[1:], blocks[2:], strict=False):
        place = places.get(before)
        is_between = place is not None and places.get(after) == place + 1
        if is_between and len(block) >= _SENTENCE and block.endswith(_ENDS) and letters not in whole:
            paragraphs[place or 0] += f"\n\n{block}"
    return "\n\n".join(paragraphs)


def _letters(text: str) -> str:
    """What tells one paragraph from another, however it is spaced."""
    return _WORDLESS.sub("", text)


def visible(html: str) -> str:
    """All that the page shows, one paragraph a block."""
    return _paragraphs(_blocks(html))


def prose(html: str) -> int:
    """How many characters of connected text the page shows, links and what stands beside the text left out."""
    return sum(len(block) for block in _blocks(html, f"{_UNSEEN},{_BESIDE},a") if len(block) >= _PROSE)


def stripped(html: str) -> str:
    """What is left of the page without its tags; one pass over it, whatever its shape."""
    text = unescape(_MARKUP.sub(lambda tag: _BLOCK if (tag["tag"] or "").lower() in _BREAKING else "", html))
    return _paragraphs(_SPACES.sub(" ", block).strip() for block in text.split(_BLOCK))


def _blocks(html: str, unseen: str = _UNSEEN) -> Iterator[str]:
    """The text block by block, without the unseen elements; white space is what HTML makes of it.

    Marks are written into the tree and nothing is taken out: to take out nested elements is neither quick nor safe.
    """
    tree = LexborHTMLParser(html)
    _around(tree, _BLOCKS, _BLOCK, _BLOCK)
    _around(tree, "br", _LINE, "")
    _around(tree, "pre", _PRE, _END_PRE)
    _around(tree, unseen, _HIDE, _SHOW)
    block: list[str] = []
    for piece in chain(_pieces(tree.body.text() if tree.body else ""), (_BLOCK,)):
        if piece == _BLOCK:
            yield "\n".join(map(_line, "".join(block).split("\n"))).strip(" \n")
            block.clear()
        else:
            block.append(piece)


def _line(line: str) -> str:
    """A line without the single space that is left of the white space around it; indentation stays."""
    line = line.rstrip(" ")
    return line if line.startswith("  ") else line.lstrip(" ")


def _around(tree: LexborHTMLParser, selector: str, before: str, after: str) -> None:
    for node in tree.css(selector):
        node.insert_before(before)
        if after:
            node.insert_after(after)


def _pieces(marked: str) -> Iterator[str]:
    """The seen text between the marks, and the marks of blocks."""
    hidden = kept = 0
    for piece in _MARKS.split(marked):
        hidden = max(0, hidden + (piece == _HIDE) - (piece == _SHOW))
        kept = max(0, kept + (piece == _PRE) - (piece == _END_PRE))
        if hidden or piece in {"", _SHOW, _PRE, _END_PRE}:
            continue
        if piece in {_BLOCK, _LINE}:
            yield _BLOCK if piece == _BLOCK else "\n"
        else:
            yield piece if kept else _SPACES.sub(" ", piece)


def _paragraphs(blocks: Iterable[str]) -> str:
    """The blocks with an empty line between them, rows and items of one list without."""
    pieces: list[str] = []
    before = ""
    for block in filter(None, (each.rstrip() for each in blocks)):
        together = before[:2] == block[:2] and block[:2] in {"- ", "| "}
        pieces += ["\n" if together else "\n\n", block]
        before = block
    return "".join(pieces[1:])
