"""When Python's collector of cycles may run: between two events, in the window's thread, and at no other moment.

Left alone it runs wherever Python happens to make an object, also in a clerk's thread or while Qt holds the locks of
its signals, and there it would destroy widgets: a window that stands still for ever, now and then.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_PERIOD = 1000
"""Milliseconds between two looks."""


def collect_between_events(parent: QObject) -> None:
    """From now on, and for as long as `parent` lives, cycles are collected between two events."""
    gc.disable()
    timer = QTimer(parent)
    timer.setInterval(_PERIOD)
    timer.timeout.connect(collect_when_due)
    timer.start()


def collect_when_due() -> None:
    """Collect the oldest generation that is due, and with it the younger ones, by the counts at which Python would."""
    due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
