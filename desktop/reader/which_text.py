"""Which text of a source a page shows: the current one, or an older one that was asked for, and what to say of that."""

from db import following, texts
from db.case import Case
from db.excerpts import Excerpt
from db.following import Followed
from db.refs import Ref, Uuid
from db.sources import Source
from db.spans import Span
from db.texts import Text
from desktop.base.i18n import tr
from desktop.reader.marks import Mark

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


def followed(case: Case, text: Text) -> list[Followed]:
    """The excerpts of other texts that lie in a text; may take a moment."""
    return [one for one in following.onto(case, text, texts.content(case, text)) if one.span is not None]


def mark_of(one: Followed, source: Source, shade: int) -> Mark:
    """How an excerpt of another text is marked, and what hovering says of it."""
    said = [one.excerpt.key, one.excerpt.comment]
    if one.excerpt.source != source.uuid:
        said.append(tr("from an earlier capture"))
    if not one.same_words:
        said.append(tr("The quote changed. It was: “{words}”").format(words=_short(one.excerpt.quote)))
    elif one.state == "changed":
        said.append(tr("The same words, perhaps in another place"))
    hint = "\n".join(words for words in said if words)
    return Mark(one.span or Span(0, 0), one.excerpt.uuid, shade, hint, changed=one.state != "exact")


def hint(excerpt: Excerpt) -> str:
    """What hovering says of an excerpt in its own text."""
    return f"{excerpt.key}\n{excerpt.comment}" if excerpt.comment else excerpt.key


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 160 else f"{words[:157]}…"
