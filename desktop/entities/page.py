"""The page of one entity: who or what it is, where sources name it, and where it is written about."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from db import dossier, entities, errors
from db.case import Case
from db.derived import Derived
from db.dossier import About, Named
from db.entities import Entity
from db.refs import Ref
from db.spans import Span
from desktop.base.features import Page
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import EmptyPlace, column, untitled
from desktop.base.session import Change, Session
from desktop.entities.sheet import PORTION, Sheet, side
from desktop.entities.title import Title

_AT_ONCE = 400  # mentions, when a page is shown again on which there were more

Told = tuple[Named, list[About], dict[str, list[Entity]]]


class EntityPage(Page):
    """Looks like a printed page; names are changed in place."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.session, self.ref = session, ref
        self.entity: Entity | None = None
        self._scroll: int | None = None
        self._until = 0
        self.head = Title(readonly=session.readonly)
        self.sheet = Sheet()
        self.gone = EmptyPlace(tr("In the trash"), tr("This was put away. Undo, or the trash, brings it back."))
        layout = column(self.head, self.sheet, self.gone)
        layout.setStretchFactor(self.sheet, 1)
        layout.setStretchFactor(self.gone, 1)
        self.setLayout(layout)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self.sheet)
        self._latest, self._latest_more = Latest(session, self), Latest(session, self)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self.head.names.added.connect(self._add_alias)
        self.head.names.removed.connect(self._remove_alias)
        self.head.kind_chosen.connect(self._set_kind)
        self.head.other_asked.connect(self.session.show)
        self.sheet.followed.connect(self._follow)
        self.sheet.more_asked.connect(self._show_more)
        self.session.changed.connect(self._on_changed)

    @override
    def title(self) -> str:
        return (self.entity.name if self.entity else None) or untitled()

    @override
    def go_to(self, place: object) -> None:
        if isinstance(place, int):
            self._scroll = place
            self.sheet.verticalScrollBar().setValue(place)

    @override
    def position(self) -> object:
        return self.sheet.verticalScrollBar().value()

    def reload(self) -> None:
        """Read again what is shown."""
        try:
            self.entity = entities.of_uuid(self.session.case, self.ref.uuid)
        except errors.Unknown:
            self.entity = None
        for widget in (self.head, self.sheet):
            widget.setVisible(self.entity is not None)
        self.gone.setVisible(self.entity is None)
        self.title_changed.emit(self.title())
        if self.entity is not None:
            self.head.show_entity(self.entity)
            self._ask(self.entity)

    def _ask(self, entity: Entity) -> None:
        self._until = max(self._until, self.sheet.shown_mentions)
        if self._scroll is None and self._until:
            self._scroll = self.sheet.verticalScrollBar().value()
        wanted = min(max(PORTION, self._until), _AT_ONCE)
        self._latest_more.forget()
        self._latest.find(lambda case, derived: _told(case, derived, entity, wanted), self._on_told)

    def _on_told(self, told: Told) -> None:
        named, abouts, shared = told
        self.head.show_shared(shared)
        self.sheet.show_all(named, abouts)
        self._go_on(named)

    def _show_more(self, start: int) -> None:
        self._latest_more.find(
            lambda case, derived: dossier.named(case, derived, self.ref.uuid, start, PORTION), self._on_more
        )

    def _on_more(self, named: Named) -> None:
        self.sheet.show_more(named)
        self._go_on(named)

    def _go_on(self, named: Named) -> None:
        """Show as much as was shown before, a portion at a time, and then where one was."""
        if named.following is not None and named.following < self._until:
            self._show_more(named.following)
            return
        self._until = 0
        if self._scroll is not None:
            place, self._scroll = self._scroll, None
            QTimer.singleShot(0, self.sheet, lambda: self.sheet.verticalScrollBar().setValue(place))

    def _follow(self, ref: Ref, place: Span | None) -> None:
        self.session.show(ref, place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_side(side(event.size().width()))

    # --- writing ------------------------------------------------------------------------------------

    def _add_alias(self, name: str) -> None:
        if entity := self.entity:
            self.session.write(lambda case: entities.add_alias(case, entity, name))

    def _remove_alias(self, name: str) -> None:
        if entity := self.entity:
            said = tr("“{name}” was taken away. Undo brings it back.").format(name=name)
            self.session.write(
                lambda case: entities.remove_alias(case, entity, name), lambda _: self.session.tell(said)
            )

    def _set_kind(self, kind: str) -> None:
        if (entity := self.entity) and entity.kind != kind:
            self.session.write(lambda case: entities.set_kind(case, entity, kind))

    # --- keeping up ---------------------------------------------------------------------------------

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.entity is not None and self.sheet.shown_mentions:
            self._ask(self.entity)

    def _on_changed(self, change: Change) -> None:
        if change.touches("entity", "alias", "source", "text", "note", "briefing", "link"):
            self.reload()


def _told(case: Case, derived: Derived, entity: Entity, wanted: int) -> Told:
    return (
        dossier.named(case, derived, entity.uuid, 0, wanted),
        dossier.written_about(case, entity.uuid),
        entities.sharing(case, entity),
    )
