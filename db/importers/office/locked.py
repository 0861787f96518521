"""Office documents that are locked with a password: the whole document is encrypted, and we cannot undo that."""

from db.importers.file import File
from db.importers.parsed import Parsed, Unreadable


def refuse(file: File) -> Parsed:
    """Raises Unreadable, whatever is in the file."""
    raise Unreadable("encrypted", file.kind.media_type)


WAYS = (refuse,)
