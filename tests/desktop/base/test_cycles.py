"""Cycles are collected in the window's thread, and nowhere else."""

import gc
import weakref
from threading import Thread

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.base.cycles import collect_between_events


class Looped(QObject):
    """An object that holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def busy() -> None:
    """Make as much as makes Python collect, were it allowed to."""
    for _ in range(5_000):
        kept: list[object] = []
        kept.append(kept)


def test_an_object_in_a_cycle_goes_between_two_events(qtbot: QtBot) -> None:
    parent = QObject()
    collect_between_events(parent)
    there = weakref.ref(Looped())
    thread = Thread(target=busy)
    thread.start()
    thread.join()
    assert there() is not None
    qtbot.waitUntil(lambda: there() is None)
    assert not gc.isenabled()
