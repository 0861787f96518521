"""OpenDocument: texts, sheets and slides, in a ZIP or as one XML file.

Which words of the XML are text is told by `odftext`, how rows become lines by `tables`.
"""

import re
from collections.abc import Iterator

from db.importers import xml
from db.importers.archives.zipped import Zipped
from db.importers.file import File
from db.importers.office import described, embedded, tables
from db.importers.office.blocks import Block, apart, distinct, joined
from db.importers.office.described import Properties
from db.importers.office.odftext import Words, within
from db.importers.parsed import Extractor, Parsed, Part, Unreadable

EXTRACTOR = Extractor("casethread-odf", "1")
_STRIPPER = Extractor("casethread-odf", "1", {"markup": "stripped"})
_MACRO = re.compile(r"(?:Basic|Scripts)/.+(?<!script-lc\.xml)(?<!script-lb\.xml)(?<!/)$")
_OBJECT = re.compile(r"(?:Object|OLE|Obj)\s?\d+|(?!Thumbnails/).+\.(?:docx?|xlsx?|pptx?|pdf|od[tsp]|bin)", re.I)
_PICTURE = re.compile(r"(?:Pictures|media)/[^/]+", re.I)
_MOST_REPEATED = 100


def read(file: File) -> Parsed:
    """The document; when its content is no XML any more, what is left of its words."""
    package = _opened(file)
    try:
        return _Document(file, package).parsed()
    except Unreadable as error:
        if (error.reason, error.detail) != ("damaged", "xml"):
            raise
        return _stripped(file, package).warned("only-words-left")


def read_stripped(file: File) -> Parsed:
    """The document's words without its markup, also those that were deleted from it."""
    return _stripped(file, _opened(file))


WAYS = (read, read_stripped)


def of_document(file: File, root: xml.Element) -> Parsed:
    """The document in one XML file."""
    return _parsed(file, root, root, _properties(root))


def _opened(file: File) -> Zipped:
    package = Zipped(file)
    if b"encryption-data" in package.named("META-INF/manifest.xml") or "encrypted-package" in package:
        raise Unreadable("encrypted", "opendocument")
    if "content.xml" not in package:
        raise Unreadable("damaged", "no content.xml")
    return package


def _stripped(file: File, package: Zipped) -> Parsed:
    text = xml.stripped(package.named("content.xml"), "p", "h")
    return described.document(file, text, _STRIPPER, _properties(_lesser(package, "meta.xml")))


class _Document:
    """A document in a ZIP."""

    def __init__(self, file: File, package: Zipped) -> None:
        self._file = file
        self._package = package

    def parsed(self) -> Parsed:
        """The document with all that belongs to it."""
        root = xml.parse(self._package.named("content.xml"))
        macros = ("contains-macros",) if any(map(_MACRO.match, self._package.names)) else ()
        pictures, warnings = self._pictures()
        parts = tuple(self._parts())
        return _parsed(
            self._file,
            root,
            _lesser(self._package, "styles.xml"),
            _properties(_lesser(self._package, "meta.xml")),
            parts=parts,
            instead=pictures,
            warnings=(*macros, *warnings),
        )

    def _parts(self) -> Iterator[Part]:
        for member in self._package.members:
            if _OBJECT.fullmatch(member.name):
                try:
                    name, data = embedded.unpacked(member.name, self._package.read(member))
                    yield Part(name=name, role="attachment", data=data)
                except Unreadable as error:
                    yield Part(name=member.name, role="attachment", refused=error.reason)

    def _pictures(self) -> tuple[tuple[Part, ...], tuple[str, ...]]:
        names = [name for name in self._package.names if _PICTURE.fullmatch(name)]
        return embedded.shown(self._package.named, names)


