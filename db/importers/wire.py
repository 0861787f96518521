"""Results as they cross the pipe from a worker: a JSON header, and the bytes of all parts beside it, end to end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar, get_args

from db.importers.parsed import (
    SINGLE,
    Bundle,
    Cue,
    Extractor,
    Failure,
    Found,
    Highlight,
    Origin,
    PageStart,
    Parsed,
    Part,
    Reason,
    Result,
    Role,
    TextKind,
)

T = TypeVar("T")
Message = tuple[dict[str, Any], bytes]

_KINDS: Mapping[str, type] = {"document": Parsed, "bundle": Bundle, "failure": Failure}


class NotAResultError(ValueError):
    """Data that no reader of ours has made."""


def to_message(result: Result) -> Message:
    """The result as a header that JSON can hold, and the bytes of its parts."""
    parts = () if isinstance(result, Failure) else result.parts
    header = asdict(result) if isinstance(result, Failure) else {**_without_parts(result), "parts": _sized(parts)}
    kind = next(name for name, type_ in _KINDS.items() if type_ is type(result))
    return {"kind": kind, **header}, b"".join(part.data for part in parts)


def from_message(header: Any, payload: bytes = b"") -> Result:
    """The result again; raises NotAResultError for anything else, since a damaged worker may say anything."""
    try:
        values = dict(header)
        kind = _KINDS[values.pop("kind")]
        _only(values, {each.name for each in fields(kind)})
        return _failure(values) if kind is Failure else _with_parts(kind, values, payload)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotAResultError from error


def _without_parts(result: Parsed | Bundle) -> dict[str, Any]:
    """All fields as JSON can hold them, but for the parts, whose bytes would be copied for nothing."""
    return {each.name: _plain(getattr(result, each.name)) for each in fields(result) if each.name != "parts"}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | bytes) else asdict(value)


def _sized(parts: Iterable[Part]) -> list[dict[str, Any]]:
    names = [each.name for each in fields(Part) if each.name != "data"]
    return [{"size": len(part.data), **{name: _plain(getattr(part, name)) for name in names}} for part in parts]


# --- and back -----------------------------------------------------------------------------------


def _failure(values: Mapping[str, Any]) -> Failure:
    return Failure(_one_of(Reason, values["reason"]), _text(values["detail"]))


def _with_parts(kind: type, values: Mapping[str, Any], payload: bytes) -> Parsed | Bundle:
    parts, at = [], 0
    for each in values["parts"]:
        size = _number(each["size"], int)
        parts.append(_part(each, payload[at : at + size]))
        at += size
    if at != len(payload):
        raise ValueError("bytes of no part")
    return _bundle(values, tuple(parts)) if kind is Bundle else _parsed(values, tuple(parts))


def _bundle(values: Mapping[str, Any], parts: tuple[Part, ...]) -> Bundle:
    return Bundle(
        media_type=_text(values["media_type"]),
        named_type=_optional(values["named_type"]),
        warnings=_texts(values["warnings"]),
        parts=parts,
    )


def _part(values: Mapping[str, Any], data: bytes) -> Part:
    refused = values["refused"]
    return Part(
        name=_text(values["name"]),
        role=_one_of(Role, values["role"]),
        data=data,
        said=_findings(values["said"]),
        authors=_each(_found, values["authors"]),
        declared=_optional(values["declared"]),
        files=_texts(values["files"]),
        refused=None if refused is None else _one_of(Reason, refused),
        warnings=_texts(values["warnings"]),
    )


def _parsed(values: Mapping[str, Any], parts: tuple[Part, ...]) -> Parsed:
    return Parsed(
        text=_text(values["text"]),
        media_type=_text(values["media_type"]),
        extractor=_extractor(values["extractor"]),
        text_kind=_one_of(TextKind, values["text_kind"]),
        named_type=_optional(values["named_type"]),
        charset=_optional(values["charset"]),
        authors=_each(_found, values["authors"]),
        suggestions=_findings(values["suggestions"]),
        warnings=_texts(values["warnings"]),
        pages=_each(lambda page: PageStart(_number(page["start"], int), _text(page["label"])), values["pages"]),
        cues=_each(_cue, values["cues"]),
        highlights=_each(_highlight, values["highlights"]),
        parts=parts,
        **{name: values[name] and _found(values[name]) for name in SINGLE},
    )


def _extractor(data: Mapping[str, Any]) -> Extractor:
    options = {_text(name): _text(value) for name, value in data["options"].items()}
    return Extractor(_text(data["name"]), _text(data["version"]), options)


def _found(data: Mapping[str, Any]) -> Found:
    return Found(_text(data["value"]), _one_of(Origin, data["origin"]))


def _findings(data: Mapping[str, Any]) -> dict[str, Found]:
    return {_text(name): _found(each) for name, each in data.items()}


def _cue(data: Mapping[str, Any]) -> Cue:
    return Cue(_number(data["start"], int), _number(data["begin"], float), _number(data["end"], float))


def _highlight(data: Mapping[str, Any]) -> Highlight:
    return Highlight(_number(data["start"], int), _number(data["end"], int), _text(data["comment"]))


def _only(values: Mapping[str, Any], names: set[str]) -> None:
    if values.keys() - names:
        raise ValueError("unknown field")


def _each(make: Callable[[Any], T], values: Iterable[Any]) -> tuple[T, ...]:
    return tuple(make(value) for value in values)


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return _each(_text, values)


def _one_of(choices: Any, value: Any) -> Any:
    if value not in get_args(choices):
        raise ValueError("no such choice")
    return value


def _number(value: Any, kind: type) -> Any:
    number = kind(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if number is None or number != value or number < 0:
        raise ValueError("no such number")
    return number


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _text(value: Any) -> str:
    """A string that can be stored: JSON lets lone surrogates through, which UTF-8 does not have."""
    if not isinstance(value, str):
        raise TypeError("not a string")
    value.encode()
    return value
