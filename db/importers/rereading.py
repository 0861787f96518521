"""A source read once more from the file that is kept of it: with the readers of today, or as a person wishes.

What comes of it is another text of the same source, if its words are others; the texts that are there stay. What is
known of the source, and what lay in its file, is not touched.
"""

from dataclasses import dataclass

from db import sources, texts
from db.case import Case
from db.importers.accepting import add_text
from db.importers.file import AS_EVER, Wish
from db.importers.parsed import Failure, Parsed, Unreadable
from db.importers.staging import Reach
from db.importers.worker import Job, Workers
from db.refs import Uuid
from db.texts import Text


@dataclass(frozen=True, slots=True)
class Reread:
    """The text with the words that were read: `fresh` if it was not there, `current` if it is read by default."""

    text: Text
    fresh: bool
    current: bool


def reread(reach: Reach, source: Uuid, wish: Wish = AS_EVER, workers: Workers | None = None) -> Reread:
    """Read a source again; raises Unreadable when that gives no words, and Unknown when there is no such source."""
    reach(Case.refuse_unless_writable)
    job = reach(lambda case: _job(case, source, wish))
    own = workers or Workers(1)
    try:
        read = next((outcome.result for outcome in own.parse([job])), Failure("worker-died"))
    finally:
        if workers is None:
            own.close()
    if isinstance(read, Failure):
        raise Unreadable(read.reason, read.detail)
    if not isinstance(read, Parsed) or not read.text:
        raise Unreadable("no-text")
    parsed = read
    return reach(lambda case: _added(case, source, parsed))


def _job(case: Case, uuid: Uuid, wish: Wish) -> Job:
    source = sources.of_uuid(case, uuid)
    if source.sha256 is None:
        raise Unreadable("not-held")
    return Job(source.uuid, source.file_name or source.key, case.bytes_of(bytes.fromhex(source.sha256)), wish)


def _added(case: Case, uuid: Uuid, read: Parsed) -> Reread:
    known = {text.uuid for text in texts.of_source(case, uuid)}
    with case.edit("text.reread"):
        text = add_text(case, sources.of_uuid(case, uuid), read, read.text)
    current = texts.current(case, uuid)
    return Reread(text, text.uuid not in known, current is not None and current.uuid == text.uuid)
