"""The words of an OpenDocument file, from its XML: paragraphs, lists, tables, notes, in the order of reading.

What was deleted and is only kept for looking back is no text; annotations are set apart. Where the parts of a document
are found is known by `odf`.
"""

from collections.abc import Iterator

from db.importers import xml
from db.importers.office.blocks import Block, Kind, row
from db.importers.office.numbering import roman

_UNSEEN = frozenset({
    "tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "desc", "title", "settings",
    "event-listeners", "ruby-text", "dde-connection-decls", "label-ranges", "database-ranges", "tracked-change",
    "bibliography-configuration", "notes-configuration", "script", "meta",
})  # fmt: skip
_CHANGES = frozenset({"change", "change-start", "change-end", "changed-region"})
_MOST_BLANKS = 200


class Words:
    """Reads elements into blocks, and remembers the notes and annotations that it met on the way."""

    def __init__(self) -> None:
        self.notes: list[Block] = []
        self.endnotes: list[Block] = []
        self.annotations: list[Block] = []
        self.warnings: dict[str, None] = {}

    def blocks(self, container: xml.Element, level: int = 0) -> list[Block]:
        """What the container holds: a text, a section, a cell, a text box, a slide; `level` is how deep in a list."""
        found: list[Block] = []
        for inner in container:
            name = xml.local(inner)
            if name in {"p", "h"}:
                found += self._paragraph(inner, name)
            elif name == "list":
                found += self._list(inner, level)
            elif name == "table":
                found += self._table(inner)
            elif name == "annotation":
                self._annotate(inner)
            elif name and not self._is_unseen(inner, name):
                found += self.blocks(inner, level)
        return found

    def _is_unseen(self, element: xml.Element, name: str) -> bool:
        if (name == "tracked-changes" and len(element)) or name in _CHANGES:
            self.warnings["tracked-changes"] = None
        if name in {"section", "hidden-paragraph", "hidden-text"} and xml.attribute(element, "display") == "none":
            self.warnings["hidden-content"] = None
        return name in _UNSEEN

    def _paragraph(self, paragraph: xml.Element, name: str) -> list[Block]:
        words: list[str] = []
        beside: list[Block] = []
        self._inline(paragraph, words, beside)
        text = "".join(words).strip(" \t\n")
        style = xml.attribute(paragraph, "style-name")
        kind: Kind = "title" if style == "Title" else "heading" if name == "h" else "paragraph"
        return [*([Block(text, kind)] if text else []), *beside]

    def _inline(self, element: xml.Element, words: list[str], beside: list[Block]) -> None:
        words.append(_folded(element.text, words))
        for inner in element:
            name = xml.local(inner)
            if name == "s":
                count = xml.attribute(inner, "c", "1")
                words.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS))
            elif name in {"tab", "line-break"}:
                words.append("\t" if name == "tab" else "\n")
            elif name == "note":
                words.append(self._note(inner))
            elif name == "annotation":
                self._annotate(inner)
            elif name in {"text-box", "p", "h", "table", "list"}:
                beside += self.blocks([inner] if name != "text-box" else inner)
            elif name == "ruby":
                words.append(_with_reading(inner))
            elif name and not self._is_unseen(inner, name):
                self._inline(inner, words, beside)
            words.append(_folded(inner.tail, words))

    def _list(self, list_: xml.Element, level: int) -> list[Block]:
        """Items, each with a dash: what stands before them is told by styles, and differs from level to level."""
        found: list[Block] = []
        for item in list_:
            inner = self.blocks(item, level + 1)
            if xml.local(item) == "list-item" and inner and inner[0].kind == "paragraph":
                inner[0] = Block(f"{'  ' * level}- {inner[0].text}", "item")
            found += inner
        return found

    def _table(self, table: xml.Element) -> list[Block]:
        return [
            block
            for line in within(table, "table-row")
            for block in row([self.blocks(cell) for cell in within(line, "table-cell", "covered-table-cell")])
        ]

    def _note(self, note: xml.Element) -> str:
        is_endnote = xml.attribute(note, "note-class") == "endnote"
        kept = self.endnotes if is_endnote else self.notes
        mark = xml.words(xml.child(note, "note-citation"))
        mark = mark or (roman(len(kept) + 1) if is_endnote else str(len(kept) + 1))
        body = xml.child(note, "note-body")
        blocks = self.blocks(body) if body is not None else []
        kept += [Block(f"[{mark}] {blocks[0].text}"), *blocks[1:]] if blocks else []
        return f"[{mark}]"

    def _annotate(self, annotation: xml.Element) -> None:
        """An annotation with who made it, and when; what stands in the text beside it is not part of it."""
        date = xml.words(xml.child(annotation, "date"))[:10]
        who = ", ".join(filter(None, (xml.words(xml.child(annotation, "creator")), date)))
        words = "\n".join(block.text for block in self.blocks(_without(annotation)))
        self.annotations += [Block(f"[{who}] {words}")] if words else []


def within(element: xml.Element, *names: str) -> Iterator[xml.Element]:
    """The rows of a table or the cells of a row, also those in groups and in headers."""
    for inner in element:
        name = xml.local(inner)
        if name in names:
            yield inner
        elif name.startswith("table-") and name not in {"table-row", "table-cell", "table-columns"}:
            yield from within(inner, *names)


def _without(annotation: xml.Element) -> list[xml.Element]:
    return [inner for inner in annotation if xml.local(inner) in {"p", "h", "list"}]


def _with_reading(ruby: xml.Element) -> str:
    """Characters with how they are read above them."""
    base, reading = xml.words(xml.child(ruby, "ruby-base")), xml.words(xml.child(ruby, "ruby-text"))
    return f"{base}({reading})" if reading else base


def _folded(text: str | None, before: list[str]) -> str:
    """Text with its white space as OpenDocument means it: any run of it is one blank, none after another."""
    if not text:
        return ""
    folded = " ".join(f"|{text}|".split())[1:-1]
    last = next((piece for piece in reversed(before) if piece), "\n")
    return folded.lstrip(" ") if last[-1] in " \n\t" else folded
