"""What a person sees of a source that was corrected or withdrawn."""

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from db import briefs, finding, notes, sources, standing
from db.refs import Ref, Uuid
from desktop.base.painting import Tone
from desktop.base.session import Session
from desktop.briefings.marks import Sign
from desktop.briefings.page import BriefingPage
from desktop.excerpts import shelf
from desktop.reader.info_panel import InfoPanel
from desktop.search import hits
from desktop.sources.rows import SourceRow
from desktop.window import Window
from desktop.writing.page import WritingPage
from desktop.writing.rows import WritingRow
from tests.desktop.reader.material import add_excerpt, add_source, open_page, shown

pytestmark = pytest.mark.window


@pytest.fixture
def article(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot)


@pytest.fixture
def notice(session: Session, qtbot: QtBot) -> Ref:
    return add_source(session, qtbot, "We withdraw it.\n", "A retraction")


def _withdraw(session: Session, qtbot: QtBot, article: Ref, notice: Ref | None) -> None:
    done: list[object] = []
    session.write(
        lambda case: standing.say(
            case, sources.of_uuid(case, article.uuid), "withdrawn", notice.uuid if notice else None
        ),
        done.append,
    )
    qtbot.waitUntil(lambda: bool(done))


def _panel(session: Session, qtbot: QtBot, ref: Ref) -> InfoPanel:
    panel = InfoPanel(session)
    panel.follow(ref)
    shown(qtbot, panel, 300, 900)
    session.changed.connect(lambda _: panel.follow(ref))
    return panel


def test_the_notice_is_asked_for_once_a_source_does_not_stand_as_it_was(
    session: Session, qtbot: QtBot, article: Ref
) -> None:
    panel = _panel(session, qtbot, article)
    assert panel.notice.isHidden()
    box = panel.rows["status"].findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.activated.emit(box.findData("corrected"))
    qtbot.waitUntil(lambda: not panel.notice.isHidden())
    assert panel.notice.words.text() == "not known yet: the source that says so"
    assert panel.notice.go.isHidden()


def test_the_notice_is_chosen_among_the_sources_by_typing(
    session: Session, qtbot: QtBot, article: Ref, notice: Ref
) -> None:
    _withdraw(session, qtbot, article, None)
    panel = _panel(session, qtbot, article)
    panel.notice.choose.click()
    assert panel.notice.chooser is not None
    chooser = panel.notice.chooser.chooser
    qtbot.waitUntil(lambda: [one.text for one in chooser.choices()] == ["A retraction"])
    chooser.field.setText("retrac")
    qtbot.waitUntil(lambda: len(chooser.choices()) == 1)
    chooser._take()
    qtbot.waitUntil(lambda: sources.of_uuid(session.case, article.uuid).notice == notice.uuid)
    qtbot.waitUntil(lambda: panel.notice.words.text() == "A retraction")
    with qtbot.waitSignal(session.asked_to_show) as asked:
        panel.notice.go.click()
    assert asked.args is not None
    assert asked.args[0] == notice


def test_the_notice_can_be_left_open_again(session: Session, qtbot: QtBot, article: Ref, notice: Ref) -> None:
    _withdraw(session, qtbot, article, notice)
    panel = _panel(session, qtbot, article)
    panel.notice.open.click()
    qtbot.waitUntil(lambda: sources.of_uuid(session.case, article.uuid).notice is None)
    assert sources.of_uuid(session.case, article.uuid).status == "withdrawn"


def test_the_reader_says_so_with_the_way_to_the_notice(
    session: Session, qtbot: QtBot, article: Ref, notice: Ref
) -> None:
    page = open_page(session, qtbot, article)
    assert page.standing.isHidden()
    add_excerpt(session, qtbot, article, "Both had stopped work.")
    _withdraw(session, qtbot, article, None)
    qtbot.waitUntil(lambda: not page.standing.isHidden())
    assert _ways(page.standing) == []
    _withdraw(session, qtbot, article, notice)
    qtbot.waitUntil(lambda: len(_ways(page.standing)) == 1)
    expected = "This source was withdrawn by its publisher. Rests on it: 1 excerpt."
    assert page.standing.words.text() == expected
    with qtbot.waitSignal(session.asked_to_show) as asked:
        _ways(page.standing)[0].click()
    assert asked.args is not None
    assert asked.args[0] == notice


