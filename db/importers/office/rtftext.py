"""The words of a Rich Text file: its groups and control words, one after another, as a stream of bytes.

Bytes mean characters by the font they are set in, two of them at times, and an ASCII letter may be the second. What is
deleted, or is there for other programs, is no text; notes, comments, headers and text boxes are kept apart.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from db.importers.office import rtfsigns as signs
from db.importers.office.blocks import Block
from db.importers.office.rtfflow import Flow

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)|\\",
    re.S,
)
_DATA = re.compile(r"[^\\{}]+")
"""What stands in the group of a picture or an object: figures, for megabytes."""
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
            if self._state.goal in {"pict", "objdata"} and (figures := _DATA.match(self._text, self._at)):
                self._at = figures.end()
                self._plain(figures[0])
                continue
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
            if inner != self._state.goal and inner in signs.APART.values():
                self._flow(inner).end_paragraph(in_table=False)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif self._skipping:
            self._skipping -= 1
        elif sign in signs.SIGNS:
            self._put(signs.SIGNS[sign])
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
        elif word in signs.WORDS:
            self._put(signs.WORDS[word])
        elif word in _DOING:
            _DOING[word](self, number)
        elif not self._opens(word) and starred and word not in signs.ENTERED:
            self._go("unknown")

    def _opens(self, word: str) -> bool:
        """Whether the word says what its group is."""
        if word == "ud" and self._stack:  # the same words as in the group that was left out, in Unicode
            outer = next((state for state in reversed(self._stack) if state.goal != "upr"), State())
            self._go(outer.goal)
        elif self._state.goal == "info" and word in signs.INFO | {"creatim", "upr"}:
            self.said.pop(word, None)  # what comes last is meant
            self._go(word)
        elif self._state.goal in signs.LEFT_OUT:
            return True
        elif word in signs.APART:
            self._go("endnotes" if self._state.goal == "notes" else signs.APART[word])
        elif word in signs.LEFT_OUT:
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
        return not self._state.deleted and self._state.goal not in signs.LEFT_OUT | {"unknown", "creatim"}

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
        charset = self._page if self._state.goal in signs.INFO else self._fonts.get(font, self._page)
        text = self._pending.decode("latin-1" if is_symbol else charset, errors="replace")
        self._pending.clear()
        self._keep(text.translate(signs.SYMBOLS) if is_symbol else text)

    def _keep(self, text: str) -> None:
        if self._state.goal in signs.INFO:
            self.said[self._state.goal] = self.said.get(self._state.goal, "") + text
            return
        if self._state.hidden and text.strip():
            self.warnings["hidden-content"] = None
        self._flow(self._state.goal).words.append(text)

    def _end(self, close: Callable[..., None], **how: bool) -> None:
        self._flush()
        if self._is_kept() and self._state.goal not in signs.INFO:
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
    "fcharset": lambda words, number: words._define(signs.CHARSETS.get(number or 0), is_symbol=number == signs.SYMBOL),
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
