"""The session: written in another thread, told in the window's."""

import threading
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from db import errors, notes
from db.case import Case
from db.derived import Derived
from db.refs import Ref
from desktop.base.session import Change, Session

pytestmark = pytest.mark.window


def test_what_is_written_is_told_with_what_it_changed(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed) as told:
        session.write(lambda case: notes.write(case, "Title", "Words of [[Ada]]."))
    change: Change = told.args[0]
    assert change.touches("note")
    assert change.touches("entity")
    assert "note.add" in change.codes
    assert [note.title for note in notes.every(session.case)] == ["Title"]


def test_writing_happens_in_another_thread_and_its_result_arrives_in_this_one(session: Session, qtbot: QtBot) -> None:
    threads: list[int] = []

    def work(case: Case) -> str:
        threads.append(threading.get_ident())
        return "result"

    results: list[tuple[str, int]] = []
    session.write(work, lambda result: results.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [("result", threading.get_ident())]
    assert threads[0] != threading.get_ident()


def test_a_failure_is_told_and_the_session_lives_on(session: Session, qtbot: QtBot) -> None:
    def fail(case: Case) -> None:
        raise errors.Unknown("note", "x")

    with qtbot.waitSignal(session.failed) as failed:
        session.write(fail)
    assert isinstance(failed.args[0], errors.Unknown)
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: notes.write(case, "Still", "here"))


def test_what_another_window_writes_is_noticed(session: Session, case_path: Path, qapp: object, qtbot: QtBot) -> None:
    reading = Session(case_path, readonly=True)
    try:
        with qtbot.waitSignal(session.changed):
            session.write(lambda case: notes.write(case, "Title", "Words"))
        with qtbot.waitSignal(reading.changed):
            reading.look()
        with qtbot.waitSignal(reading.failed) as refused:
            reading.write(lambda case: notes.write(case, "Other", "Words"))
        assert isinstance(refused.args[0], errors.ReadOnly)
    finally:
        reading.close()


def test_a_case_that_is_held_cannot_be_opened_for_writing_twice(session: Session, case_path: Path) -> None:
    with pytest.raises(errors.CaseHeld):
        Session(case_path)


def test_what_is_derived_is_asked_of_another_thread(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: notes.write(case, "Harbour", "A ferry came."))
    totals: list[int] = []
    session.find(lambda case, derived: derived.search("ferry").total, totals.append)
    qtbot.waitUntil(lambda: bool(totals))
    assert totals == [1]


def test_edits_are_signed_with_the_name_that_was_given(session: Session, qtbot: QtBot) -> None:
    from db import history

    with qtbot.waitSignal(session.changed):
        session.write(lambda case: notes.write(case, "Title", "Words"))
    assert history.entries(session.case)[0].author == "Test Author"


def test_showing_reaches_whoever_shows(session: Session, qtbot: QtBot) -> None:
    ref = Ref("note", notes.Note.__name__)  # type: ignore[arg-type]
    with qtbot.waitSignal(session.asked_to_show) as asked:
        session.show(ref, "place")
    assert asked.args == [ref, "place"]


def test_whoever_asks_a_clerk_that_could_not_begin_is_told_why(qapp: object, qtbot: QtBot) -> None:
    from desktop.base.clerk import Clerk

    def make() -> str:
        raise errors.NothingToUndo

    clerk = Clerk("hopeless", make, lambda owned: None)
    told: list[BaseException] = []
    clerk.ask_then(str, lambda result: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], errors.NothingToUndo)
    clerk.close()


def test_the_index_is_put_in_order_until_somebody_asks(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    begun, asked = Event(), Event()

    def tidy(_derived: Derived, go_on: Callable[[], bool]) -> bool:
        seen.append(go_on())
        begun.set()
        asked.wait(30)
        seen.append(go_on())
        return True

    monkeypatch.setattr(Derived, "tidy", tidy)
    answers: list[int] = []
    session.tidy()
    assert begun.wait(30)
    session.find(lambda _case, _derived: 7, answers.append)
    asked.set()
    qtbot.waitUntil(lambda: answers == [7])
    assert seen == [True, False]


def test_an_index_that_nobody_needed_is_not_opened_to_be_put_in_order(session: Session, qtbot: QtBot) -> None:
    opened: list[bool] = []
    session.tidy()
    session.find(lambda _case, derived: derived.engine.in_use, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [False]
