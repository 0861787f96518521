"""Questions, each a function that gives a value: narrow, one column, a sentence saying what will happen, a verb."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.base.i18n import tr
from desktop.base.pieces import button, column, label, row


class Question(QDialog):
    """A narrow dialog: a title, a sentence, what is asked, and a verb on the button."""

    def __init__(self, parent: QWidget | None, title: str, words: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.verb: QPushButton = button(verb, self.accept, chief=True)
        self.verb.setDefault(True)
        self.cancel = button(tr("Cancel"), self.reject)
        self.body = column(gap=10)
        self.setLayout(
            column(
                label(title, size=15, weight=600, wrap=True),
                label(words, muted=True, wrap=True),
                self.body,
                row(1, self.cancel, self.verb),
                margins=(20, 18, 20, 16),
                gap=12,
            )
        )

    def answered(self) -> bool:
        """Ask, and say whether the verb was chosen; the dialog is freed once its caller has read what was given.

        It must not delete itself on closing: its fields would be gone before anybody could read them.
        """
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return accepted


def ask_yes(parent: QWidget | None, title: str, words: str, verb: str) -> bool:
    """Whether to go on; for what cannot be undone, everything else is undone instead of asked."""
    return Question(parent, title, words, verb).answered()


def ask_line(parent: QWidget | None, title: str, words: str, verb: str, value: str = "") -> str | None:
    """A line of text; None when it was not given."""
    question = Question(parent, title, words, verb)
    field = QLineEdit(value)
    field.setAccessibleName(title)
    field.selectAll()
    field.textChanged.connect(lambda text: question.verb.setEnabled(bool(text.strip())))
    question.verb.setEnabled(bool(value.strip()))
    question.body.addWidget(field)
    field.setFocus()
    return field.text().strip() if question.answered() else None


def ask_passphrase(parent: QWidget | None, title: str, words: str) -> str | None:
    """The passphrase of a case that is there; None when it was not given."""
    question = Question(parent, title, words, tr("Open"))
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(tr("Passphrase"))
    question.body.addWidget(field)
    field.setFocus()
    return field.text() if question.answered() and field.text() else None


def show_report(parent: QWidget | None, title: str, words: str, report: str) -> None:
    """A report that can be copied, for what should not have happened."""
    question = Question(parent, title, words, tr("Copy the report"))
    field = QPlainTextEdit(report)
    field.setReadOnly(True)
    field.setAccessibleName(tr("Report"))
    field.setMinimumSize(520, 240)
    question.body.addWidget(field)
    question.cancel.setText(tr("Close"))
    if question.answered():
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(report)


# --- places on the disk -------------------------------------------------------------------------

CASE_ENDING = ".casethread"
"""How the names of case files end."""


def ask_open(parent: QWidget | None, folder: Path | None = None) -> Path | None:
    """A case that is there; None when none was chosen."""
    title, kinds = tr("Open a case"), tr("Cases (*.casethread);;All files (*)")
    found, _ = QFileDialog.getOpenFileName(parent, title, str(folder or ""), kinds)
    return Path(found) if found else None


def ask_save_case(parent: QWidget | None, suggestion: Path) -> Path | None:
    """A place for a new case; None when none was chosen. What is there already is never overwritten."""
    title, kinds = tr("Where to keep the case"), tr("Cases (*.casethread)")
    options = QFileDialog.Option.DontConfirmOverwrite
    found, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds, options=options)
    if not found:
        return None
    return Path(found if found.endswith(CASE_ENDING) else f"{found}{CASE_ENDING}")


def ask_save(parent: QWidget | None, title: str, suggestion: Path, kinds: str) -> Path | None:
    """A place for a file to be written; None when none was chosen. To overwrite one is asked for."""
    found, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds)
    return Path(found) if found else None


def ask_files(parent: QWidget | None, title: str) -> Sequence[Path]:
    """Some files; none when nothing was chosen."""
    found, _ = QFileDialog.getOpenFileNames(parent, title)
    return [Path(path) for path in found]


def ask_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder; None when none was chosen."""
    found = QFileDialog.getExistingDirectory(parent, title)
    return Path(found) if found else None
