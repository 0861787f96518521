"""What saved searches contribute to the window: their list, and what can be done with a page of results."""

from PySide6.QtWidgets import QWidget

from db import counting, searches
from db.finding import Asked
from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.dialogs import ask_line
from desktop.base.features import Collection, Feature, Opener
from desktop.base.frame import expanding_of, frame_of
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.places import Listing
from desktop.base.session import Session
from desktop.searches.exporting import ask_where, to_note, to_table
from desktop.searches.panel import SearchesPanel
from desktop.searches.watch import Watch, watch_of


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    Watch(session, window)
    return (
        Action(
            id="searches.save",
            text="Save this search…",
            run=lambda: _save(session, window),
            shortcut="Ctrl+D",
            icon="search",
            menu="Edit",
            keywords="keep bookmark alert new saved search",
            enabled=lambda: bool(_query(window)) and not session.readonly,
        ),
        Action(
            id="searches.table",
            text="Export the results as CSV…",
            run=lambda: _export(session, window),
            icon="export",
            menu="Case",
            keywords="table spreadsheet excel hits",
            enabled=lambda: bool(_query(window)),
        ),
        Action(
            id="searches.note",
            text="Make a note of the results",
            run=lambda: to_note(session, _asked(session, window)),
            icon="note",
            menu="Edit",
            keywords="quote cite hits",
            enabled=lambda: bool(_query(window)) and not session.readonly,
        ),
    )


def _query(window: QWidget) -> str:
    """The query whose results are shown as a page; nothing when something else is."""
    ref = frame_of(window).pages.current()
    return ref.uuid if ref is not None and ref.kind == "search" else ""


def _order(window: QWidget) -> str:
    """In which order the results stand that are shown."""
    page = frame_of(window).pages.current_page()
    return Listing.read(page.position() if page else None).order


def _asked(session: Session, window: QWidget) -> Asked:
    """The search whose results are shown, as they are shown."""
    return Asked(_query(window), _order(window), expanding=expanding_of(session))


def _save(session: Session, window: QWidget) -> None:
    """Ask for a name, and keep the search; one that is kept already is only pointed out."""
    query, order = _query(window), _order(window)
    if (known := searches.of_query(session.case, query)) is not None:
        session.tell(tr("This search is saved already, as “{name}”.").format(name=shown(known.name)))
        return
    words = tr("It stands among the saved searches under this name, and counts what is new in it.")
    name = ask_line(window, tr("Save this search"), words, tr("Save"), query)
    if name:
        session.write(
            lambda case: searches.add(case, name, query, order), lambda made: _on_saved(session, window, made.query)
        )


def _on_saved(session: Session, window: QWidget, query: str) -> None:
    watch_of(window).look(query)
    session.tell(tr("The search is saved."))


def _export(session: Session, window: QWidget) -> None:
    query = _query(window)
    if path := ask_where(window, session, query):
        to_table(session, frame_of(window), _asked(session, window), path)


def _results(session: Session, ref: Ref) -> tuple[Ref, object]:
    """A saved search is shown as the page of its results."""
    kept = searches.of_uuid(session.case, ref.uuid)
    return Ref("search", Uuid(kept.query)), Listing(order=kept.sort).position()


FEATURE = Feature(
    name="searches",
    collections=(
        Collection(
            id="searches",
            title="Saved searches",
            icon="search",
            section="Material",
            order=50,
            count=lambda session: counting.of(session.case, "saved_search"),
            make=SearchesPanel,
        ),
    ),
    openers=(Opener(kind="saved_search", icon="search", instead=_results),),
    actions=_actions,
    help="search",
)
