"""Which module reads which type of file, in which ways.

A format is one module with one or more ways of reading, from the best to the crudest: functions that take a file's name
and bytes and give a `Parsed`, or raise `Unreadable`. When one way fails, dies or takes too long, the next is tried.
A module is imported when the first file of its type arrives, before the time for reading that file begins.
"""

from collections.abc import Callable

from db.importers import detect
from db.importers.parsed import Parsed, Unreadable

Reader = Callable[[str, bytes], Parsed]


def ways(name: str, data: bytes) -> tuple[Reader, ...]:
    """How this file can be read, the best way first; raises Unreadable when it is empty or of no type we read."""
    if not data:
        raise Unreadable("empty")
    media_type = detect.kind(name, data).media_type
    if media_type == detect.PLAIN:
        from db.importers import plaintext

        return (plaintext.read,)
    if media_type == detect.MARKDOWN:
        from db.importers import markdown

        return (markdown.read,)
    if media_type == detect.HTML:
        from db.importers import html

        html.load()
        return html.WAYS
    raise Unreadable("binary" if media_type == detect.UNKNOWN else "unsupported-type", media_type)
