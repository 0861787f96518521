"""What there is to index, as messages between two processes."""

from typing import Any

from db.refs import Ref, Uuid
from db.search.arrays.draft import Entry

_LONG = "body"  # the field that is sent beside the rest


def to_message(one: Entry) -> tuple[dict[str, Any], bytes]:
    """A document as a message."""
    short = {name: text for name, text in one.fields.items() if name != _LONG}
    header = {"ref": [one.ref.kind, one.ref.uuid], "fields": short, "texts": one.texts, "numbers": one.numbers}
    return header, one.fields.get(_LONG, "").encode("utf-8", "surrogatepass")


def from_message(header: dict[str, Any], data: bytes) -> Entry:
    """The document again."""
    kind, uuid = header["ref"]
    fields = header["fields"]
    if data:
        fields[_LONG] = data.decode("utf-8", "surrogatepass")
    texts = {name: tuple(values) for name, values in header["texts"].items()}
    return Entry(Ref(kind, Uuid(uuid)), fields, texts, header["numbers"])
