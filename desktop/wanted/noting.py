"""Asking for a source that is only cited: one column, of which only the title has to be filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db import errors, sources
from db.refs import Uuid
from desktop.base import theme
from desktop.base.choices import Choice
from desktop.base.dialogs import Question
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, column, holding, label, row, untitled, warning
from desktop.base.session import Session
from desktop.describing.fields import PUBLISHED, Field
from desktop.describing.source_chooser import SourceChooser

_ASKED = ("type", "title", "author", "publisher", "issued", "url")
_HINTS = {
    "author": "several with ; between them",
    "issued": "2022-12-15, 2022-12 or 2022",
    "url": "where it is said to be",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What a person said of it, and the source that cites it, if that is known."""

    values: Mapping[str, Any]
    cited_by: Uuid | None


def ask(session: Session, parent: QWidget, citer: Uuid | None = None) -> Noted | None:
    """What is cited and by whom; None when it was not given. `citer` is offered as the one who cites it."""
    form = NotingForm(session, parent, citer)
    return form.noted() if form.answered() else None


class NotingForm(Question):
    """A field below the other; what cannot be read is said beside it, and the form stays."""

    def __init__(self, session: Session, parent: QWidget | None, citer: Uuid | None) -> None:
        words = tr(
            "It stands among what is wanted, can be cited like any other, and is filled in once its file is found."
        )
        super().__init__(parent, tr("A source that is only cited"), words, tr("Note it"))
        self._session = session
        self.citer = citer
        self.fields: dict[str, QLineEdit] = {}
        self.kind = Choice()
        self.advice = warning("")
        self.advice.hide()
        self.citer_words = label(size=theme.SECOND_SIZE, wrap=True)
        for field in sorted((one for one in PUBLISHED if one.name in _ASKED), key=lambda one: _ASKED.index(one.name)):
            self.body.addWidget(self._row(field))
        self.body.addWidget(self._citer_row())
        self.body.addWidget(self.advice)
        self.fields["title"].textChanged.connect(lambda words: self.verb.setEnabled(bool(words.strip())))
        self.verb.setEnabled(False)
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(lambda _=False: self._accept())
        self._show_citer()
        self.fields["title"].setFocus()

    def noted(self) -> Noted:
        """What stands in the form; raises Invalid for what cannot be read."""
        read = {one.name: one.read for one in PUBLISHED}
        typed = {name: read[name](field.text().strip()) for name, field in self.fields.items()}
        values = {name: value for name, value in typed.items() if value}
        return Noted({"type": self.kind.currentData(), **values}, self.citer)

    def _accept(self) -> None:
        try:
            self.noted()
        except errors.Invalid as error:
            field = next(one for one in PUBLISHED if one.name in (error.field, "issued"))
            self.advice.setText(tr(field.advice))
            self.advice.show()
            return
        self.accept()

    def _row(self, field: Field) -> QWidget:
        title = label(tr(field.title), muted=True, size=theme.SECOND_SIZE)
        made: QWidget = self.kind if field.choices else QLineEdit()
        made.setAccessibleName(tr(field.title))
        if isinstance(made, QLineEdit):
            made.setPlaceholderText(tr(_HINTS.get(field.name, "")))
            self.fields[field.name] = made
        for code, words in (field.choices or {}).items():
            self.kind.addItem(tr(words), code)
        if field.choices:
            self.kind.setCurrentIndex(self.kind.findData("report"))
        return holding(column(title, made, gap=3))

    def _citer_row(self) -> QWidget:
        title = label(tr("Who cites it"), muted=True, size=theme.SECOND_SIZE)
        self.choose = button(tr("Choose…"), self._choose, quiet=True)
        self.choose.setAutoDefault(False)
        self.clear = button(tr("Nobody yet"), lambda: self._take(None), quiet=True)
        self.clear.setAutoDefault(False)
        line = row(self.citer_words, self.choose, self.clear, gap=4)
        line.setStretchFactor(self.citer_words, 1)
        self.citer_words.setMinimumHeight(2 * self.citer_words.fontMetrics().lineSpacing() + 4)
        return holding(column(title, line, gap=3))

    def _choose(self) -> None:
        self.chooser = SourceChooser(self._session, self, tr("The source that cites it"), self._take)

    def _take(self, citer: Uuid | None) -> None:
        self.citer = citer
        self._show_citer()

    def _show_citer(self) -> None:
        self.clear.setVisible(self.citer is not None)
        if self.citer is None:
            self.citer_words.setText(tr("not said"))
            return
        source = sources.of_uuid(self._session.case, self.citer)
        self.citer_words.setText(shown(source.title or "") or untitled())
