"""Files of plain XML: a document that an office program saved so, or the words of anything else.

Nothing is known of the meaning of other XML: an element that holds words beside elements is a paragraph, one that holds
only words is a line. Entities that the file declares are left as they are written, and nothing is fetched.
"""

from collections.abc import Iterator

from lxml import etree

from db.importers import xml
from db.importers.file import File
from db.importers.office import described, docx, odf, xlsx
from db.importers.office.blocks import Block, joined
from db.importers.office.described import Properties
from db.importers.office.opc import Package
from db.importers.parsed import Extractor, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-xml", "1")
_STRIPPER = Extractor("casethread-xml", "1", {"markup": "stripped"})


def read(file: File) -> Parsed:
    """The document; what is left of its words when it is not well formed."""
    try:
        root = xml.parse(file.data, entities=True)
    except Unreadable:
        return read_stripped(file).warned("only-words-left")
    if xml.declares_entities(root):
        return _any(file, root).warned("entities-not-read")
    return _office(file, root) or _any(file, root)


def read_stripped(file: File) -> Parsed:
    """What is left of the file without its tags."""
    return described.document(file, xml.stripped(file.data), _STRIPPER, has_head=False)


WAYS = (read, read_stripped)


def _office(file: File, root: xml.Element) -> Parsed | None:
    """The document of an office program that was saved as XML; None when it is none."""
    match xml.local(root):
        case "package" if "xmlPackage" in root.tag:
            return docx.of_package(file, Package.of_xml(root))
        case "wordDocument" if xml.child(root, "body") is not None:
            return docx.of_body(file, root, _properties(root))
        case "Workbook" if "spreadsheet" in root.tag:
            return xlsx.of_workbook(file, root, _properties(root))
        case "document" if "opendocument" in root.tag:
            return odf.of_document(file, root)
    return None


def _any(file: File, root: xml.Element) -> Parsed:
    title = next((words for each in root.iter("{*}title") if (words := xml.words(each))), "")
    text = joined(_blocks(root))
    return described.document(file, text, EXTRACTOR, Properties(title=title), has_head=False)


def _properties(root: xml.Element) -> Properties:
    """What older documents of Office in XML say of themselves."""
    said = xml.child(root, "DocumentProperties")
    return Properties(
        title=xml.words(xml.child(said, "Title")),
        authors=(xml.words(xml.child(said, "Author")),),
        organisation=xml.words(xml.child(said, "Company")),
        keywords=xml.words(xml.child(said, "Keywords")),
        written=xml.words(xml.child(said, "Created")),
    )


def _blocks(element: xml.Element) -> Iterator[Block]:
    """The words of an element and of what is in it: running text together, lists of values line by line."""
    inner = [each for each in element if xml.local(each)]
    if not inner:
        yield Block(_running(element), "row")
    elif _has_words(element):
        yield Block(_running(element))
    else:
        for each in inner:
            yield from _blocks(each)


def _has_words(element: xml.Element) -> bool:
    return any(text and text.strip() for text in (element.text, *(inner.tail for inner in element)))


def _running(element: xml.Element) -> str:
    """The words, with references to entities as they are written; comments are no words."""
    pieces = [element.text or ""]
    for inner in element.iter():
        if inner is not element:
            if xml.local(inner) or inner.tag is etree.Entity:
                pieces.append(inner.text or "")
            pieces.append(inner.tail or "")
    return " ".join("".join(pieces).split())
