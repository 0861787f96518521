"""The question for a new case."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.base.places import free_name, synchroniser
from desktop.welcome.making import NewCase
from desktop.welcome.new_case import NewCaseQuestion

pytestmark = pytest.mark.window


@pytest.fixture
def question(qtbot: QtBot, tmp_path: Path) -> NewCaseQuestion:
    asked = NewCaseQuestion(None, tmp_path / "New case.casethread")
    qtbot.addWidget(asked)
    asked.show()
    return asked


def test_a_case_is_made_only_with_the_same_passphrase_twice(question: NewCaseQuestion, tmp_path: Path) -> None:
    assert not question.verb.isEnabled()
    question.first.setText("two words")
    assert "second time" in question.problem.text()
    question.second.setText("two wodrs")
    assert "not the same" in question.problem.text()
    assert not question.verb.isEnabled()
    question.second.setText("two words")
    assert question.verb.isEnabled()
    assert question.value() == NewCase(tmp_path / "New case.casethread", "two words")


def test_going_without_a_passphrase_is_chosen_in_so_many_words(question: NewCaseQuestion) -> None:
    assert "anyone" in question.without.text()
    question.first.setText("half typed")
    question.without.click()
    assert question.verb.isEnabled()
    assert question.value().passphrase is None


def test_what_is_typed_is_hidden_until_it_is_asked_for(question: NewCaseQuestion) -> None:
    assert question.first.echoMode() is QLineEdit.EchoMode.Password
    question.show_words.click()
    assert question.second.echoMode() is QLineEdit.EchoMode.Normal


def test_a_folder_that_is_copied_elsewhere_is_warned_of(question: NewCaseQuestion) -> None:
    assert not question.copied.isVisible()
    question.place.setText("/home/me/Dropbox/work/New case")
    assert question.copied.isVisible()
    assert "Dropbox" in question.copied.text()
    assert question.path().name == "New case.casethread"


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/me/Nextcloud/a.casethread", "Nextcloud"),
        ("/Users/me/Library/Mobile Documents/com~apple~CloudDocs/a.casethread", "iCloud"),
        ("/data/OneDrive - The Paper/cases/a.casethread", "OneDrive"),
        ("/media/Google Drive/a.casethread", "Google Drive"),
        ("/home/me/papers/Dropbox.casethread", None),
        ("/home/me/dropboxes of 2019/a.casethread", None),
    ],
)
def test_services_are_known_by_their_folders(path: str, service: str | None) -> None:
    assert synchroniser(Path(path)) == service


def test_a_suggested_name_is_never_taken(tmp_path: Path) -> None:
    assert free_name(tmp_path, "sample").name == "sample.casethread"
    (tmp_path / "sample.casethread").touch()
    assert free_name(tmp_path, "sample").name == "sample 2.casethread"
