"""Slides of PowerPoint, one after another; each begins a page. What the speaker wrote below them follows, set apart."""

from db.importers import xml
from db.importers.file import File
from db.importers.office import described, embedded
from db.importers.office.blocks import APART, Block, joined, row
from db.importers.office.opc import Package
from db.importers.parsed import Extractor, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-pptx", "1")
_MAIN = "ppt/presentation.xml"
_FIELDS = ("slidenum", "datetime")
_PLACES = {"notesSlide": "beside", "comments": "beside", "diagramData": "shown", "chart": "shown"}
"""Parts that belong to a slide: what is drawn on it, and what was written to it."""
_NO = frozenset({"0", "false"})


def read(file: File) -> Parsed:
    """The slides as one document."""
    package = Package.of_zip(file)
    name = package.main(_MAIN)
    tree = package.tree(name)
    if tree is None:
        raise Unreadable("damaged", "no presentation")
    related = package.related(name)
    order = [_relation(each) for each in tree.iter("{*}sldId")]
    names = [related[each][1] for each in order if each in related]
    slides = [(each, package.lesser(each)) for each in names]
    warnings = ["contains-macros"] if package.has_macros else []
    if any(slide is None for _, slide in slides):
        warnings.append("parts-damaged")
    if any(slide is not None and xml.attribute(slide, "show") in _NO for _, slide in slides):
        warnings.append("hidden-content")
    texts = [_slide(package, each, slide) for each, slide in slides if slide is not None]
    pictures, found = embedded.shown(package.read, embedded.pictures(package, names))
    parts = embedded.files(package, names) + (() if any(texts) else pictures)
    return described.of_pages(file, texts, EXTRACTOR, package.properties(), parts=parts, warnings=(*warnings, *found))


WAYS = (read,)


def _relation(element: xml.Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}id")), "")


def _slide(package: Package, name: str, slide: xml.Element) -> str:
    """The words on a slide, and those that belong to it."""
    related = package.related(name).values()
    found: dict[str, list[str]] = {"shown": [joined(_blocks(slide))], "beside": []}
    for kind, target in related:
        if kind in _PLACES and (tree := package.lesser(target)) is not None:
            found[_PLACES[kind]].append(joined(_blocks(tree)))
    beside = (f"{APART}\n\n{text}" for text in found["beside"] if text)
    return "\n\n".join(filter(None, (*found["shown"], *beside)))


def _blocks(element: xml.Element) -> list[Block]:
    """Paragraphs and rows of tables in the order of the file, which is that of drawing."""
    found: list[Block] = []
    for inner in element:
        name = xml.local(inner)
        if name == "p":
            found.append(Block(_words(inner)))
        elif name == "tr":
            found += row([_blocks(cell) for cell in inner])
        elif name == "text" and not len(inner):  # a comment
            found.append(Block(inner.text or ""))
        elif name and name != "Fallback":
            found += _blocks(inner)
    return found


def _words(paragraph: xml.Element) -> str:
    """The words of a paragraph; the number of the slide and the day of showing it are none."""
    words = ""
    for inner in paragraph:
        name = xml.local(inner)
        if name == "br":
            words += "\n"
        elif name and not (name == "fld" and xml.attribute(inner, "type").startswith(_FIELDS)):
            words += "".join(each.text or "" for each in inner.iter("{*}t"))
    return words
