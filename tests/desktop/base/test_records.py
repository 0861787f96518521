"""The list model: any number of records, a page at a time, and nothing jumps."""

import pytest
from PySide6.QtWidgets import QStyledItemDelegate
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.base.record_list import RecordList
from desktop.base.records import RECORD, Records

pytestmark = pytest.mark.window


class Shelf:
    """A hundred thousand records, of which it is noted which were read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def load(self, ids: object) -> dict[str, str]:
        self.read.append(len(list(ids)))  # type: ignore[call-overload]
        return {id_: f"record {id_}" for id_ in ids}  # type: ignore[attr-defined]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def records(qapp: object, shelf: Shelf) -> Records[str]:
    return Records(shelf.load, str)


def test_qt_finds_no_fault_with_the_model(records: Records[str], qtmodeltester: ModelTester) -> None:
    records.show([str(number) for number in range(450)])
    qtmodeltester.check(records)
    records.show([str(number) for number in reversed(range(450))])
    records.show(["1", "2"])


def test_only_the_pages_that_are_looked_at_are_read(records: Records[str], shelf: Shelf) -> None:
    records.show([str(number) for number in range(100_000)])
    assert shelf.read == []
    assert records.index(99_999).data(RECORD) == "record 99999"
    assert records.index(99_998).data() == "record 99998"
    assert shelf.read == [200]


def test_selection_and_cursor_stay_with_their_records(records: Records[str], qtbot: QtBot) -> None:
    view = RecordList(records, QStyledItemDelegate(), "Things", kind="note")
    qtbot.addWidget(view)
    view.show_ids(["a", "b", "c", "d"])
    view.go_to("c")
    view.show_ids(["d", "x", "c", "a"])
    assert view.selected() == ["c"]
    assert view.current() == "c"
    view.show_ids(["a", "x"])
    assert view.selected() == []


def test_a_record_that_is_gone_shows_as_nothing(records: Records[str]) -> None:
    records._load = lambda ids: {}
    records.show(["gone"])
    assert records.index(0).data(RECORD) is None
    assert records.index(0).data() == ""


def test_enter_opens_what_has_the_cursor(records: Records[str], qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    view = RecordList(records, QStyledItemDelegate(), "Things")
    qtbot.addWidget(view)
    view.show_ids(["a", "b"])
    view.go_to("b")
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["b"]
