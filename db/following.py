"""What became of excerpts in other texts than their own: where they lie there, and whether the words are still theirs.

An excerpt keeps its own text, and its quote stays true there. How anchors are found is told by `anchors`.
"""

from dataclasses import dataclass

from db import anchors, excerpts, texts
from db.anchors import State
from db.case import Case
from db.excerpts import Excerpt
from db.refs import Uuid
from db.spans import Span


@dataclass(frozen=True, slots=True)
class Followed:
    """An excerpt in a text that is not its own: `words` are those that stand there now, without a span none."""

    excerpt: Excerpt
    state: State
    span: Span | None
    words: str

    @property
    def same_words(self) -> bool:
        """Whether its very words stand there, be it in another place than one would look."""
        return self.words == self.excerpt.quote


def onto(case: Case, text: texts.Text, words: str) -> list[Followed]:
    """The excerpts of other texts and earlier captures as they lie in a text, whose words are `words`.

    They come in the order of their places, those that are lost at the end.
    """
    known = anchors.of_text(case, text.uuid)
    quoted = excerpts.of_uuids(case, known)
    found = [
        Followed(excerpt, one.state, one.span, one.span.of(words) if one.span else "")
        for uuid, one in known.items()
        if (excerpt := quoted.get(uuid))
    ]
    return sorted(found, key=lambda one: (one.span is None, one.span or Span(0, 0), one.excerpt.key))


def in_current(case: Case, source: Uuid) -> list[Followed]:
    """The excerpts of other texts of a source as they lie in its current text; not those of earlier captures."""
    text = texts.current(case, source)
    if text is None:
        return []
    return [one for one in onto(case, text, texts.content(case, text)) if one.excerpt.source == source]
