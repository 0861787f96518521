"""Nothing that is typed is lost, and nothing is overwritten silently."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db import drafts, entities, errors, history, notes, trash
from db.case import Case
from db.refs import Ref
from desktop.base.session import Session
from desktop.writing import keeping
from desktop.writing.keeping import State
from desktop.writing.page import WritingPage
from tests.desktop.writing.material import note, shown, type_at_end

pytestmark = pytest.mark.window


def opened(session: Session, ref: Ref, qtbot: QtBot) -> WritingPage:
    return shown(WritingPage(session, notes.SHELF, ref), qtbot)


def body(session: Session, ref: Ref) -> str:
    return notes.of_uuid(session.case, ref.uuid).body


def kept(session: Session, ref: Ref) -> str | None:
    return drafts.kept(session.case, ref, "body")


def test_what_is_typed_is_kept_soon_and_is_no_edit_yet(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    edits = len(history.entries(session.case))
    type_at_end(page.editor, " 🚢 after")
    qtbot.waitUntil(lambda: kept(session, ref) == "before 🚢 after")
    assert body(session, ref) == "before"
    assert len(history.entries(session.case)) == edits


def test_who_types_on_and_on_loses_no_more_than_a_moment(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot)
    page = opened(session, ref, qtbot)

    def typed_and_kept() -> bool:
        type_at_end(page.editor, "b")
        return bool(kept(session, ref))

    qtbot.waitUntil(typed_and_kept)


def test_a_draft_survives_that_the_program_ends_without_warning(
    session: Session, case_path: Path, qtbot: QtBot
) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " after")
    page.title_field.setText("Other title")
    qtbot.waitUntil(lambda: kept(session, ref) == "before after")
    qtbot.waitUntil(lambda: drafts.kept(session.case, ref, "title") == "Other title")
    session.close()  # nothing was sealed, as when the process is killed
    again = Session(case_path)
    try:
        found = opened(again, ref, qtbot)
        assert found.editor.text() == "before after"
        assert found.title() == "Other title"
        assert found.notice.words.text().startswith("Recovered what was being typed at ")
        found.notice._buttons[1].click()
        assert found.editor.text() == "before"
        qtbot.waitUntil(lambda: drafts.of_object(again.case, ref) is None)
        assert found.notice.isHidden()
        assert body(again, ref) == "before"
    finally:
        again.close()


def test_leaving_the_page_seals_it_as_one_edit(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " see [[Prato]]")
    page.leave()
    qtbot.waitUntil(lambda: body(session, ref) == "before see [[Prato]]")
    assert entities.is_known(session.case, "Prato")
    assert history.entries(session.case)[0].code == "note.write"
    qtbot.waitUntil(lambda: page.keeper.state is State.SAVED)
    assert drafts.of_object(session.case, ref) is None


def test_leaving_an_untouched_page_writes_nothing(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="one\r\ntwo\u00a0three")
    head = session.case.head
    page = opened(session, ref, qtbot)
    page.leave()
    session.close()
    assert page.keeper.base.body == "one\r\ntwo\u00a0three"
    with Case.open(session.path, readonly=True) as case:
        assert case.head == head


def test_closing_seals_what_is_typed(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " after")
    page.save()
    type_at_end(page.editor, " all")
    page.leave()
    session.close()
    with Case.open(session.path, readonly=True) as case:
        assert notes.of_uuid(case, ref.uuid).body == "before after all"
        assert drafts.of_object(case, ref) is None


def test_two_idle_minutes_seal(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "IDLE", 30)
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " after")
    qtbot.waitUntil(lambda: body(session, ref) == "before after")


def test_the_title_can_be_changed_and_the_note_stays_the_same(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, "Old", "words")
    page = opened(session, ref, qtbot)
    page.title_field.setText("  New   title ")
    page.save()
    qtbot.waitUntil(lambda: notes.of_uuid(session.case, ref.uuid).title == "New title")
    assert body(session, ref) == "words"
    qtbot.waitUntil(lambda: page.keeper.state is State.SAVED)
    page.title_field.setText("   ")
    page.save()
    assert page.title() == "New title", "an emptied title is the one it had"


def test_undoing_a_sealed_edit_from_outside_reaches_the_editor(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="one\ntwo")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " three")
    page.save()
    qtbot.waitUntil(lambda: page.keeper.state is State.SAVED)
    session.write(Case.undo)
    qtbot.waitUntil(lambda: page.editor.text() == "one\ntwo")
    assert page.keeper.state is State.SAVED


def change(session: Session, ref: Ref, words: str) -> Callable[[Case], object]:
    return lambda case: notes.revise(case, ref.uuid, words)


def test_a_change_elsewhere_in_other_lines_is_taken_in(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="one\n\ntwo\n\nthree")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " and mine")
    session.write(change(session, ref, "theirs\n\ntwo\n\nthree"))
    qtbot.waitUntil(lambda: page.editor.text() == "theirs\n\ntwo\n\nthree and mine")
    page.leave()
    qtbot.waitUntil(lambda: body(session, ref) == "theirs\n\ntwo\n\nthree and mine")


def test_a_change_of_the_same_words_is_never_overwritten_silently(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " mine")
    session.write(change(session, ref, "theirs"))
    qtbot.waitUntil(lambda: page.keeper.state is State.DIVERGED)
    assert not page.notice.isHidden()
    page.leave()
    qtbot.waitUntil(lambda: kept(session, ref) == "before mine")
    assert body(session, ref) == "theirs"
    page.notice._buttons[0].click()
    qtbot.waitUntil(lambda: body(session, ref) == "before mine")
    qtbot.waitUntil(page.notice.isHidden)


def test_the_other_version_can_be_shown_and_mine_brought_back(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " mine")
    session.write(change(session, ref, "theirs"))
    qtbot.waitUntil(lambda: page.keeper.state is State.DIVERGED)
    page.notice._buttons[1].click()
    assert page.editor.text() == "theirs"
    page.editor.undo()
    assert page.editor.text() == "before mine"


def test_a_draft_of_a_note_that_changed_meanwhile_is_recovered_and_does_not_win(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    type_at_end(page.editor, " mine")
    qtbot.waitUntil(lambda: kept(session, ref) == "before mine")
    with qtbot.waitSignal(session.changed):
        session.write(change(session, ref, "theirs"))
    again = opened(session, ref, qtbot)
    assert again.keeper.state is State.DIVERGED
    again.leave()
    session.close()
    with Case.open(session.path, readonly=True) as case:
        assert notes.of_uuid(case, ref.uuid).body == "theirs"
        assert drafts.kept(case, ref, "body") == "before mine"


def test_a_note_in_the_trash_takes_no_words_and_comes_back(session: Session, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    session.write(lambda case: trash.put(case, [ref]))
    qtbot.waitUntil(lambda: page.keeper.state is State.GONE)
    assert page.editor.isReadOnly()
    page.leave()
    session.write(lambda case: trash.restore(case, [ref]))
    qtbot.waitUntil(lambda: page.keeper.state is State.SAVED)
    assert not page.editor.isReadOnly()


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if no transaction could be written."""
    with monkeypatch.context() as patched:

        def full(case: Case, *_: object, **__: object) -> None:
            raise errors.DiskFull(case.path)

        patched.setattr(drafts, "keep_all", full)
        patched.setattr(type(notes.SHELF), "revise", lambda self, case, *_: full(case))
        yield


def test_a_full_disk_costs_no_words_and_saving_is_tried_again(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AGAIN", 50)
    ref = note(session, qtbot, body="before")
    page = opened(session, ref, qtbot)
    told: list[object] = []
    session.failed.connect(told.append)
    with full_disk(monkeypatch):
        type_at_end(page.editor, " after")
        page.save()
        qtbot.waitUntil(lambda: page.keeper.state is State.FAILED)
        assert "full" in page.notice.words.text()
        assert page.editor.text() == "before after"
    qtbot.waitUntil(lambda: body(session, ref) == "before after")
    qtbot.waitUntil(page.notice.isHidden)
    assert told == [], "it is said in the page, once"


def test_a_case_opened_for_reading_can_be_read(session: Session, case_path: Path, qtbot: QtBot) -> None:
    ref = note(session, qtbot, body="before")
    reader = Session(case_path, readonly=True)
    try:
        page = opened(reader, ref, qtbot)
        QTest.keyClicks(page.editor, "after")
        assert page.editor.text() == "before"
        page.leave()
        assert page.title_field.isReadOnly()
    finally:
        reader.close()
