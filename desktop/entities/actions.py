"""What can be done to people and places."""

from PySide6.QtWidgets import QWidget

from db import entities
from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.frame import frame_of
from desktop.base.i18n import tr
from desktop.base.session import Session
from desktop.entities.dialogs import ask_name, ask_new
from desktop.entities.page import EntityPage
from desktop.entities.panel import EntitiesPanel


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of people and places in one window."""
    return (
        Action(
            id="entity.new",
            text="New person, organisation, place or event",
            run=lambda: _add(session, window),
            shortcut="Ctrl+Shift+E",
            icon="entity",
            menu="Edit",
            keywords="entity add people",
            enabled=lambda: not session.readonly,
        ),
        Action(
            id="entity.rename",
            text="Rename this person or place",
            run=lambda: _rename(session, window),
            shortcut="F2",
            menu="Edit",
            keywords="entity name",
            enabled=lambda: not session.readonly and (_in_list(window) or _page(window) is not None),
        ),
        Action(
            id="entity.alias",
            text="Add another name to this person or place",
            run=lambda: _alias(window),
            keywords="alias spelling script",
            enabled=lambda: not session.readonly and _page(window) is not None,
        ),
        Action(
            id="entity.remove",
            text="Put this person or place into the trash",
            run=lambda: _remove(session, window),
            icon="trash",
            keywords="delete",
            enabled=lambda: not session.readonly and _page(window) is not None,
        ),
    )


def _page(window: QWidget) -> EntityPage | None:
    page = frame_of(window).pages.current_page()
    return page if isinstance(page, EntityPage) and page.entity is not None else None


def _in_list(window: QWidget) -> bool:
    panel = window.findChild(EntitiesPanel)
    return panel is not None and panel.list.hasFocus()


def _current(window: QWidget) -> Uuid | None:
    """The entity that is meant: the one chosen in the list when that has the focus, else the one that is open."""
    panel = window.findChild(EntitiesPanel)
    if panel is not None and panel.list.hasFocus():
        chosen = panel.list.current()
        return Uuid(chosen) if chosen else None
    page = _page(window)
    return page.ref.uuid if page else None


def _add(session: Session, window: QWidget) -> None:
    wanted = ask_new(window, session.case)
    if wanted:
        session.write(
            lambda case: entities.add(case, wanted.name, wanted.kind),
            lambda made: session.show(Ref("entity", made.uuid)),
        )


def _rename(session: Session, window: QWidget) -> None:
    uuid = _current(window)
    if uuid is None:
        return
    entity = entities.of_uuid(session.case, uuid)
    before = entity.name or ""
    name = ask_name(window, before)
    if name and name != before:
        said = tr("“{name}” stays as another name.").format(name=before)
        session.write(lambda case: entities.rename(case, entity, name), lambda _: session.tell(said if before else ""))


def _alias(window: QWidget) -> None:
    page = _page(window)
    if page:
        page.head.names.begin()


def _remove(session: Session, window: QWidget) -> None:
    page = _page(window)
    if page and (entity := page.entity):
        said = tr("“{name}” is in the trash now; undo brings it back.").format(name=entity.name or "")
        session.write(lambda case: entities.remove(case, entity), lambda _: session.tell(said))
