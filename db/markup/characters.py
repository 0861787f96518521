"""Characters that are typed in other ways in Markdown: with a backslash before them, or as `&amp;` and `&#64;`."""

import re
import string
from html.entities import html5

ESCAPABLE = frozenset(string.punctuation)
"""What a backslash makes an ordinary character of."""

REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")

_SPECIAL = re.compile(rf"\\(.)|{REFERENCE.pattern}", re.DOTALL)


def unescaped(markdown: str) -> str:
    """The characters meant by Markdown in which only escapes and character references mean something."""
    pieces: list[str] = []
    at = 0
    for special in _SPECIAL.finditer(markdown):
        pieces.append(markdown[at : special.start()])
        if special[1] is not None:
            pieces.append(special[1] if special[1] in ESCAPABLE else special[0])
        else:
            pieces.append(referenced(special[0]) or special[0])
        at = special.end()
    return "".join(pieces) + markdown[at:]


def referenced(written: str) -> str | None:
    """The character a reference such as `&amp;` or `&#64;` stands for; numbers mean just that code point."""
    found = REFERENCE.fullmatch(written)
    if not found:
        return None
    if found[1] or found[2]:
        number = int(found[1]) if found[1] else int(found[2], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else None
    return html5.get(written[1:])


def dereferenced(written: str) -> str:
    """The text with its character references undone."""
    return REFERENCE.sub(lambda found: referenced(found[0]) or found[0], written)
