"""XML from strangers: parsed without entities, without a network, without anything that stands outside the bytes.

Names are compared without their namespaces, since the same elements come in several: the two forms of Office's own
format, and older ones. What the elements mean is known by the readers.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from db import plain
from db.importers.parsed import Unreadable

Element = Any
_STRICT: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|<\?.*?(?:\?>|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<[^>]*>?",
    re.S,
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)")


def parse(data: bytes, *, entities: bool = False) -> Element:
    """The root of a document; raises Unreadable when it is not well formed.

    A document that declares entities of its own is refused, unless `entities` says that they are left as they are
    written: no document of a word processor has any, and what they stand for may be endless.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_STRICT))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged", "xml") from error
    if not entities and declares_entities(root):
        raise Unreadable("damaged", "entities")
    return root


def declares_entities(root: Element) -> bool:
    """Whether the document brings entities of its own."""
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and next(declared.iterentities(), None) is not None


def each(data: bytes, name: str) -> Iterator[Element]:
    """The elements of this name, one after another, each forgotten when the next is asked for.

    For documents that are too large for a tree; raises Unreadable where they cease to be well formed.
    """
    events = etree.iterparse(BytesIO(data), events=("end",), tag=f"{{*}}{name}", **_STRICT)
    try:
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", "xml") from error


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments, entities and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, otherwise: str = "") -> str:
    """The attribute of this name, in whatever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return otherwise


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, and so on down the path; None when there is none."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def words(element: Element | None) -> str:
    """All text within an element, with single blanks and none around it."""
    return "" if element is None else " ".join("".join(element.itertext(etree.Element)).split())


def stripped(data: bytes, *ends: str) -> str:
    """What is left without the tags, with a new line behind each element of these names; nothing keeps it from its end.

    Entities stay as they are written, but for the five that XML itself knows.
    """
    declared = _DECLARED.match(data)
    text = plain.decode(data, declared[1].decode() if declared else None).text
    breaking = re.compile(rf"</(?:[\w.-]+:)?(?:{'|'.join(ends)})\s*>") if ends else re.compile(r"</[^>]*>")
    text = _TAG.sub(lambda tag: tag["data"] or "", breaking.sub(r"\g<0>\n", text))
    for name, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        text = text.replace(f"&{name};", character)
    lines = (" ".join(line.split()) for line in plain.normalise(text).split("\n"))
    return "\n\n".join(filter(None, lines))
