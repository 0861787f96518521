"""The question for a new case: the passphrase first, going without as a choice in plain words, then the place."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.base.dialogs import CASE_ENDING, Question, ask_save_case
from desktop.base.i18n import tr
from desktop.base.pieces import button, column, label, row, warning
from desktop.base.places import documents, free_name, synchroniser
from desktop.welcome.making import NewCase


class NewCaseQuestion(Question):
    """Asks for a passphrase, twice, and a place."""

    def __init__(self, parent: QWidget | None, suggestion: Path) -> None:
        super().__init__(
            parent,
            tr("New case"),
            tr("A case is one file. With a passphrase, only who knows it can read the file, wherever a copy ends up."),
            tr("Make the case"),
        )
        self.setMinimumWidth(480)
        self.first = _secret(tr("Passphrase"))
        self.second = _secret(tr("The same again"))
        self.show_words = QCheckBox(tr("Show what I type"))
        self.without = QCheckBox(tr("Without a passphrase: anyone who gets hold of the file can read it"))
        self.place = QLineEdit(str(suggestion))
        self.place.setAccessibleName(tr("File"))
        self.problem = label(muted=True, wrap=True)
        self.copied = warning("")
        choose = button(tr("Choose…"), self._choose)
        secrets = column(self.first, self.second, self.show_words, gap=8)
        self.lost = label(
            tr("A lost passphrase means a lost case: there is no way round it. Keep it where you will find it again."),
            muted=True,
            wrap=True,
        )
        self.body.addLayout(column(secrets, self.lost, self.without, gap=10))
        self.body.addSpacing(6)
        self.body.addLayout(column(label(tr("File"), muted=True), row(self.place, choose), self.copied, gap=6))
        self.body.addWidget(self.problem)
        self._connect()
        self._on_typed()
        self.first.setFocus()

    def value(self) -> NewCase:
        """What was asked for."""
        return NewCase(self.path(), None if self.without.isChecked() else self.first.text())

    def path(self) -> Path:
        """The place, with the ending of a case."""
        typed = self.place.text().strip()
        return Path(typed if typed.endswith(CASE_ENDING) else f"{typed}{CASE_ENDING}").expanduser()

    def _connect(self) -> None:
        for field in (self.first, self.second, self.place):
            field.textChanged.connect(lambda _: self._on_typed())
        self.without.toggled.connect(lambda _: self._on_typed())
        self.show_words.toggled.connect(self._on_show)

    def _on_show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _on_typed(self) -> None:
        without = self.without.isChecked()
        for widget in (self.first, self.second, self.show_words):
            widget.setEnabled(not without)
        service = synchroniser(self.path()) if self.place.text().strip() else None
        self.copied.setText(_copied(service) if service else "")
        self.copied.setVisible(bool(service))
        self.problem.setText(self._what_is_missing())
        self.verb.setEnabled(not self.problem.text())
        self.lost.setVisible(not without)

    def _what_is_missing(self) -> str:
        if not self.without.isChecked():
            if not self.first.text():
                return tr("Type a passphrase, or choose to go without.")
            if not self.second.text():
                return tr("Type the passphrase a second time, so that a slip does not lock you out.")
            if self.first.text() != self.second.text():
                return tr("The two passphrases are not the same yet.")
        if not self.place.text().strip():
            return tr("Say where the file shall be.")
        return ""

    def _choose(self) -> None:
        found = ask_save_case(self, self.path())
        if found:
            self.place.setText(str(found))


def ask_new_case(parent: QWidget | None) -> NewCase | None:
    """A case to be made; None when it was thought better of."""
    question = NewCaseQuestion(parent, free_name(documents(), tr("New case")))
    return question.value() if question.answered() else None


def _secret(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field


def _copied(service: str) -> str:
    return tr(
        "This folder looks as if {service} copies it to other machines. Copies of the case would lie there, too, "
        "and a copy made while you work can damage it. A folder of your own is safer."
    ).format(service=service)
