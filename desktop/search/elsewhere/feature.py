"""What searching in other cases contributes to the window."""

from PySide6.QtWidgets import QWidget

from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.features import Feature, Opener
from desktop.base.session import Session
from desktop.search.bar import SearchBar
from desktop.search.elsewhere.page import ElsewherePage

PAGE = Ref("elsewhere", Uuid("page"))


def _actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    def show() -> None:
        bar = window.findChild(SearchBar)
        session.show(PAGE, bar.field.text().strip() if isinstance(bar, SearchBar) else "")

    return (
        Action(
            id="search.elsewhere",
            text="Search in other cases",
            run=show,
            shortcut="Ctrl+Alt+F",
            icon="search",
            menu="Go",
            keywords="all cases across several files",
        ),
    )


FEATURE = Feature(
    name="elsewhere",
    openers=(Opener(kind="elsewhere", icon="search", make=ElsewherePage),),
    actions=_actions,
    help="search",
)
