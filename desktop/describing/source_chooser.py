"""Choosing one source of the case by typing: for a notice, for who cites something, for what a file belongs to."""

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QWidget

from db import titles
from db.case import Case
from db.refs import Uuid
from db.titles import Titled
from desktop.base.chooser import Choice, Chooser
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import untitled
from desktop.base.session import Session

_MOST = 40


class SourceChooser:
    """Offers the sources that fit what is typed; `chosen` is called with the one that is taken."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        placeholder: str,
        chosen: Callable[[Uuid], None],
        *,
        without: Collection[Uuid] = (),
    ) -> None:
        self._chosen, self._without = chosen, frozenset(without)
        self._titles: list[Titled] = []
        self.chooser = Chooser(parent, placeholder)
        self._latest = Latest(session, self.chooser)
        self.chooser.typed.connect(self._narrow)
        self._narrow("")
        self.chooser.show()
        self.chooser.field.setFocus()

    def _narrow(self, typed: str) -> None:
        self._latest.read(lambda case: self._fitting(case, typed), self.chooser.offer)

    def _fitting(self, case: Case, typed: str) -> list[Choice]:
        """Runs off the window's thread; what was worked on last stands there while nothing is typed."""
        if not self._titles:
            every = titles.every(case)
            self._titles = [one for one in every if one.ref.kind == "source" and one.ref.uuid not in self._without]
        if typed.strip():
            found = titles.best(self._titles, typed, _MOST)
        else:
            found = list(dict.fromkeys([*titles.recent(case, self._titles, _MOST), *self._titles]))[:_MOST]
        return [self._choice(one) for one in found]

    def _choice(self, one: Titled) -> Choice:
        words = " ".join(shown(one.words).split())
        return Choice(shown(one.title) or untitled(), lambda: self._chosen(one.ref.uuid), words[:40], icon="source")
