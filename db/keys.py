"""Citation keys: what people read, type and cite, made once for an object and never changed or given again.

A key consists of lower-case ASCII letters, digits, hyphens and, between a source and its excerpt, one full
stop, so it can stand in Markdown and be the name of a file anywhere. Its last part is letters taken from the
uuid: two copies of a case give different keys to different objects without knowing of each other. What
makes it readable is taken from what is known of a source when the key is made; of a confidential source
nothing is.
"""

import re
from collections.abc import Callable

from db.folding import fold
from db.refs import Uuid

KEY = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
"""How a key looks inside a citation, however it was typed: a full stop or hyphen at its end is punctuation."""

_LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"  # without 0, 1, l and o, which are taken for each other
_WORD = re.compile(r"[a-z][a-z0-9]*")
_ADDRESS = re.compile(r"(?:https?://)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/\S*)?")
_GENERAL = frozenset(("www", "com", "org", "net", "gov", "edu"))
_ARTICLES = re.compile(
    "a|an|and|the|d|der|die|das|den|dem|het|de|een|e|el|en|i|il|gli|l|la|las|le|les|lo|los|o|os|un|una"
)
_SHORT, _LONG = 5, 16
_SHORTEST_UUID = 6


def source_key(
    uuid: Uuid,
    *,
    publisher: str | None,
    author: str | None,
    title: str | None,
    year: str | int | None,
    confidential: bool,
    taken: Callable[[str], bool],
) -> str:
    """A key such as `guardian2022-x4q`; `s-x4q9` for a confidential source.

    `publisher` is the name of the paper as well as of a publisher, `author` the first author.
    """
    if confidential:
        return _free("s-", uuid, 4, taken)
    word = _name(publisher) or _family_name(author) or _name(title) or "source"
    known = str(year or "")
    written = known if re.fullmatch(r"[0-9]{4}", known) else ""
    return _free(f"{word}{written}-", uuid, 3, taken)


def excerpt_key(source_key: str, uuid: Uuid, taken: Callable[[str], bool]) -> str:
    """The key of a source with letters of the excerpt, such as `guardian2022-x4q.k7d`."""
    return _free(f"{source_key}.", uuid, 3, taken)


def short(uuid: Uuid, taken: Callable[[str], bool] | None = None) -> str:
    """The start of a uuid, six digits or more, by which notes and entities are called."""
    lengths = range(_SHORTEST_UUID, len(uuid))
    return next((uuid[:n] for n in lengths if not taken or not taken(uuid[:n])), str(uuid))


def is_key(text: str) -> bool:
    """Whether a text looks like a key of a source, an excerpt, a note or an entity."""
    return KEY.fullmatch(text) is not None


def _free(prefix: str, uuid: Uuid, fewest: int, taken: Callable[[str], bool]) -> str:
    """The shortest key with this start that is not taken; the whole uuid is behind the longest."""
    letters = _letters(uuid)
    keys = (prefix + letters[:n] for n in range(fewest, len(letters)))
    return next((key for key in keys if not taken(key)), prefix + letters)


def _letters(uuid: Uuid) -> str:
    """The 128 bits of a uuid, the first ones first, five to a letter."""
    bits = int(uuid, 16) << 2
    return "".join(_LETTERS[bits >> shift & 31] for shift in range(125, -1, -5))


def _name(text: str | None) -> str:
    """The first words of a name that tell it apart, as one: guardian, newyork, bbcnews."""
    plain = fold(text or "").strip()
    if address := _ADDRESS.fullmatch(plain):
        plain = site_name(address["host"])
    words = _WORD.findall(plain)
    name = ""
    for word in [word for word in words if not _ARTICLES.fullmatch(word)] or words:
        if len(name) < _SHORT:
            name += word
    return name[:_LONG] if len(name) > 1 else ""


def host_of(name: str) -> str:
    """The host of a name that is an internet address; empty when it is none."""
    address = _ADDRESS.fullmatch(fold(name).strip())
    return address["host"] if address else ""


def site_name(host: str) -> str:
    """The part of an internet address that somebody chose: bbc of www.bbc.co.uk."""
    labels = host.split(".")[:-1]
    return next((label for label in reversed(labels) if len(label) > 2 and label not in _GENERAL), labels[0])


def _family_name(author: str | None) -> str:
    """What stands before the comma, or last."""
    first, comma, _ = fold(author or "").partition(",")
    words = _WORD.findall(first)
    return ("".join(words) if comma else words[-1])[:_LONG] if words else ""
