"""The quick switcher: go to anything by typing its name, and make it when there is nothing of that name."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from db import entities, notes, titles
from db.case import Case
from db.folding import fold
from db.refs import Ref
from db.titles import Titled
from desktop.base.chooser import Choice, Chooser
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import untitled
from desktop.base.session import Session

_MOST = 40
_KINDS = {
    "source": "source",
    "note": "note",
    "briefing": "briefing",
    "entity": "person or place",
    "saved_search": "saved search",
}
_REMEMBERED = 30


class Visited:
    """What was shown in this window, the last first."""

    def __init__(self, session: Session) -> None:
        self.refs: list[Ref] = []
        session.asked_to_show.connect(lambda ref, _: self._note(ref))

    def _note(self, ref: Ref) -> None:
        if ref.kind in titles.KINDS:
            self.refs = [ref, *(other for other in self.refs if other != ref)][:_REMEMBERED]


class Switcher:
    """Offers what fits; what was visited and worked on last while nothing is typed."""

    def __init__(self, session: Session, window: QWidget, visited: Sequence[Ref]) -> None:
        self.session = session
        self._visited = visited
        self._titles: list[Titled] = []
        self.chooser = Chooser(window, tr("Go to a source, a note, a briefing, a person or a place"))
        self._latest = Latest(session, self.chooser)
        self.chooser.typed.connect(self._narrow)
        self._latest.read(self._read, self.chooser.offer)
        self.chooser.show()
        self.chooser.field.setFocus()

    def _read(self, case: Case) -> list[Choice]:
        """Everything that has a name; what is offered first. Called off the window's thread."""
        self._titles = titles.every(case)
        by_ref = {one.ref: one for one in self._titles}
        before = [by_ref[ref] for ref in self._visited if ref in by_ref]
        worked_on = titles.recent(case, self._titles, _MOST)
        return [self._choice(one, "") for one in dict.fromkeys([*before, *worked_on])][:_MOST]

    def _narrow(self, typed: str) -> None:
        self._latest.read(lambda case: self._fitting(case, typed), self.chooser.offer)

    def _fitting(self, case: Case, typed: str) -> list[Choice]:
        """What fits, and what can be made. Called off the window's thread."""
        name = " ".join(typed.split())
        if not name or not self._titles:
            found = self._read(case)
            if not name:
                return found
        found = [self._choice(one, name) for one in titles.best(self._titles, name, _MOST)]
        if self.session.readonly or titles.is_named(self._titles, name):
            return found
        return [*found, *self._new(name)]

    def _choice(self, one: Titled, typed: str) -> Choice:
        text = shown(one.title) or untitled()
        wanted = fold(typed)
        if wanted and wanted not in one.folded and one.ref.kind == "entity":
            others = [name for name in one.words.split(" · ") if wanted in fold(name)]
            text = f"{text}  ·  {shown(others[0])}" if others else text
        side = tr(_KINDS[one.ref.kind])
        return Choice(text, lambda: self.session.show(one.ref), side, shown(one.words), one.ref.kind)

    def _new(self, name: str) -> list[Choice]:
        return [
            Choice(tr("New note “{name}”").format(name=shown(name)), lambda: self._add_note(name), icon="add"),
            Choice(
                tr("New person or place “{name}”").format(name=shown(name)), lambda: self._add_entity(name), icon="add"
            ),
        ]

    def _add_note(self, name: str) -> None:
        self.session.write(
            lambda case: notes.write(case, name, "")[0], lambda note: self.session.show(Ref("note", note.uuid))
        )

    def _add_entity(self, name: str) -> None:
        self.session.write(
            lambda case: entities.add(case, name), lambda made: self.session.show(Ref("entity", made.uuid))
        )
