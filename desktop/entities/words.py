"""What kinds of entities are called, one by one and in the choice of a list."""

from desktop.base.i18n import tr

_KINDS = {
    "person": ("person", "People"),
    "organisation": ("organisation", "Organisations"),
    "place": ("place", "Places"),
    "event": ("event", "Events"),
    "other": ("other", "Others"),
}


def kind(id_: str) -> str:
    """One of a kind, as a chip says it."""
    return tr(_KINDS[id_][0]) if id_ in _KINDS else id_


def several(id_: str) -> str:
    """All of a kind, as a choice says it."""
    return tr(_KINDS[id_][1]) if id_ in _KINDS else id_


def joined(names: tuple[str, ...]) -> str:
    """Names side by side, each in the direction of its own script."""
    return "  ·  ".join(f"\u2068{name}\u2069" for name in names)
