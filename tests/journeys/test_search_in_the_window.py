"""A search by somebody who looks closely: other names and forms, narrowing down, switching off, more like one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from db.case import Case
from db.refs import Ref, Uuid
from db.sample import build

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.window import Window

pytestmark = pytest.mark.window


def test_a_name_is_found_in_every_script_and_the_results_are_narrowed_down(
    window: "Window", qtbot: "QtBot", picture: Callable[[str], None]
) -> None:
    from desktop.search.bar import SearchBar
    from desktop.search.facet_list import Line
    from desktop.search.results_page import ResultsPage

    def filled(case: Case) -> str:
        return build(case)

    with qtbot.waitSignal(window.session.changed):
        window.session.write(filled)
    bar = window.findChild(SearchBar)
    assert isinstance(bar, SearchBar)
    bar.enter()
    bar.field.setText("luo huai")
    qtbot.waitUntil(bar.dropdown.words.isVisible)
    picture("completing")
    bar.field.completed.emit()
    assert bar.field.text() == "luo huaizhou "
    bar.show_all()
    page = window.pages.current_page()
    assert isinstance(page, ResultsPage)

    def values() -> dict[str, Line]:
        return {row.words: row for row in page.facets.sections.rows if isinstance(row, Line)}

    qtbot.waitUntil(lambda: page.answer is not None and "Chinese" in values())
    picture("results")
    assert page.answer is not None
    passages = [passage.text for group in page.answer.groups for hit in group.hits for passage in hit.passages]
    assert any("骆怀舟" in text for text in passages)
    assert any("Mr Luo" in text for text in passages)
    everything = page.answer.total

    page.facets.opened.emit(values()["Chinese"])
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total < everything)
    assert page.answer.total == 1
    picture("narrowed")

    names = page.answer.understood.terms[0].expansions[0]
    page.head.explanation.linkActivated.emit(names.switched)
    qtbot.waitUntil(page.nothing.isVisible)
    picture("switched-off")

    window.session.show(Ref("search", Uuid("汀澜")))
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.total > 1)
    picture("chinese")
