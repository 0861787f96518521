"""What reading a file gives: the text, the bibliographic values with where each was found, or the reason for a failure.

Plain data only, because it crosses a pipe as JSON. How files are read is told by the other modules of this package;
how a source is made of it is told by `db.sources`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, get_args

from db.errors import Expected

Origin = Literal["json-ld", "meta", "time", "url", "byline", "heading", "dateline", "file", "guess", "person"]
"""Where a value was found; only a person's is ever more than a claim of the file's."""

Reason = Literal[
    "empty",  # no bytes, or nothing but white space
    "no-text",  # a page that shows nothing
    "unsupported-type",  # a known type that cannot be read yet
    "binary",  # no text, and no known type
    "too-large",
    "timed-out",
    "out-of-memory",
    "worker-died",
    "parser-failed",
]
"""Why a file gave nothing."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One document as read.

    `text` is normalised (see `db.plain`) and never changes again; `media_type` is what the bytes are, `named_type`
    what the file's name says when that is something else. `issued` and `accessed` are EDTF, `language` is ISO 639-1,
    `type` a CSL type. `suggestions` holds guesses by the name of their field: they are offered, never filled in.
    `warnings` are codes; a `Reason` among them says why a better way of reading was given up.
    """

    text: str
    media_type: str
    extractor: Extractor
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

    def warned(self, *codes: str) -> "Parsed":
        """The same with these warnings added, each once."""
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *codes))))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not read; `detail` is for the record (a type, a place in the program), never words of the file."""

    reason: Reason
    detail: str = ""


@dataclass
class Unreadable(Expected):
    """A reader cannot make a text of the file."""

    reason: Reason
    detail: str = ""


class NotAResultError(ValueError):
    """Data that no reader of ours has made."""


def to_data(result: Parsed | Failure) -> dict[str, Any]:
    """The result as JSON can hold it."""
    return asdict(result)


def from_data(data: Any) -> Parsed | Failure:
    """The result again; raises NotAResultError for anything else, since a damaged worker may say anything."""
    try:
        return _failure(data) if "reason" in data else _parsed(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotAResultError from error


def _failure(data: Mapping[str, Any]) -> Failure:
    if data["reason"] not in get_args(Reason):
        raise ValueError("unknown reason")
    return Failure(data["reason"], _text(data["detail"]))


def _parsed(data: Mapping[str, Any]) -> Parsed:
    if data.keys() - {each.name for each in fields(Parsed)}:
        raise ValueError("unknown field")
    return Parsed(
        text=_text(data["text"]),
        media_type=_text(data["media_type"]),
        extractor=_extractor(data["extractor"]),
        named_type=_optional(data["named_type"]),
        charset=_optional(data["charset"]),
        authors=tuple(_found(each) for each in data["authors"]),
        suggestions={_text(name): _found(each) for name, each in data["suggestions"].items()},
        warnings=tuple(_text(each) for each in data["warnings"]),
        **{name: data[name] and _found(data[name]) for name in SINGLE},
    )


def _extractor(data: Mapping[str, Any]) -> Extractor:
    options = {_text(name): _text(value) for name, value in data["options"].items()}
    return Extractor(_text(data["name"]), _text(data["version"]), options)


def _found(data: Mapping[str, Any]) -> Found:
    if data["origin"] not in get_args(Origin):
        raise ValueError("unknown origin")
    return Found(_text(data["value"]), data["origin"])


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _text(value: Any) -> str:
    """A string that can be stored: JSON lets lone surrogates through, which UTF-8 does not have."""
    if not isinstance(value, str):
        raise TypeError("not a string")
    value.encode()
    return value
