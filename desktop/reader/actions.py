"""What can be done on the page of a source."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.base.actions import Action
from desktop.base.frame import frame_of
from desktop.base.session import Session
from desktop.reader.page import SourcePage

_Deed = Callable[[SourcePage], object]


_DEEDS: tuple[tuple[str, str, _Deed, str, str, str], ...] = (
    ("reader.copy", "Copy the selected words", lambda on: on.view.copy(), "", "", "verbatim"),
    (
        "reader.cite",
        "Copy as quotation with citation",
        lambda on: on.cite(),
        "Ctrl+Shift+C",
        "Edit",
        "quote key reference",
    ),
    (
        "excerpt.make",
        "Make an excerpt of the selection",
        lambda on: on.make_excerpt(),
        "Ctrl+H",
        "Edit",
        "highlight mark",
    ),
    ("excerpt.next", "Next excerpt", lambda on: on.jump(1), "Alt+Down", "Go", ""),
    ("excerpt.previous", "Previous excerpt", lambda on: on.jump(-1), "Alt+Up", "Go", ""),
    ("reader.find", "Find in this text", lambda on: on.finder.open(), "Ctrl+F", "Edit", "search"),
    ("reader.find-next", "Next hit in this text", lambda on: on.finder.step(1), "F3", "Go", ""),
    ("reader.find-previous", "Hit before in this text", lambda on: on.finder.step(-1), "Shift+F3", "Go", ""),
    (
        "reader.names",
        "Show or hide known names",
        lambda on: on.show_names(shown=not on.names_shown),
        "Ctrl+M",
        "View",
        "mentions people entities",
    ),
    (
        "reader.original",
        "Show or hide the original beside the text",
        lambda on: on.siding.flip(),
        "F8",
        "View",
        "PDF page picture facsimile scan",
    ),
)
"""Id, text, what to do, keys, menu, and other words for it."""


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of the reader in one window."""

    def page() -> SourcePage | None:
        found = frame_of(window).pages.current_page()
        return found if isinstance(found, SourcePage) else None

    def on_page(deed: _Deed) -> Callable[[], None]:
        def run() -> None:
            if found := page():
                deed(found)

        return run

    def act(id_: str, text: str, deed: _Deed, shortcut: str, menu: str, keywords: str = "") -> Action:
        return Action(
            id=id_,
            text=text,
            run=on_page(deed),
            shortcut=shortcut,
            menu=menu,
            keywords=keywords,
            enabled=lambda: page() is not None,
        )

    return tuple(act(*deed) for deed in _DEEDS)
