"""The window with everything in it: only here the features are listed.

It is a module of its own because it takes a while to load, which the first page does not wait for.
"""

from pathlib import Path

from desktop.base.features import Feature
from desktop.base.reporting import Reporter
from desktop.base.session import Session
from desktop.base.settings import AUTHOR, Settings
from desktop.briefings.feature import FEATURE as BRIEFINGS
from desktop.entities.feature import FEATURE as ENTITIES
from desktop.excerpts.feature import FEATURE as EXCERPTS
from desktop.help.feature import FEATURE as HELP
from desktop.history.feature import FEATURE as HISTORY
from desktop.notes.feature import FEATURE as NOTES
from desktop.preferences.feature import FEATURE as PREFERENCES
from desktop.reader.feature import FEATURE as READER
from desktop.search.elsewhere.feature import FEATURE as ELSEWHERE
from desktop.search.feature import FEATURE as SEARCH
from desktop.searches.feature import FEATURE as SEARCHES
from desktop.sources.feature import FEATURE as SOURCES
from desktop.texts.feature import FEATURE as TEXTS
from desktop.transfer.feature import FEATURE as TRANSFER
from desktop.trash.feature import FEATURE as TRASH
from desktop.wanted.feature import FEATURE as WANTED
from desktop.welcome.feature import FEATURE as WELCOME
from desktop.window import Window
from desktop.writing.feature import FEATURE as WRITING

FEATURES: tuple[Feature, ...] = (
    ENTITIES,
    SEARCH,
    SEARCHES,
    ELSEWHERE,
    SOURCES,
    READER,
    TEXTS,
    EXCERPTS,
    TRASH,
    WELCOME,
    TRANSFER,
    HISTORY,
    HELP,
    PREFERENCES,
    NOTES,
    BRIEFINGS,
    WRITING,
    WANTED,
)


def open_session(path: Path, passphrase: str | None, settings: Settings, *, readonly: bool) -> Session:
    """Open a case for a window; raises what `Case.open` raises."""
    return Session(path, passphrase, readonly=readonly, author=settings.get(AUTHOR))


def make_window(session: Session, settings: Settings, reporter: Reporter) -> Window:
    """The window of an open case."""
    return Window(session, FEATURES, settings, reporter)
