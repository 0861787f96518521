"""Sheets of Excel: each under its name, row by row, with the values that it shows and not the formulas behind them.

Sheets, rows and columns that are hidden are read as well, with a warning. How numbers are shown is told by
`cellformats`, how rows become lines by `tables`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.importers import xml
from db.importers.file import File
from db.importers.office import cellformats, described, embedded, tables
from db.importers.office.described import Properties
from db.importers.office.opc import Package
from db.importers.parsed import Extractor, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-xlsx", "1")
_MAIN = "xl/workbook.xml"
_PLACE = re.compile(r"([A-Z]{1,3})\d*")
_MOST_COLUMNS = 16_384
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BESIDE = frozenset({"comments", "drawing"})
_NO = frozenset({"", "0", "false"})


def read(file: File) -> Parsed:
    """The workbook as one document."""
    package = Package.of_zip(file)
    name = package.main(_MAIN)
    tree = package.tree(name)
    if tree is None:
        raise Unreadable("damaged", "no workbook")
    book = _Book(package, name, tree)
    writing = tables.Writing()
    for sheet in tree.iter("{*}sheet"):
        book.write(sheet, writing)
    if package.has_macros:
        writing.warn("contains-macros")
    return described.document(
        file,
        writing.text,
        EXTRACTOR,
        package.properties(),
        has_head=False,
        parts=embedded.files(package, book.names),
        warnings=tuple(writing.warnings),
    )


WAYS = (read,)


def of_workbook(file: File, root: xml.Element, properties: Properties) -> Parsed:
    """A workbook in one XML file of the older kind; its values are written as data there."""
    writing = tables.Writing()
    for sheet in root:
        if xml.local(sheet) == "Worksheet":
            table = xml.child(sheet, "Table")
            writing.sheet(xml.attribute(sheet, "Name"), _old_rows(table) if table is not None else ())
    return described.document(
        file, writing.text, EXTRACTOR, properties, has_head=False, warnings=tuple(writing.warnings)
    )


@dataclass
class _Book:
    """What the sheets of a workbook share, and where each lies."""

    package: Package
    name: str
    tree: xml.Element
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._related = self.package.related(self.name)
        kinds = dict(self._related.values())
        self._strings = self._shared(kinds.get("sharedStrings", "xl/sharedStrings.xml"))
        self._formats = _formats(self.package.lesser(kinds.get("styles", "xl/styles.xml")))
        said = xml.child(self.tree, "workbookPr")
        self._since_1904 = said is not None and xml.attribute(said, "date1904") not in _NO

    def write(self, sheet: xml.Element, writing: tables.Writing) -> None:
        """A sheet under its name, with the comments at its cells; a damaged one up to the damage."""
        _, name = self._related.get(_relation(sheet), ("", ""))
        if name not in self.package:
            return
        self.names.append(name)
        if xml.attribute(sheet, "state", "visible") != "visible":
            writing.warn("hidden-content")
        writing.sheet(xml.attribute(sheet, "name"), self._rows(name, writing))
        writing.beside(self._remarks(name))

    def _rows(self, name: str, writing: tables.Writing) -> Iterator[list[str]]:
        before = 0
        try:
            for row in xml.each(self.package.read(name), "row"):
                number = _whole(xml.attribute(row, "r")) or before + 1
                if number > before + 1:
                    yield []
                before = number
                if xml.attribute(row, "hidden") not in _NO:
                    writing.warn("hidden-content")
                yield self._cells(row)
        except Unreadable:
            writing.warn("parts-damaged")

    def _cells(self, row: xml.Element) -> list[str]:
        cells: list[str] = []
        for cell in row:
            if xml.local(cell) != "c":
                continue
            column = _column(xml.attribute(cell, "r"))
            cells += [""] * (min(column, _MOST_COLUMNS) - len(cells))
            cells.append(self._value(cell))
        return cells

    def _value(self, cell: xml.Element) -> str:
        """What the cell shows; what a formula gave when it was last counted."""
        kind = xml.attribute(cell, "t", "n")
        if kind == "inlineStr":
            return _string(xml.child(cell, "is"))
        value = xml.child(cell, "v")
        text = (value.text or "") if value is not None else ""
        if kind == "s":
            return (
                self._strings[int(text)] if text.isascii() and text.isdigit() and int(text) < len(self._strings) else ""
            )
        if kind == "b":
            return "FALSE" if text in _NO else "TRUE"
        if kind != "n" or not text:
            return text[:10] if kind == "d" and text.endswith("T00:00:00") else text
        style = xml.attribute(cell, "s", "0")
        code = self._formats[int(style)] if style.isdecimal() and int(style) < len(self._formats) else ""
        return cellformats.shown(text, code, since_1904=self._since_1904)

    def _shared(self, name: str) -> list[str]:
        data = self.package.read(name)
        return [_string(each) for each in xml.each(data, "si")] if data else []

    def _remarks(self, name: str) -> list[str]:
        """The words in shapes that lie on a sheet, and the comments at its cells, with the cell."""
        related = self.package.related(name).values()
        trees = [tree for kind, each in related if kind in _BESIDE and (tree := self.package.lesser(each)) is not None]
        drawn = [xml.words(line) for tree in trees for line in tree.iter(f"{_DRAWN}p")]
        return list(filter(None, drawn)) + [
            f"[{xml.attribute(comment, 'ref')}] {words}"
            for tree in trees
            for comment in tree.iter("{*}comment")
            if (words := _string(xml.child(comment, "text")).strip())
        ]


def _string(element: xml.Element | None) -> str:
    """The words of a string in pieces, without how they are pronounced."""
    if element is None:
        return ""
    pieces = (piece for piece in element.iter("{*}t") if xml.local(piece.getparent()) != "rPh")
    return "".join(piece.text or "" for piece in pieces)


def _relation(sheet: xml.Element) -> str:
    """The id of the part in which a sheet lies; it has another id without a namespace."""
    return next((str(value) for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _column(place: str) -> int:
    """How many columns stand before this cell; -1 when it does not say where it stands."""
    match = _PLACE.match(place)
    if not match:
        return -1
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _formats(tree: xml.Element | None) -> list[str]:
    """The format of each style of cells."""
    if tree is None:
        return []
    own = {xml.attribute(each, "numFmtId"): xml.attribute(each, "formatCode") for each in tree.iter("{*}numFmt")}
    styles = xml.child(tree, "cellXfs")
    numbers = [xml.attribute(each, "numFmtId", "0") for each in (styles if styles is not None else ())]
    return [own.get(each) or cellformats.BUILT_IN.get(int(each) if each.isdecimal() else 0, "") for each in numbers]


def _old_rows(table: xml.Element) -> Iterator[list[str]]:
    for row in table:
        if xml.local(row) != "Row":
            continue
        cells: list[str] = []
        for cell in row:
            place = xml.attribute(cell, "Index")
            cells += [""] * ((min(int(place), _MOST_COLUMNS) if place.isdecimal() else 0) - 1 - len(cells))
            data = xml.child(cell, "Data")
            text = xml.words(data).removesuffix("T00:00:00.000")
            is_number = data is not None and xml.attribute(data, "Type") == "Number"
            cells.append(cellformats.shown(text, "General") if is_number else text)
        yield cells