def test_the_notice_leads_back_to_what_it_tells_of(session: Session, qtbot: QtBot, article: Ref, notice: Ref) -> None:
    _withdraw(session, qtbot, article, notice)
    page = open_page(session, qtbot, notice)
    qtbot.waitUntil(lambda: not page.standing.isHidden())
    assert page.standing.words.text() == "This is the notice that tells of “Minister: police found two offices”."
    with qtbot.waitSignal(session.asked_to_show) as asked:
        _ways(page.standing)[0].click()
    assert asked.args is not None
    assert asked.args[0] == article


def test_rows_cards_and_hits_say_so(session: Session, qtbot: QtBot, article: Ref) -> None:
    excerpt = add_excerpt(session, qtbot, article, "Both had stopped work.")
    session.write(lambda case: notes.write(case, "Offices", f"They stopped work [@{excerpt.key}]."))
    session.finish_writing()
    _withdraw(session, qtbot, article, None)
    case = session.case
    row = SourceRow().row(sources.listed(case, [article.uuid])[article.uuid])
    assert ("withdrawn", Tone.WARNING) in [(chip.words, chip.tone) for chip in row.chips]
    note = notes.SHELF.get(case, "Offices")
    chips = WritingRow().row(notes.SHELF.listed(case, [note.uuid])[note.uuid]).chips
    assert chips[0].words == "cites a withdrawn source"
    assert shelf.of_source(case, article.uuid)[excerpt.uuid].standing == "withdrawn"
    found: list[finding.Answer] = []
    session.find(lambda case, derived: derived.refresh(), lambda _: None)
    session.find(lambda case, derived: finding.find(case, derived, "stopped"), found.append)
    qtbot.waitUntil(lambda: bool(found))
    told = {hit.ref.kind: hits.name(hit) for hit in found[0].hits}
    assert "withdrawn" in told["source"]
    assert "source withdrawn" in told["excerpt"]
    assert "cites a withdrawn source" in told["note"]


def test_a_note_that_cites_it_says_so_and_leads_there(window: Window, qtbot: QtBot, article: Ref) -> None:
    session = window.session
    key = sources.of_uuid(session.case, article.uuid).key
    made: list[Uuid] = []
    session.write(lambda case: notes.write(case, "Offices", f"They stopped [@{key}].")[0].uuid, made.append)
    qtbot.waitUntil(lambda: bool(made))
    session.show(Ref("note", made[0]))
    page = window.pages.current_page()
    assert isinstance(page, WritingPage)
    _withdraw(session, qtbot, article, None)
    qtbot.waitUntil(lambda: not page.resting.isHidden())
    assert page.resting.words.text().startswith("This cites a source that its publisher withdrew")
    _ways(page.resting)[0].click()
    qtbot.waitUntil(lambda: window.pages.current() == article)


def test_every_statement_that_cites_it_has_a_sign_in_the_margin(window: Window, qtbot: QtBot, article: Ref) -> None:
    session = window.session
    key = sources.of_uuid(session.case, article.uuid).key
    body = f"They stopped [@{key}].\n\nThere were two [@{key}].\n\nNothing is cited here.\n"
    made: list[Uuid] = []
    session.write(lambda case: briefs.write(case, "Offices", body)[0].uuid, made.append)
    qtbot.waitUntil(lambda: bool(made))
    _withdraw(session, qtbot, article, None)
    session.show(Ref("briefing", made[0]))
    page = window.pages.current_page()
    assert isinstance(page, BriefingPage)
    qtbot.waitUntil(lambda: len(page.margin.shown()) == 3)
    assert [one.sign for one in page.margin.shown()] == [Sign.SHAKEN, Sign.SHAKEN, Sign.MISSING]
    assert "withdrawn by its publisher" in page.margin.shown()[1].words


def _ways(line: object) -> list[QPushButton]:
    return [made for made in line.findChildren(QPushButton) if made.isVisibleTo(line)]  # type: ignore[attr-defined]
