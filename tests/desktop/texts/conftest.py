"""A source with a text and excerpts, and a correction of it."""

import pytest
from pytestqt.qtbot import QtBot

from db import texts
from db.refs import Ref
from db.texts import Text
from desktop.base.session import Session
from tests.desktop.reader.material import WORDS, add_excerpt, add_source

CORRECTED = WORDS.replace("102", "110").replace("两个", "").replace("海外", "海外的")


@pytest.fixture
def source(session: Session, qtbot: QtBot) -> Ref:
    made = add_source(session, qtbot, issued="2022-12-15")
    add_excerpt(session, qtbot, made, "102 offices")
    return made


@pytest.fixture
def first(session: Session, source: Ref) -> Text:
    """The text that came in first."""
    return current(session, source)


@pytest.fixture
def corrected(session: Session, qtbot: QtBot, source: Ref, first: Text) -> Text:
    """A correction of it, the current text."""
    with qtbot.waitSignal(session.changed):
        session.write(lambda case: texts.correct(case, first, CORRECTED))
    return current(session, source)


def current(session: Session, source: Ref) -> Text:
    """The text that is read now."""
    found = texts.current(session.case, source.uuid)
    assert found
    return found
