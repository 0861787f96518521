"""SVG: a drawing with the words in it, read without entities and without a network."""

from pathlib import PurePath
from typing import Any

from db.importers import language
from db.importers.file import File
from db.importers.parsed import Extractor, Found, Parsed, Unreadable
from db.plain import normalise

EXTRACTOR = Extractor("casethread-svg", "1")


def read(file: File) -> Parsed:
    """The drawing with its words, which may be none; raises Unreadable when it is damaged."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(file.data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", "xml") from error
    if root is None:
        raise Unreadable("damaged", "xml")
    lines = [line for element in root.iter() if _name(element) in {"text", "desc"} for line in _lines(element)]
    text = normalise("\n".join(lines))
    title = next((" ".join(_words(each).split()) for each in root if _name(each) == "title"), "")
    code = language.detect(text)
    return Parsed(
        text=text,
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=EXTRACTOR,
        title=Found(normalise(title), "properties") if title else Found(PurePath(file.name).stem or "?", "file"),
        language=Found(code, "guess") if code else None,
    ).warned(*([] if text else ["no-text"]))


WAYS = (read,)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _lines(element: Any) -> list[str]:
    """The words of an element, in the lines in which they are drawn."""
    drawn = [element.text or ""]
    for part in element:
        begins = _name(part) == "tspan" and any(part.get(place) for place in ("y", "dy"))
        drawn.append(("\n" if begins else "") + _words(part) + (part.tail or ""))
    return [line for written in "".join(drawn).split("\n") if (line := " ".join(written.split()))]


def _words(element: Any) -> str:
    return "".join(words for words in element.itertext() if isinstance(words, str)) if _name(element) else ""
