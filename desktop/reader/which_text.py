"""Which text of a source a page shows: the current one, or an older one that was asked for, and what to say of that."""

from db import texts
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Ref, Uuid
from db.texts import Text

COMPARISON = "comparison"
"""The kind of ref under which two texts are compared; its identity is that of the older one and of the other."""


def find(case: Case, source: Uuid, wanted: Uuid | None) -> Text | None:
    """The text of a source that was asked for, while it is there; else the current one."""
    if wanted is not None:
        for text in texts.of_source(case, source):
            if text.uuid == wanted:
                return text
    return texts.current(case, source)


def is_current(case: Case, text: Text) -> bool:
    """Whether a text is the one that is read by default."""
    current = texts.current(case, text.source)
    return current is None or current.uuid == text.uuid


def comparison(case: Case, text: Text) -> Ref | None:
    """How a text is compared with the current one of its source."""
    current = texts.current(case, text.source)
    return Ref(COMPARISON, Uuid(text.uuid + current.uuid)) if current else None


def hint(excerpt: Excerpt) -> str:
    """What hovering says of an excerpt in its own text."""
    return f"{excerpt.key}\n{excerpt.comment}" if excerpt.comment else excerpt.key
