"""What a bibliography says besides: readable, in an order that people expect, and nothing of it lost."""

import json

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.describing.extra import ExtraRows, known

pytestmark = pytest.mark.window

ITEM = {
    "id": "kosta2021",
    "type": "article-journal",
    "title": "On ferries",
    "DOI": "10.1000/182",
    "volume": 12,
    "issue": "3",
    "page": "101-119",
    "ISBN": ["978-3-16-148410-0", "0-306-40615-2"],
    "editor": [{"family": "Varga", "given": "Ilse"}, {"literal": "Farwater Watch"}],
    "original-date": {"date-parts": [[2019, 3]]},
    "custom": {"timescited": "4", "cited-by": ["0" * 32]},
}


def test_fields_have_names_and_stand_in_order() -> None:
    assert known(json.dumps(ITEM)) == [
        ("Volume", "12"),
        ("Issue", "3"),
        ("Pages", "101-119"),
        ("DOI", "10.1000/182"),
        ("ISBN", "978-3-16-148410-0; 0-306-40615-2"),
        ("Edited by", "Ilse Varga; Farwater Watch"),
        ("First appeared", "2019-03"),
        ("timescited", "4"),
    ]


@pytest.mark.parametrize("extra", [None, "", "no json", "[]", "{}", '{"volume": null, "page": ""}', '{"custom": 3}'])
def test_nothing_is_made_of_nothing(extra: str | None) -> None:
    assert known(extra) == []


def test_rows_are_shown_only_when_there_are_any(qtbot: QtBot) -> None:
    rows = ExtraRows()
    qtbot.addWidget(rows)
    rows.show_extra(json.dumps(ITEM))
    assert not rows.isHidden()
    shown = [made.text() for made in rows.findChildren(QLabel) if made.isVisibleTo(rows)]
    assert "101-119" in shown
    rows.show_extra(None)
    assert rows.isHidden()
    assert [made for made in rows.findChildren(QLabel) if made.text() == "101-119" and made.isVisibleTo(rows)] == []
