"""The pages of the help: which there are, in which order, and the one that tells of what has focus."""

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

import resources
from desktop.base.actions import MENUS, Action, shown
from desktop.base.i18n import tr

START, KEYS = "start", "keys"
_ORDER = (
    START,
    "import",
    "sources",
    "reader",
    "excerpts",
    "notes",
    "entities",
    "search",
    "briefings",
    "history",
    "trash",
)
_LAST = ("preferences", KEYS)


def names() -> list[str]:
    """All pages, in the order in which they are best read."""
    there = resources.help_pages()
    known = [name for name in _ORDER if name in there]
    last = [name for name in _LAST if name in there]
    return [*known, *(name for name in there if name not in (*known, *last)), *last]


def title(name: str) -> str:
    """What a page is called: its first heading."""
    found = re.search(r"^# +(.+)$", resources.help_page(name), re.MULTILINE)
    return found[1].strip() if found else name


def page_for(widget: QWidget | None) -> str:
    """The page that tells of a widget: that of the nearest one around it which names one."""
    there = resources.help_pages()
    while widget is not None:
        name = widget.property("help")
        if name in there:
            return str(name)
        widget = widget.parentWidget()
    return START


def keys(actions: Iterable[Action]) -> str:
    """The sheet of keys as Markdown, made from the actions, by menu."""
    known = list(actions)
    parts = []
    for menu in (*MENUS, ""):
        found = [action for action in known if action.shortcut and action.menu == menu]
        if found:
            lines = [f"| {tr(action.text)} | `{shown(action.shortcut)}` |" for action in found]
            parts.append("\n".join([f"## {tr(menu or 'Elsewhere')}", "", "| | |", "|---|---|", *lines]))
    return "\n\n".join(parts)
