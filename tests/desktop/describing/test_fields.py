"""How a document is described: spans of time, kinds, what is often said."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db import errors
from db.importers.bibliography import types
from desktop.base.dates import shown
from desktop.describing.document_types import TYPES, type_words
from desktop.describing.field_row import FieldRow
from desktop.describing.fields import OBTAINED, PUBLISHED, Field

pytestmark = pytest.mark.window


def _field(name: str) -> Field:
    return next(one for one in (*PUBLISHED, *OBTAINED) if one.name == name)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2020-03/2020-05", "2020-03/2020-05"),
        ("2020-03 – 2020-05", "2020-03/2020-05"),
        ("March 2020 - May 2020", "2020-03/2020-05"),
        ("between 2019 and 2021", "2019/2021"),
        ("from 3 March 2020 to 2020-05", "2020-03-03/2020-05"),
        ("2019–2021", "2019/2021"),
        ("before 2021", "../2020-12-31"),
        ("after March 2020", "2020-04-01/.."),
        ("since 2019", "2019/.."),
        ("until 2021-06-30", "../2021-06-30"),
        ("15 December 2022", "2022-12-15"),
    ],
)
def test_a_span_of_time_is_read_as_people_write_it(typed: str, edtf: str) -> None:
    assert _field("issued").read(typed) == edtf


@pytest.mark.parametrize("typed", ["before the war", "2021 – 2019", "between two", "soon"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(errors.Invalid):
        _field("issued").read(typed)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-03-03/2020-05", "3 Mar 2020 – May 2020"),
        ("../2020-12-31", "until 31 Dec 2020"),
        ("2019/..", "from 2019"),
        ("2022-12-05/2022-12-20", "5 Dec 2022 – 20 Dec 2022"),
    ],
)
def test_a_span_is_shown_by_its_ends(edtf: str, words: str) -> None:
    assert shown(edtf) == words


def test_why_is_asked_only_of_a_span() -> None:
    asked = _field("issued_because").when
    assert asked({"issued": "2019/2021"})
    assert asked({"issued": None, "issued_because": "the minister is named"})
    assert not asked({"issued": "2022-12-15"})
    assert not asked({})


def test_every_type_of_csl_can_be_chosen_in_plain_words() -> None:
    assert set(TYPES) == types.CSL
    assert len(set(TYPES.values())) == len(TYPES)
    assert type_words("something-new") == "something-new"


def test_what_is_often_said_of_conditions_is_offered_and_can_be_completed(qtbot: QtBot) -> None:
    row = FieldRow(_field("conditions"))
    qtbot.addWidget(row)
    row.show_value("by post", readonly=False)
    said: list[object] = []
    row.revised.connect(lambda name, value: said.append(value))
    offers = {action.text(): action for action in row.offers.menu().actions()}
    offers["off the record"].trigger()
    assert said == ["by post; off the record"]
    offers["embargo until…"].trigger()
    editor = row.findChild(QPlainTextEdit)
    assert editor is not None
    assert editor.toPlainText() == "by post; off the record; embargo until "
    assert len(said) == 1, "there is a day to be said first"


def test_other_fields_offer_nothing(qtbot: QtBot) -> None:
    row = FieldRow(_field("title"))
    qtbot.addWidget(row)
    row.show()
    assert not row.offers.isVisible()
