"""The page of one entity."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db import entities, sources, texts
from db.case import Case
from db.refs import Ref
from db.spans import Span
from desktop.base.session import Session
from desktop.entities import paper
from desktop.entities.page import EntityPage

pytestmark = pytest.mark.window


def _page(session: Session, qtbot: QtBot, name: str = "Zhang Wei") -> EntityPage:
    page = EntityPage(session, Ref("entity", entities.get(session.case, name).uuid))
    qtbot.addWidget(page)
    page.resize(760, 800)
    page.show()
    _settled(page, qtbot)
    return page


def _settled(page: EntityPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._latest.waiting and not page._latest_more.waiting)


def _links(page: EntityPage) -> list[str]:
    """Where the page leads, in its order, each once."""
    found, block = [], page.sheet.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            found.append(pieces.fragment().charFormat().anchorHref())
            pieces += 1
        block = block.next()
    return list(dict.fromkeys(link for link in found if link))


def test_it_says_who_it_is_by_all_names(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    assert page.title() == page.head.name.text() == "Zhang Wei"
    assert page.head.kind.text() == "person"
    assert [chip.name for chip in page.head.names.chips] == ["张伟"]


def test_mentions_come_in_order_of_date_under_their_sources(filled: Session, qtbot: QtBot) -> None:
    words = _page(filled, qtbot).sheet.toPlainText()
    assert "4 MENTIONS IN 2 SOURCES" in words
    assert words.index("Earlier") < words.index("met Zhang Wei’s brother") < words.index("Later")
    assert words.index("Later") < words.index("Zhang Wei signed it.") < words.index("WRITTEN ABOUT")
    assert "It rained in Milan" not in words


def test_notes_that_link_here_are_told_with_their_sentence(filled: Session, qtbot: QtBot) -> None:
    words = _page(filled, qtbot).sheet.toPlainText()
    assert "Who signed?\nnote\nThe clerk is Mr Zhang." in words


def test_a_mention_leads_to_the_source_at_its_place(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    source = sources.get(filled.case, "Later")
    (link,) = (link for link in _links(page) if link.startswith(f"place:source/{source.uuid}"))
    with qtbot.waitSignal(filled.asked_to_show) as asked:
        page.sheet.link_followed.emit(link)
    ref, place = asked.args
    text = texts.current(filled.case, source.uuid)
    assert text is not None
    assert (ref, place.of(texts.content(filled.case, text))) == (Ref("source", source.uuid), "Zhang Wei")


def test_a_name_added_in_place_finds_more_and_undo_takes_it_back(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.head.names.begin()
    qtbot.keyClicks(page.head.names.field, "Cheung Wai")
    qtbot.keyClick(page.head.names.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Cheung Wai stayed." in page.sheet.toPlainText())
    assert [chip.name for chip in page.head.names.chips] == ["Cheung Wai", "张伟"]
    assert page.head.names.field.hasFocus(), "one more can be typed at once"
    filled.write(lambda case: case.undo())
    qtbot.waitUntil(lambda: "Cheung Wai" not in page.sheet.toPlainText())
    assert [chip.name for chip in page.head.names.chips] == ["张伟"]


def test_a_name_taken_away_takes_its_mentions_away(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    page.head.names.chips[0].away.click()
    qtbot.waitUntil(lambda: "张伟来了" not in page.sheet.toPlainText())
    assert "3 MENTIONS" in page.sheet.toPlainText()


def test_escape_leaves_the_field_for_a_name(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    page.head.names.begin()
    qtbot.keyClicks(page.head.names.field, "Cheu")
    qtbot.keyClick(page.head.names.field, Qt.Key.Key_Escape)
    assert not page.head.names.field.isVisible()
    assert page.head.names.add.isVisible()


def test_a_name_that_others_go_by_is_a_warning_that_leads_to_them(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    assert not page.head.shared.isVisible()
    with qtbot.waitSignal(filled.changed):
        filled.write(lambda case: entities.add(case, "Zhang WEI", "organisation", ["Zhang Wei Ltd"]))
    qtbot.waitUntil(page.head.shared.isVisible)
    assert "“Zhang Wei” is also a name of Zhang WEI / Zhang Wei Ltd (organisation)" in page.head.shared.text()
    other = entities.get(filled.case, "Zhang Wei Ltd")
    with qtbot.waitSignal(filled.asked_to_show) as asked:
        page.head.findChildren(QPushButton, "quiet")[-1].click()
    assert asked.args[0] == Ref("entity", other.uuid)


def test_what_it_is_can_be_said(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    (place,) = (action for action in page.head.kind.menu().actions() if action.text() == "place")
    place.trigger()
    qtbot.waitUntil(lambda: page.head.kind.text() == "place")


def test_in_the_trash_it_says_so_and_undo_brings_it_back(filled: Session, qtbot: QtBot) -> None:
    page = _page(filled, qtbot)
    entity = page.entity
    assert entity is not None
    filled.write(lambda case: entities.remove(case, entity))
    qtbot.waitUntil(page.gone.isVisible)
    filled.write(lambda case: case.undo())
    qtbot.waitUntil(lambda: page.sheet.isVisible() and not page._latest.waiting)


def test_a_case_for_reading_offers_no_changes(filled: Session, qtbot: QtBot) -> None:
    reading = Session(filled.path, readonly=True)
    page = _page(reading, qtbot)
    assert not page.head.names.add.isVisible()
    assert not page.head.names.chips[0].away.isVisible()
    assert not page.head.kind.isEnabled()
    page.head.names.begin()
    assert not page.head.names.field.isVisible()
    assert "4 MENTIONS" in page.sheet.toPlainText()
    reading.close()


def _name_often(case: Case) -> None:
    (identity,) = case.store([b"often"])
    source = sources.add(case, identity, {"title": "Often", "issued": "2001"})
    texts.add(case, source.uuid, "\n\n".join(f"Milan has {number} ferries." for number in range(250)))


def test_many_mentions_come_in_portions_and_none_is_missed(filled: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(filled.changed):
        filled.write(_name_often)
    page = _page(filled, qtbot, "Milan")
    seen = []
    while more := [link for link in _links(page) if link.startswith("more:")]:
        seen.append(len([link for link in _links(page) if link.startswith("place:source")]))
        page.sheet.link_followed.emit(more[0])
        _settled(page, qtbot)
    assert seen == [100, 200]
    words = page.sheet.toPlainText()
    assert [f"Milan has {number} ferries." in words for number in range(250)] == [True] * 250
    assert words.count("\nOften\n") == 1, "the source is named once, though it goes on"
    assert words.index("Milan has 249") < words.index("It rained in Milan.") < words.index("WRITTEN ABOUT")


def test_what_was_shown_is_shown_again_after_a_change(filled: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(filled.changed):
        filled.write(_name_often)
    page = _page(filled, qtbot, "Milan")
    page.sheet.link_followed.emit("more:100")
    _settled(page, qtbot)
    filled.write(lambda case: entities.add_alias(case, entities.get(case, "Milan"), "Mailand"))
    qtbot.waitUntil(lambda: len(page.head.names.chips) == 2)
    _settled(page, qtbot)
    assert "Milan has 150 ferries." in page.sheet.toPlainText()


def test_words_of_a_case_are_never_markup(case_path: Path, qapp: object, qtbot: QtBot) -> None:
    title = '<img src="file:///etc/passwd"> & <b>bold</b>'
    with Case.open(case_path) as case:
        (identity,) = case.store([b"x"])
        source = sources.add(case, identity, {"title": title})
        texts.add(case, source.uuid, "<script>Zhang \u202eWei</script> <i>Zhang Wei</i> said.")
        entities.add(case, "Zhang Wei")
    session = Session(case_path)
    words = _page(session, qtbot).sheet.toPlainText()
    assert title in words
    assert "<i>Zhang Wei</i> said." in words
    assert "\u202e" not in words
    session.close()


def test_links_that_are_none_lead_nowhere() -> None:
    assert paper.target("https://example.org/") is None
    assert paper.target("place:source/1") is None
    assert paper.target("place:source/ab/3/5") == (Ref("source", "ab"), Span(3, 5))  # type: ignore[arg-type]
