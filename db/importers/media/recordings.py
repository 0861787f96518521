"""Sound and film: sources that are heard and seen; what was written down of them is another file."""

from pathlib import PurePath

from db.importers.file import File
from db.importers.parsed import Extractor, Found, Parsed

EXTRACTOR = Extractor("casethread-recording", "1")


def read(file: File) -> Parsed:
    """The recording, without a text."""
    return Parsed(
        text="",
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=EXTRACTOR,
        title=Found(PurePath(file.name).stem or "?", "file"),
        warnings=("no-text",),
    )


WAYS = (read,)
