"""Questions, each a function that gives a value: narrow, one column, a sentence saying what will happen, a verb."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.base.i18n import tr
from desktop.base.pieces import button, column, label, row


class Question(QDialog):
    """A narrow dialog: a title, a sentence, what is asked, and a verb on the button."""

    def __init__(self, parent: QWidget | None, title: str, words: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        """Ask, and say whether the verb was chosen."""
        return self.exec() == QDialog.DialogCode.Accepted


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
