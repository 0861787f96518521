"""What a feature contributes to the window, as data. The window is assembled from these and knows no feature."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.refs import Ref
from desktop.base.actions import Action
from desktop.base.session import Session


class Page(QWidget):
    """A tab in the middle of the window; one for one object, or for one task.

    `lasting` pages are open again next time. Those that want room (`spacious`) have the list folded away beside them.
    """

    title_changed = Signal(str)
    room_wanted = Signal()
    lasting = True

    @property
    def spacious(self) -> bool:
        """Whether the page needs more than a column; `room_wanted` says that this may have changed."""
        return False

    def title(self) -> str:
        """What the tab says."""
        return ""

    def go_to(self, place: object) -> None:
        """Show a place in the object."""

    def becomes(self, ref: Ref) -> bool:
        """Show another object in place of this one, if the page can; whether it does."""
        return False

    def leave(self) -> None:
        """Seal what is being edited: the page is left, hidden or closed."""

    def dismissed(self) -> None:
        """The person closed its tab; what it held can be let go of, or kept and told of."""

    @property
    def at_risk(self) -> bool:
        """Whether something typed would be lost if the page were gone now: it could not be written."""
        return False

    def position(self) -> object:
        """Where the person is, as something JSON can hold; `go_to` takes it back."""
        return None


class Panel(QWidget):
    """A tab of the inspector at the right; it follows what is shown in the middle."""

    def follow(self, ref: Ref | None) -> None:
        """Show what there is to say of an object, or that nothing is open."""

    def point_out(self, ref: Ref, place: object) -> None:
        """Bring out one object among those shown; `place` is what was asked for in it, such as a field."""

    def leave(self) -> None:
        """Seal what is being edited in it: the window is about to close."""

    @property
    def at_risk(self) -> bool:
        """Whether something typed would be lost if the panel were gone now: it could not be written."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """An entry at the left, with the list it opens; `count` is asked after each change."""

    id: str
    title: str
    icon: str
    section: str
    order: int
    count: Callable[[Session], int]
    make: Callable[[Session], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """How an object of a kind is shown as a page.

    What has no page of its own has `instead`, which says where it is shown: in which object, at which place
    (it may raise what `db` raises for what is no more). `inspection` then names the panel that points it out.
    """

    kind: str
    icon: str = ""
    make: Callable[[Session, Ref], Page | None] = lambda session, ref: None
    instead: Callable[[Session, Ref], tuple[Ref, object]] | None = None
    inspection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """A tab of the inspector; `kinds` of objects it has something to say of."""

    id: str
    title: str
    order: int
    kinds: tuple[str, ...]
    make: Callable[[Session], Panel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """All that one feature brings; `actions` is called with the session when a case opens."""

    name: str
    collections: tuple[Collection, ...] = ()
    openers: tuple[Opener, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    actions: Callable[[Session, QWidget], tuple[Action, ...]] = field(default=lambda session, window: ())
    bar: Callable[[Session, QWidget], QWidget] | None = None
    help: str = ""
