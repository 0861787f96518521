"""What reading a file gives: a document, several of them, or the reason for a failure.

Plain data only: how it crosses a pipe is told by `wire`, how files are read by the other modules of this package, and
how a source is made of it by `db.sources`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from db.errors import Expected

Origin = Literal[
    "json-ld",
    "meta",
    "time",
    "url",
    "byline",
    "heading",
    "dateline",
    "file",
    "properties",  # what a document says in its own properties, as word processors write them
    "mail",  # a header of a message
    "capture",  # the record of a web archive
    "bibliography",  # an entry of a reference manager
    "clipboard",  # what a browser says of the words that were copied in it
    "guess",
    "person",
]
"""Where a value was found; only a person's is ever more than a claim of the file's."""

Reason = Literal[
    "empty",  # no bytes, or nothing but white space
    "no-text",  # a page that shows nothing
    "unsupported-type",  # a known type that cannot be read yet
    "old-office",  # a format before those that are ZIP files inside
    "other-archive",  # of a kind that is not unpacked here
    "binary",  # no text, and no known type
    "too-large",
    "needs-password",  # reading it again with a password may help
    "wrong-password",
    "encrypted",  # in a way that we cannot undo, with or without a password
    "expands-too-far",  # a small archive of something very large, or of too much
    "too-deep",  # archives in archives
    "damaged",
    "timed-out",
    "out-of-memory",
    "worker-died",
    "parser-failed",
    "not-held",  # there is no file to read again
]
"""Why a file gave nothing."""

TextKind = Literal["extracted", "recognised", "transcribed"]
"""How a text came about, see `db.texts`."""

Role = Literal["attachment", "member", "record", "entry"]
"""What a part is: hung on a message or document, in an archive, captured from the web, or an entry of a list."""

SINGLE = (
    "title",
    "container_title",
    "publisher",
    "original_publisher",
    "issued",
    "accessed",
    "language",
    "url",
    "type",
)
"""The fields that hold one value or none."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was found."""

    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Extractor:
    """What made the text of the bytes: another version or other options may give another text."""

    name: str
    version: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page begins in the text, in code points, and what is printed on it, such as `iv`, or nothing."""

    start: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a recording: where its words begin in the text, in code points, and its time in seconds."""

    start: int
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that somebody marked in the file: a span of the text in code points, end exclusive; a note, or none."""

    start: int
    end: int
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file inside another, to be read like any other file, or an entry that has no bytes (`role` entry).

    `name` is what the container calls it, folders and all: it is shown, and never used as a path. `said` holds what the
    container says of it by the name of the field, and goes before what the part says itself. `files` are the names of
    files that an entry says it stands for. `refused` says why its bytes are not given. `warnings` are codes.
    """

    name: str
    role: Role
    data: bytes = b""
    said: Mapping[str, Found] = field(default_factory=dict)
    authors: tuple[Found, ...] = ()
    declared: str | None = None
    files: tuple[str, ...] = ()
    refused: Reason | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One document as read.

    `text` is normalised (see `db.plain`) and never changes again; it is empty for what is only seen, such as a scan,
    with the warning `no-text`. `media_type` is what the bytes are, `named_type` what the file's name says when that is
    something else. `issued` and `accessed` are EDTF, `language` is ISO 639-1, `type` a CSL type. `suggestions` holds
    guesses by the name of their field: they are offered, never filled in. `warnings` are codes; a `Reason` among them
    says why a better way of reading was given up. `pages`, `cues` and `highlights` are in the order of the text.
    """

    text: str
    media_type: str
    extractor: Extractor
    text_kind: TextKind = "extracted"
    named_type: str | None = None
    charset: str | None = None
    title: Found | None = None
    authors: tuple[Found, ...] = ()
    container_title: Found | None = None
    publisher: Found | None = None
    original_publisher: Found | None = None
    issued: Found | None = None
    accessed: Found | None = None
    language: Found | None = None
    url: Found | None = None
    type: Found | None = None
    suggestions: Mapping[str, Found] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    pages: tuple[PageStart, ...] = ()
    cues: tuple[Cue, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    parts: tuple[Part, ...] = ()

    def warned(self, *codes: str) -> "Parsed":
        """The same with these warnings added, each once."""
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *codes))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A file that is no document but holds some: an archive, a mailbox, a web archive, a bibliography."""

    media_type: str
    parts: tuple[Part, ...]
    named_type: str | None = None
    warnings: tuple[str, ...] = ()

    def warned(self, *codes: str) -> "Bundle":
        """The same with these warnings added, each once."""
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *codes))))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not read; `detail` is for the record (a type, a place in the program), never words of the file."""

    reason: Reason
    detail: str = ""


Result = Parsed | Bundle | Failure


@dataclass
class Unreadable(Expected):
    """A reader cannot make a text of the file."""

    reason: Reason
    detail: str = ""