def _parsed(
    file: File,
    root: xml.Element,
    styles: xml.Element | None,
    properties: Properties,
    *,
    parts: tuple[Part, ...] = (),
    instead: tuple[Part, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Parsed:
    """The document of this content; `instead` are the pictures that are its parts when it has no words."""
    body = xml.child(root, "body")
    content = next((each for each in body if xml.local(each)), None) if body is not None else None
    if content is None:
        raise Unreadable("damaged", "no body")
    match xml.local(content):
        case "spreadsheet":
            return _sheets(file, root, content, properties, parts, warnings)
        case "presentation" | "drawing":
            return _slides(file, content, properties, parts or instead, warnings)
    words = Words()
    text = words.blocks(content)
    blocks = [
        *_around(styles, "header"),
        *text,
        *apart(_around(styles, "footer")),
        *apart([*words.notes, *words.endnotes]),
        *apart(words.annotations),
    ]
    shown = parts if joined(blocks) else parts + instead
    return described.of_blocks(file, blocks, EXTRACTOR, properties, parts=shown, warnings=(*words.warnings, *warnings))


def _around(styles: xml.Element | None, name: str) -> list[Block]:
    """The headers or footers of all kinds of pages, each wording once; page numbers alone are left out."""
    if styles is None:
        return []
    found = [
        Words().blocks(each) for kind in (name, f"{name}-first", f"{name}-left") for each in styles.iter(f"{{*}}{kind}")
    ]
    return distinct(group for group in found if any(letter.isalpha() for block in group for letter in block.text))


def _slides(
    file: File, content: xml.Element, properties: Properties, parts: tuple[Part, ...], warnings: tuple[str, ...]
) -> Parsed:
    words = Words()
    slides = [joined(words.blocks(page)) for page in content if xml.local(page) == "page"]
    return described.of_pages(file, slides, EXTRACTOR, properties, parts=parts, warnings=(*words.warnings, *warnings))


def _sheets(
    file: File,
    root: xml.Element,
    content: xml.Element,
    properties: Properties,
    parts: tuple[Part, ...],
    warnings: tuple[str, ...],
) -> Parsed:
    hidden = {
        xml.attribute(style, "name")
        for style in root.iter("{*}style")
        if xml.attribute(style, "family") == "table"
        for each in style
        if xml.attribute(each, "display") == "false"
    }
    words, writing = Words(), tables.Writing()
    for table in content:
        if xml.local(table) == "table":
            if xml.attribute(table, "style-name") in hidden:
                writing.warn("hidden-content")
            writing.sheet(xml.attribute(table, "name"), _rows(words, table))
    writing.beside([block.text for block in words.annotations])
    return described.document(
        file,
        writing.text,
        EXTRACTOR,
        properties,
        has_head=False,
        parts=parts,
        warnings=(*writing.warnings, *warnings),
    )


def _rows(words: Words, table: xml.Element) -> Iterator[list[str]]:
    """The rows of a sheet; what is repeated to the edge of the sheet is empty, and not repeated."""
    for line in within(table, "table-row"):
        cells: list[str] = []
        for cell in within(line, "table-cell", "covered-table-cell"):
            text = joined(words.blocks(cell)) or xml.attribute(cell, "string-value")
            cells += [text] * _repeated(cell, "number-columns-repeated")
        yield from [cells] * (_repeated(line, "number-rows-repeated") if any(cells) else 1)


def _repeated(element: xml.Element, name: str) -> int:
    count = xml.attribute(element, name, "1")
    return min(int(count), _MOST_REPEATED) if count.isdecimal() else 1


def _lesser(package: Zipped, name: str) -> xml.Element | None:
    """A part that the document can do without."""
    try:
        data = package.named(name)
        return xml.parse(data) if data else None
    except Unreadable:
        return None


def _properties(root: xml.Element | None) -> Properties:
    meta = xml.child(root, "meta")

    def said(name: str) -> str:
        return xml.words(xml.child(meta, name))

    keywords = (xml.words(each) for each in (meta if meta is not None else ()) if xml.local(each) == "keyword")
    return Properties(
        title=said("title"),
        authors=(said("initial-creator") or said("creator"),),
        language=said("language"),
        keywords=", ".join(filter(None, keywords)),
        written=said("creation-date") or said("date"),
    )
