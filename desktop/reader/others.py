"""Excerpts of other texts on the page of a source: where they lie in the text that is shown, and their hints."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from db import anchors, excerpts, following, texts
from db.case import Case
from db.following import Followed
from db.refs import Uuid
from db.sources import Source
from db.texts import Text
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.session import Session
from desktop.reader.marks import Mark

_LONGEST = 160  # characters of a quote that hovering shows


class Others:
    """Looks for them off the window's thread; `found` is called when they are known, and before, to show what is."""

    def __init__(
        self, session: Session, page: QWidget, found: Callable[[], None], go_to: Callable[[Uuid], None]
    ) -> None:
        """`go_to` is called with an excerpt that was waited for."""
        self._session, self._found, self._go_to = session, found, go_to
        self._latest = Latest(session, page)
        self._lying: list[Followed] = []
        self._text: Uuid | None = None
        self._awaited: Uuid | None = None

    def look(self, text: Text | None) -> None:
        """Look for the excerpts of others in a text; a text to which none can follow is answered at once."""
        if text is None or not anchors.has_any(self._session.case, text.uuid):
            self._latest.forget()
            self._take([])
            return
        if text.uuid != self._text:  # what is known lies in another text
            self._text, self._lying = text.uuid, []
        self._found()
        self._latest.read(lambda case: _lying_in(case, text), self._take)

    def await_(self, excerpt: Uuid) -> bool:
        """Whether it is not known yet where excerpts lie; then this one is gone to as soon as it is."""
        if self._latest.waiting:
            self._awaited = excerpt
        return self._latest.waiting

    def marks(self, source: Source, length: int) -> list[Mark]:
        """How they are marked in a text of a source that is so long."""
        numbers: dict[Uuid, int] = {}
        for origin in {one.excerpt.source for one in self._lying}:
            numbers |= excerpts.numbers(self._session.case, origin)
        return [
            Mark(one.span, one.excerpt.uuid, numbers.get(one.excerpt.uuid, 0), _hint(one, source), one.state != "exact")
            for one in self._lying
            if one.span is not None and one.span.end <= length
        ]

    def _take(self, found: list[Followed]) -> None:
        self._lying = found
        self._found()
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            self._go_to(awaited)


def _lying_in(case: Case, text: Text) -> list[Followed]:
    return [one for one in following.onto(case, text, texts.content(case, text)) if one.span is not None]


def _hint(one: Followed, source: Source) -> str:
    """What hovering says."""
    said = [one.excerpt.key, one.excerpt.comment]
    if one.excerpt.source != source.uuid:
        said.append(tr("from an earlier capture"))
    if not one.same_words:
        said.append(tr("The quote changed. It was: “{words}”").format(words=_short(one.excerpt.quote)))
    elif one.state == "changed":
        said.append(tr("The same words, perhaps in another place"))
    return "\n".join(words for words in said if words)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
