"""A case in which three articles name a few people, two of them by one name."""

import pytest
from pytestqt.qtbot import QtBot

from db import entities, notes, sources, texts
from db.case import Case
from desktop.base.session import Session

ARTICLES = (
    ("Later", "2022-12-15", "Nobody knows. Zhang Wei signed it. It rained in Milan."),
    ("Earlier", "2019-03", "Zhang Wei met Zhang Wei’s brother. 张伟来了。"),
    ("Undated", None, "Cheung Wai stayed."),
)


def fill(case: Case) -> None:
    for title, issued, words in ARTICLES:
        (identity,) = case.store([title.encode()])
        source = sources.add(case, identity, {"title": title, "issued": issued, "publisher": "The Meridian"})
        texts.add(case, source.uuid, words)
    entities.add(case, "Zhang Wei", "person", ["张伟"])
    entities.add(case, "Milan", "place", ["Milano"])
    key = sources.get(case, "Later").key
    notes.write(case, "Who signed?", f"It rained. The clerk is [[张伟|Mr Zhang]] [@{key}]. It stopped.")


@pytest.fixture
def filled(session: Session, qtbot: QtBot) -> Session:
    """The session with that material in its case."""
    with qtbot.waitSignal(session.changed):
        session.write(fill)
    return session
