"""The leaves of a query tree that are ours: words in a row, words near each other, and what narrows a search down.

They stand in a tree of Whoosh's And, Or and Not. Each is written as it can be typed, so that a tree that is written
and read again is the same. Whoosh has no types, hence the ignored errors.
"""

from dataclasses import dataclass, field

from whoosh import query as tree

from db.folding import fold
from db.refs import Ref

Pieces = tuple[str, ...]
"""Words, folded, that follow each other."""


@dataclass(frozen=True, eq=True)
class Words(tree.Query):  # type: ignore[misc]
    """Pieces that follow each other, in one field, or for None in the title or the body.

    `unfinished` takes the last for the beginning of a word, `fuzzy` is how many letters may differ, `quoted` asks for
    these words and no other forms of them, and `letters` for these very letters, accents and capitals included.
    `others` are pieces that are as good, which nobody typed; `written` is how it was typed, for showing it.
    """

    fieldname: str | None
    pieces: Pieces
    unfinished: bool = False
    fuzzy: int = 0
    quoted: bool = False
    letters: str = ""
    others: tuple[Pieces, ...] = ()
    written: str = field(default="", compare=False)

    @property
    def ways(self) -> tuple[tuple[Pieces, bool], ...]:
        """What was typed, and what is as good; each with whether its last piece is the beginning of a word."""
        return ((self.pieces, self.unfinished), *((other, False) for other in self.others))

    def as_typed(self) -> str:
        """As it was typed, accents and all; it is read to the same."""
        plain = " ".join(self.pieces)
        return self._signed(self.letters or (self.written if plain not in _OPERATORS else "") or plain)

    def __str__(self) -> str:
        return self._signed(self.letters or " ".join(self.pieces))

    def _signed(self, text: str) -> str:
        text += "*" * self.unfinished
        if self.quoted or len(self.pieces) > 1:
            text = f'"{text}"'
        field = f"{self.fieldname}:" if self.fieldname else ""
        return f"{field}{'=' * bool(self.letters)}{text}{_SIGNS[self.fuzzy]}"


@dataclass(frozen=True, eq=True)
class Nearby(tree.Query):  # type: ignore[misc]
    """Two rows of words in one field, the beginning of one at most `reach` places before or after that of the other."""

    one: Words
    other: Words
    reach: int

    def __str__(self) -> str:
        return f"{self.one} NEAR/{self.reach} {self.other}"


@dataclass(frozen=True, eq=True)
class Named(tree.Query):  # type: ignore[misc]
    """Someone or something by any of its names; stands for `Words` once the case was asked which those are."""

    name: str

    def __str__(self) -> str:
        return f'entity:"{_unquoted(self.name)}"'


@dataclass(frozen=True, eq=True)
class Valued(tree.Query):  # type: ignore[misc]
    """What has this value in a column, but for capitals, accents, blanks and quotation marks."""

    column: str
    value: str = field(compare=False)
    plain: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain(self.value))

    def __str__(self) -> str:
        written = _unquoted(self.value)
        return f"{self.column}:{written}" if self.column == "grade" else f'{self.column}:="{written}"'


@dataclass(frozen=True, eq=True)
class Dated(tree.Query):  # type: ignore[misc]
    """What is dated from one day to another, both included and written as numbers: 20221205; None leaves it open."""

    first: int | None
    last: int | None
    written: str = field(compare=False)

    def __str__(self) -> str:
        return f"date:{self.written}"


@dataclass(frozen=True, eq=True)
class Being(tree.Query):  # type: ignore[misc]
    """What has something or is somehow, as `has:excerpt`; which objects those are the case knows."""

    quality: str
    value: str

    def __str__(self) -> str:
        return f'{self.quality}:"{self.value}"' if " " in self.value else f"{self.quality}:{self.value}"


@dataclass(frozen=True, eq=True)
class Among(tree.Query):  # type: ignore[misc]
    """One of these objects."""

    refs: frozenset[Ref]


@dataclass(frozen=True, eq=True)
class Alike(tree.Query):  # type: ignore[misc]
    """What shares many of these words, each worth so much; but not the object they are taken from."""

    words: tuple[tuple[str, float], ...]
    but: Ref | None = None
    least: float = 0.25
    """How much of the worth of all words together has to be there."""


def plain(value: str) -> str:
    """What makes a value of a column the same as another."""
    return " ".join(fold(value).replace('"', "").split())


def _unquoted(value: str) -> str:
    """A value as it can stand within quotation marks."""
    return " ".join("".join("" if fold(sign) == '"' else sign for sign in value).split())


_OPERATORS = frozenset(("and", "or", "not", "near"))  # in capitals they would be read as such
_SIGNS = ("", "~", "~2")
