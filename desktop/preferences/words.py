"""The values of settings, in words."""

from desktop.base.i18n import tr

_VALUES = {"system": "As the system has it", "light": "Light", "dark": "Dark"}


def value(found: bool | int | str) -> str:
    """A choice as it is offered."""
    return tr(_VALUES.get(str(found), str(found)))
