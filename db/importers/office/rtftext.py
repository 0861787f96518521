"""The words of a Rich Text file: its groups and control words, one after another, as a stream of bytes.

Bytes mean characters by the font they are set in, two of them at times, and an ASCII letter may be the second. What is
deleted, or is there for other programs, is no text; notes, comments, headers and text boxes are kept apart.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from db.importers.office.blocks import Block, row

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)|\\",
    re.S,
)
_CHARSETS = {
    77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "mac_greek", 84: "mac_cyrillic",
    85: "mac_greek", 86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic", 0: "cp1252", 128: "cp932",
    129: "cp949", 130: "johab", 134: "gbk", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOL = 2
_SYMBOLS = str.maketrans({"\xb7": "•", "\xa7": "▪", "\xa8": "☐", "\xfc": "✓", "\xfe": "☑", "\xe0": "→"})
_WORDS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "softline": "\n",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "-": "\xad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
_LEFT_OUT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "pict", "fldinst", "objdata", "nonshppict", "shprslt", "upr", "mmathPict",
    "xe", "tc", "rxe", "txe", "private", "comment", "nextfile", "template", "operator", "subject", "doccomm",
    "filetbl", "listtable", "listoverridetable", "revtbl", "info", "objclass", "objname", "themedata",
    "colorschememapping", "latentstyles", "datastore", "fontemb", "fontfile", "ftnsep", "ftnsepc", "aftnsep",
    "aftnsepc", "ffname", "sn", "panose", "pntxtb", "pntxta", "nesttableprops", "nonesttables", "pgdsctbl",
    "bkmkstart", "bkmkend", "sp", "list", "listoverride", "falt",
})  # fmt: skip
"""Groups without words of the text; `info` is left out but for what it says of the document."""
_ENTERED = frozenset({"shpinst", "shppict", "moMath", "moMathPara", "annotation", "ud", "do"})
"""Groups that are marked as unknown to old programs, and hold words all the same."""
_INFO = frozenset({"title", "author", "company", "keywords"})
_APART = {
    "footnote": "notes", "annotation": "comments", "shptxt": "boxes", "dptxbxtext": "boxes",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footers"),
}  # fmt: skip
_LONG = 240
"""A numbered paragraph of so many characters is a paragraph; shorter ones are items of a list."""
_LARGE_PICTURE = 60_000
"""Figures of a picture from which on it may be a scanned page or a photograph, and no logo."""


@dataclass(frozen=True, slots=True)
class State:
    """What holds within a group: where its words go, and how its bytes are read."""

    goal: str = "body"
    font: int = -1
    skip: int = 1
    deleted: bool = False
    hidden: bool = False
    in_table: bool = False


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
        block = Block(text.replace("\t", " ", 1), "item") if self.is_item and len(text) < _LONG else Block(text)
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


class Words:
    """Reads the whole of a file; what it found is in `flows`, `said`, `objects` and `warnings`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._state = State()
        self._stack: list[State] = []
        self._page = "cp1252"
        self._default_font = -1
        self._fonts: dict[int, str] = {}
        self._symbol_fonts: set[int] = set()
        self._defining = -1
        self._pending = bytearray()
        self._skipping = 0
        self._starred = False
        self._figures = 0
        self._notes = 0
        self.flows: dict[str, Flow] = {}
        self.said: dict[str, str] = {}
        self.made: dict[str, int] = {}
        self.objects: list[str] = []
        self.warnings: dict[str, None] = {}

    def read(self) -> None:
        """Go through the file once, whatever is wrong with it."""
        while match := _TOKEN.match(self._text, self._at):
            self._at = match.end()
            if match["word"]:
                self._word(match["word"], int(match["number"]) if match["number"] else None)
            elif match["hex"]:
                self._bytes(bytes.fromhex(match["hex"]))
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["brace"]:
                self._brace(match["brace"])
            elif match["text"]:
                self._plain(match["text"])
        self._flush()

    def blocks(self, goal: str) -> list[Block]:
        """What was found for the body, the notes and so on."""
        return self.flows[goal].closed() if goal in self.flows else []

    # --- what comes -----------------------------------------------------------------------------

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skipping, self._starred = 0, False
        if brace == "{":
            self._stack.append(self._state)
        elif self._stack:
            inner, self._state = self._state.goal, self._stack.pop()
            if inner != self._state.goal and inner in _APART.values():
                self._flow(inner).end_paragraph(in_table=False)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._skipping:
            self._skipping -= 1
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])
        elif sign in "\r\n":
            self._end(Flow.end_paragraph, in_table=self._state.in_table)

    def _plain(self, text: str) -> None:
        goal = self._state.goal
        if goal == "objdata":
            self.objects[-1] += text
        elif goal == "pict":
            self._figures += len(text)
            if self._figures > _LARGE_PICTURE:
                self.warnings["holds-pictures"] = None
        elif self._skipping:
            skipped = min(self._skipping, len(text))
            self._skipping -= skipped
            self._bytes(text[skipped:].encode("latin-1", "replace"))
        else:
            self._bytes(text.encode("latin-1", "replace"))

    def _bytes(self, data: bytes) -> None:
        if self._skipping and len(data) == 1:
            self._skipping -= 1
        elif self._is_kept():
            self._pending += data

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._skipping = self._state.skip
            return
        self._skipping = 0
        if word == "bin":
            self._at += max(0, number or 0)
        elif word in _WORDS:
            self._put(_WORDS[word])
        elif word in _DOING:
            _DOING[word](self, number)
        elif not self._opens(word) and starred and word not in _ENTERED:
            self._go("unknown")

    def _opens(self, word: str) -> bool:
        """Whether the word says what its group is."""
        if word == "ud" and self._stack:  # the same words as in the group that was left out, in Unicode
            outer = next((state for state in reversed(self._stack) if state.goal != "upr"), State())
            self._go(outer.goal)
        elif self._state.goal == "info" and word in _INFO | {"creatim", "upr"}:
            self.said.pop(word, None)  # what comes last is meant
            self._go(word)
        elif self._state.goal in _LEFT_OUT:
            return True
        elif word in _APART:
            self._go("endnotes" if self._state.goal == "notes" else _APART[word])
        elif word in _LEFT_OUT:
            self._go(word)
            self._figures = 0
            self.objects += [""] if word == "objdata" else []
        else:
            return False
        return True

    def _go(self, goal: str) -> None:
        self._flush()
        self._state = replace(self._state, goal=goal, in_table=False)
        if goal == "notes":
            self._notes += 1
            outer = self._stack[-1].goal if self._stack else "body"
            self._flow(outer).words.append(f"[{self._notes}]")
            self._flow(goal).words.append(f"[{self._notes}] ")

    # --- what becomes of it ---------------------------------------------------------------------

    def _is_kept(self) -> bool:
        if self._state.deleted:
            self.warnings["tracked-changes"] = None
        return not self._state.deleted and self._state.goal not in _LEFT_OUT | {"unknown", "creatim"}

    def _put(self, text: str) -> None:
        self._flush()
        if self._skipping:
            self._skipping -= 1
        elif self._is_kept():
            self._keep(text)

    def _flush(self) -> None:
        """Read the bytes that wait, in the charset of their font."""
        if not self._pending:
            return
        font = self._state.font if self._state.font >= 0 else self._default_font
        is_symbol = font in self._symbol_fonts
        charset = self._page if self._state.goal in _INFO else self._fonts.get(font, self._page)
        text = self._pending.decode("latin-1" if is_symbol else charset, errors="replace")
        self._pending.clear()
        self._keep(text.translate(_SYMBOLS) if is_symbol else text)

    def _keep(self, text: str) -> None:
        if self._state.goal in _INFO:
            self.said[self._state.goal] = self.said.get(self._state.goal, "") + text
            return
        if self._state.hidden and text.strip():
            self.warnings["hidden-content"] = None
        self._flow(self._state.goal).words.append(text)

    def _end(self, close: Callable[..., None], **how: bool) -> None:
        self._flush()
        if self._is_kept() and self._state.goal not in _INFO:
            close(self._flow(self._state.goal), **how)

    def _flow(self, goal: str) -> Flow:
        return self.flows.setdefault(goal, Flow())

    def _set(self, **values: int | bool) -> None:
        self._flush()
        self._state = replace(self._state, **values)  # type: ignore[arg-type]

    def _set_font(self, number: int | None) -> None:
        if self._state.goal == "fonttbl":
            self._defining = number or 0
        else:
            self._set(font=number or 0)

    def _define(self, charset: str | None, *, is_symbol: bool = False) -> None:
        if self._state.goal == "fonttbl":
            if is_symbol:
                self._symbol_fonts.add(self._defining)
            elif charset and _is_charset(charset):
                self._fonts[self._defining] = charset

    def _set_page(self, charset: str) -> None:
        self._flush()
        self._page = charset if _is_charset(charset) else self._page

    def _set_default(self, number: int | None) -> None:
        self._default_font = number or 0

    def _begin_item(self) -> None:
        self._flow(self._state.goal).is_item = True

    def _date(self, unit: str, number: int | None) -> None:
        if self._state.goal == "creatim":
            self.made[unit] = number or 0


