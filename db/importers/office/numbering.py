"""The numbers that Word puts before paragraphs: they are shown and cited ("clause 3.2"), and stand in no text.

Counted as Word counts: per list, deeper levels beginning anew after a higher one.
"""

import re
from dataclasses import dataclass, field

from db.importers import xml

_PLACE = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "-"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: the text with `%1` for the number of the first level, and so on."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: xml.Element | None) -> "Numbering":
        """The lists that the part for numbering defines; none without it."""
        found = cls()
        for element in tree if tree is not None else ():
            name = xml.local(element)
            if name == "abstractNum":
                found._add_levels(xml.attribute(element, "abstractNumId"), element)
            elif name == "num":
                found._add_list(element)
        return found

    def label(self, list_: str, level: int) -> str:
        """What stands before the next paragraph of this list at this level; empty when nothing does."""
        abstract = self.lists.get(list_)
        known = self.levels.get((abstract, level)) if abstract else None
        if abstract is None or known is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts[level] + 1 if level in counts else known.start
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if known.style == "bullet":
            return BULLET
        return _PLACE.sub(lambda place: self._number(abstract, int(place[1]) - 1), known.text).strip()

    def _number(self, abstract: str, level: int) -> str:
        known = self.levels.get((abstract, level), Level())
        return written(self._counts[abstract].get(level, known.start), known.style)

    def _add_levels(self, abstract: str, element: xml.Element) -> None:
        for level in element:
            if xml.local(level) == "lvl":
                self.levels[abstract, _number(xml.attribute(level, "ilvl"), 0)] = Level(
                    start=_number(_value(level, "start"), 1),
                    style=_value(level, "numFmt") or "decimal",
                    text=_value(level, "lvlText"),
                )

    def _add_list(self, element: xml.Element) -> None:
        """A list in use; one that overrides the start or the look of a level is counted by itself."""
        name, abstract = xml.attribute(element, "numId"), _value(element, "abstractNumId")
        overrides = [each for each in element if xml.local(each) == "lvlOverride"]
        if not overrides:
            self.lists[name] = abstract
            return
        own = self.lists[name] = f"{abstract}/{name}"
        self.levels |= {(own, level): known for (of, level), known in self.levels.items() if of == abstract}
        for override in overrides:
            self._add_levels(own, override)
            level = _number(xml.attribute(override, "ilvl"), 0)
            if (start := _value(override, "startOverride")) and (own, level) in self.levels:
                known = self.levels[own, level]
                self.levels[own, level] = Level(_number(start, known.start), known.style, known.text)


def written(number: int, style: str) -> str:
    """A number as figures, letters or in Roman."""
    if style in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        return roman(number).upper() if style == "upperRoman" else roman(number)
    if style == "none":
        return ""
    return f"{number:02}" if style == "decimalZero" else str(number)


def roman(number: int) -> str:
    """A number from 1 to 3999 in small Roman letters."""
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters


def _value(element: xml.Element, name: str) -> str:
    inner = xml.child(element, name)
    return "" if inner is None else xml.attribute(inner, "val")


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else otherwise
