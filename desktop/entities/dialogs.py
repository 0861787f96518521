"""What is asked when somebody or something is added or renamed."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from db import entities
from db.case import Case
from desktop.base.choices import Choice
from desktop.base.dialogs import Question, ask_line
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import label
from desktop.entities import words


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name and what it is the name of."""

    name: str
    kind: str


class NewEntity(Question):
    """Asks for a name and a kind, and says when the name is known already."""

    def __init__(self, parent: QWidget | None, case: Case) -> None:
        said = tr("The name is looked for in all sources, whatever its accents and capitals. Other names can follow.")
        super().__init__(parent, tr("A new person, organisation, place or event"), said, tr("Add"))
        self._case = case
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.name.setPlaceholderText(tr("Name, in any script"))
        self.kind = Choice()
        self.kind.setAccessibleName(tr("Kind"))
        for kind in entities.KINDS:
            self.kind.addItem(words.kind(kind), kind)
        self.known = label(muted=True, wrap=True)
        for widget in (self.name, self.kind, self.known):
            self.body.addWidget(widget)
        self.verb.setEnabled(False)
        self.name.textChanged.connect(self._on_name)
        self.name.setFocus()

    def _on_name(self, name: str) -> None:
        self.verb.setEnabled(bool(name.strip()))
        others = entities.named(self._case, name) if name.strip() else []
        self.known.setText(
            tr("{others} goes by this name already; this will be another one.").format(
                others=", ".join(shown(other.name or "") for other in others)
            )
            if others
            else ""
        )


def ask_new(parent: QWidget | None, case: Case) -> Wanted | None:
    """Somebody or something new; None when it was given up."""
    question = NewEntity(parent, case)
    name, kind = question.name, question.kind
    return Wanted(name.text(), kind.currentData()) if question.answered() else None


def ask_name(parent: QWidget | None, name: str) -> str | None:
    """Another main name; None when it was given up."""
    said = tr("The name it has now stays as another name, so that links and mentions keep their target.")
    return ask_line(parent, tr("Rename “{name}”").format(name=shown(name)), said, tr("Rename"), name)