_DOING: dict[str, Callable[[Words, int | None], None]] = {
    "par": lambda words, _: words._end(Flow.end_paragraph, in_table=words._state.in_table),
    "sect": lambda words, _: words._end(Flow.end_paragraph, in_table=False),
    "page": lambda words, _: words._end(Flow.end_paragraph, in_table=words._state.in_table),
    "cell": lambda words, _: words._end(Flow.end_cell),
    "nestcell": lambda words, _: words._put("\t"),
    "row": lambda words, _: words._end(Flow.end_row),
    "nestrow": lambda words, _: words._put("\n"),
    "pard": lambda words, _: words._set(in_table=False),
    "intbl": lambda words, _: words._set(in_table=True),
    "plain": lambda words, _: words._set(font=-1, deleted=False, hidden=False),
    "f": Words._set_font,
    "listtext": lambda words, _: words._begin_item(),
    "pntext": lambda words, _: words._begin_item(),
    "deff": Words._set_default,
    "fcharset": lambda words, number: words._define(_CHARSETS.get(number or 0), is_symbol=number == _SYMBOL),
    "cpg": lambda words, number: words._define(f"cp{number}"),
    "ansicpg": lambda words, number: words._set_page("utf-8" if number == 65001 else f"cp{number}"),
    "mac": lambda words, _: words._set_page("mac_roman"),
    "pc": lambda words, _: words._set_page("cp437"),
    "pca": lambda words, _: words._set_page("cp850"),
    "uc": lambda words, number: words._set(skip=min(9, max(0, 1 if number is None else number))),
    "deleted": lambda words, number: words._set(deleted=number != 0),
    "revised": lambda words, _: words.warnings.setdefault("tracked-changes"),
    "v": lambda words, number: words._set(hidden=number != 0),
    "yr": lambda words, number: words._date("yr", number),
    "mo": lambda words, number: words._date("mo", number),
    "dy": lambda words, number: words._date("dy", number),
}


def _is_charset(name: str) -> bool:
    try:
        b"".decode(name)
        return bool("a".encode(name))
    except (LookupError, UnicodeError):
        return False


def _whole(text: str) -> str:
    """The text with halves of characters joined: they are written one by one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors="replace")
