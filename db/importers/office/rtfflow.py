"""Words of a Rich Text on their way to blocks: paragraphs, and cells of rows, closed by marks behind them.

Where the words come from is told by `rtftext`.
"""

from dataclasses import dataclass, field

from db.importers.office.blocks import Block, row

_LONG = 240
"""A numbered paragraph of so many characters is a paragraph; shorter ones are items of a list."""


@dataclass
class Flow:
    """Words on their way to blocks: the paragraph, the cell and the row that are being read."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    is_item: bool = False

    def end_paragraph(self, *, in_table: bool) -> None:
        """Close the paragraph; one outside a table closes the table as well."""
        text = _whole("".join(self.words)).strip()
        block = Block(text.replace("\t", " ", 1).strip(), "item") if self.is_item and len(text) < _LONG else Block(text)
        self.words.clear()
        self.is_item = False
        if in_table or (self.cells and not block.text):
            self.cell.append(block)
        else:
            self.end_row()
            self.blocks.append(block)

    def end_cell(self) -> None:
        """Close the cell."""
        self.end_paragraph(in_table=True)
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """Close the row, if there is one."""
        if any(block.text for block in self.cell):
            self.cells.append(self.cell)
        self.blocks += row(self.cells)
        self.cell, self.cells = [], []

    def closed(self) -> list[Block]:
        """All blocks, when nothing more comes."""
        self.end_paragraph(in_table=False)
        self.end_row()
        return [block for block in self.blocks if block.text]


def _whole(text: str) -> str:
    """The text with halves of characters joined: they are written one by one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors="replace")
