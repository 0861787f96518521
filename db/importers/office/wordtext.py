"""The words of a word processor's document, from its XML: paragraphs, tables, text boxes, in the order of reading.

What was inserted is text, what was deleted is none; a text box is read once, though it is stored twice, and what is
hidden is read as well: each with a warning. Where the parts of a document are found is known by `docx`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from db.importers import xml
from db.importers.office.blocks import Block, Kind, row
from db.importers.office.numbering import BULLET, Numbering, roman

_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_UNSEEN = frozenset({
    "Fallback", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr",
    "sdtPr", "sdtEndPr", "rt", "binData", "fldData", "docPr", "proofErr", "pgNum",
})  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
_PICTURED = {  # in the fonts of pictures that forms use for boxes, ticks and arrows
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x78: "☒", 0xFC: "✓", 0x50: "✓",
    0xFB: "✗", 0x4F: "✗", 0xE0: "→", 0xDF: "←", 0xB7: "•", 0xA7: "▪", 0x4A: "☺",
}  # fmt: skip
_NO = frozenset({"0", "false", "off", "none"})
_LONG = 240
"""A numbered paragraph of so many characters is a paragraph; shorter ones are items of a list."""
_LEVEL = re.compile(r"[0-8]")


@dataclass
class Note:
    """A note that the text refers to, with its mark there."""

    kind: str
    identity: str
    mark: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """What the style of a paragraph says about it: whether it is a heading, and the list it belongs to."""

    kind: Kind = "paragraph"
    list_: str = ""
    level: str = ""


class Words:
    """Reads elements into blocks, and remembers what it met on the way."""

    def __init__(self, numbering: Numbering, styles: dict[str, Style]) -> None:
        self._numbering = numbering
        self._styles = styles
        self.notes: list[Note] = []
        self.comments: list[Block] = []
        self.chunks: list[str] = []
        self.warnings: dict[str, None] = {}

    def blocks(self, container: xml.Element) -> list[Block]:
        """What the container holds: a body, a cell, a text box, a note."""
        found: list[Block] = []
        for inner in container:
            name = xml.local(inner)
            if name == "p":
                found += self._paragraph(inner)
            elif name == "tbl":
                found += self._table(inner)
            elif name == "altChunk":
                self.chunks.append(xml.attribute(inner, "id"))
            elif name and not self._is_left_out(inner, name):
                found += self.blocks(inner)
        return found

    def remark(self, comment: xml.Element) -> list[Block]:
        """A comment with who made it, and when."""
        blocks = self.blocks(comment)
        date = xml.attribute(comment, "date") or xml.attribute(comment, "createdate")
        who = ", ".join(filter(None, (xml.attribute(comment, "author"), date[:10])))
        words = "\n".join(block.text for block in blocks if block.text.strip())
        return [Block(f"[{who}] {words}")] if words else []

    # --- paragraphs -----------------------------------------------------------------------------

    def _paragraph(self, paragraph: xml.Element) -> list[Block]:
        properties = xml.child(paragraph, "pPr")
        style = self._styles.get(_value(properties, "pStyle"), Style())
        words: list[str] = []
        beside: list[Block] = []
        self._inline(paragraph, words, beside)
        if xml.child(properties, "rPr", "del") is not None or xml.child(properties, "rPr", "ins") is not None:
            self.warnings["tracked-changes"] = None
        text = "".join(words).strip()
        return [*([self._numbered(text, properties, style)] if text else []), *beside]

    def _numbered(self, text: str, properties: xml.Element | None, style: Style) -> Block:
        """The paragraph with the number or bullet that is shown before it."""
        own = xml.child(properties, "numPr")
        list_ = _value(own, "numId") or _value(own, "ilfo") or style.list_
        level = _value(own, "ilvl") or style.level or "0"
        label = self._numbering.label(list_, int(level)) if list_ and _LEVEL.fullmatch(level) else ""
        if not label:
            return Block(text, style.kind)
        if style.kind != "paragraph":
            return Block(f"{label} {text}", style.kind)
        indent = "  " * int(level) if label == BULLET else ""
        return Block(f"{indent}{label} {text}", "item" if len(text) < _LONG else "paragraph")

    def _inline(self, element: xml.Element, words: list[str], beside: list[Block]) -> None:
        """The words of a paragraph, and what hangs on it: text boxes, and tables that stand in a line."""
        for inner in element:
            name = xml.local(inner)
            if name == "t":
                words.append("".join(inner.itertext()))
            elif name in _SIGNS:
                words.append(_SIGNS[name])
            elif name == "txbxContent":
                beside += self.blocks(inner)
            elif name in {"p", "tbl"}:
                beside += self._paragraph(inner) if name == "p" else self._table(inner)
            elif special := _SPECIAL.get(name):
                words.append(special(self, inner))
            elif name and not self._is_left_out(inner, name):
                self._inline(inner, words, beside)

    def _is_left_out(self, element: xml.Element, name: str) -> bool:
        """Whether nothing in the element is text that holds; says by a warning what was met."""
        if name == "r" and _is_on(xml.child(element, "rPr", "vanish")):
            self.warnings["hidden-content"] = None
        kind = xml.attribute(element, "type") if name == "annotation" else ""
        if name in _DELETED or name in _INSERTED or kind in {"Word.Deletion", "Word.Insertion"}:
            self.warnings["tracked-changes"] = None
        if kind == "Word.Comment":
            self.comments += self.remark(element)
        return name in _DELETED or name in _UNSEEN or kind in {"Word.Deletion", "Word.Comment"}

    # --- what stands for something else ---------------------------------------------------------

    def _note_mark(self, reference: xml.Element) -> str:
        kind = "endnote" if xml.local(reference).startswith("endnote") else "footnote"
        if xml.local(reference) == kind and xml.attribute(reference, "type"):
            return ""  # the line above all notes
        number = sum(note.kind == kind for note in self.notes) + 1
        note = Note(kind, xml.attribute(reference, "id"), roman(number) if kind == "endnote" else str(number))
        self.notes.append(note)
        if xml.local(reference) == kind:  # older documents have the note where it is referred to
            note.blocks = self.blocks(reference)
        return f"[{note.mark}]"

    def _symbol(self, symbol: xml.Element) -> str:
        """A character of a font of pictures; fonts put them where Unicode has room for whatever one likes."""
        try:
            code = int(xml.attribute(symbol, "char"), 16)
        except ValueError:
            return ""
        is_pictured = xml.attribute(symbol, "font").casefold().startswith(("wingdings", "symbol"))
        return _PICTURED.get(code & 0xFF, chr(code)) if is_pictured else chr(code)

    def _form_field(self, data: xml.Element) -> str:
        box = xml.child(data, "checkBox")
        if box is None:
            return ""
        state = xml.child(box, "checked")
        return "☒" if _is_on(state if state is not None else xml.child(box, "default")) else "☐"

    def _with_reading(self, ruby: xml.Element) -> str:
        """Characters with how they are read above them."""
        words: list[str] = []
        for part in ("rubyBase", "rt"):
            pieces: list[str] = []
            if (inner := xml.child(ruby, part)) is not None:
                self._inline(inner, pieces, [])
            words.append("".join(pieces))
        return f"{words[0]}({words[1]})" if words[1] else words[0]

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: xml.Element) -> list[Block]:
        found: list[Block] = []
        for line in _through(table, "tr"):
            if xml.child(line, "trPr", "del") is not None:
                self.warnings["tracked-changes"] = None
            else:
                found += row([self.blocks(cell) for cell in _through(line, "tc")])
        return found


_SPECIAL: dict[str, Callable[[Words, xml.Element], str]] = {
    **dict.fromkeys(("footnoteReference", "endnoteReference", "footnote", "endnote"), Words._note_mark),
    "sym": Words._symbol,
    "ffData": Words._form_field,
    "ruby": Words._with_reading,
}


def styles(tree: xml.Element | None) -> dict[str, Style]:
    """The styles of paragraphs by their id; styles that rest on others take over what those say."""
    elements = {
        xml.attribute(element, "styleId"): element
        for element in (tree if tree is not None else ())
        if xml.local(element) == "style" and xml.attribute(element, "type", "paragraph") == "paragraph"
    }
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, xml.Element], depth: int = 0) -> Style:
    element = elements.get(name)
    if element is None or depth > 9:
        return Style()
    base = _style(_value(element, "basedOn"), elements, depth + 1)
    shown = (_value(element, "name") or name).casefold()
    kind: Kind = "title" if shown == "title" else "heading" if shown.startswith("heading") else base.kind
    own = xml.child(element, "pPr", "numPr")
    return Style(kind, _value(own, "numId") or base.list_, _value(own, "ilvl") or base.level)


def _through(element: xml.Element, name: str) -> Iterator[xml.Element]:
    """The rows of a table or the cells of a row, also where something is wrapped around them."""
    for inner in element:
        if xml.local(inner) == name:
            yield inner
        elif xml.local(inner) not in {"tr", "tc", "p", "", *_UNSEEN, *_DELETED}:
            yield from _through(inner, name)


def _value(element: xml.Element | None, name: str) -> str:
    inner = xml.child(element, name)
    return "" if inner is None else xml.attribute(inner, "val")


def _is_on(element: xml.Element | None) -> bool:
    return element is not None and xml.attribute(element, "val", "1").casefold() not in _NO
