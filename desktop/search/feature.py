"""What search contributes to the window."""

from PySide6.QtWidgets import QWidget

from desktop.base.features import Feature, Opener
from desktop.base.frame import frame_of
from desktop.base.session import Session
from desktop.search.actions import actions
from desktop.search.bar import SearchBar
from desktop.search.preparing import prepare
from desktop.search.results_page import ResultsPage


def _bar(session: Session, window: QWidget) -> QWidget:
    prepare(session, frame_of(window))
    return SearchBar(session, window)


FEATURE = Feature(
    name="search",
    openers=(Opener(kind="search", icon="search", make=ResultsPage),),
    actions=actions,
    bar=_bar,
    help="search",
)
