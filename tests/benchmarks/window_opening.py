"""From nothing to a window: a case of ten thousand sources to a list that can be used, and the memory that it takes.

Each start is a whole process, off screen. The peer of the first window is a window of Qt with nothing in it. The
process says how much it computed until its first picture was painted, and its private memory then.
"""

import json
import os
import sys
from functools import partial
from statistics import median

from tests.benchmarks.measuring import Figure, Goal, megabytes
from tests.benchmarks.workshop import Workshop

_ROUNDS = 11
_REST = """
import json, os, time
def told(window):
    from PySide6.QtCore import QCoreApplication
    QCoreApplication.processEvents()
    window.grab()
    used = time.process_time()
    lines = open("/proc/self/status").read().splitlines() if os.path.exists("/proc/self/status") else []
    private = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:")), 0)
    print(json.dumps({"cpu": used, "private": private}), flush=True)
    os._exit(0)
"""
_BARE = f"""
from PySide6.QtWidgets import QApplication, QMainWindow
{_REST}
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
told(window)
"""
_WELCOME = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
{_REST}
from desktop.app import Application
from desktop.base.settings import Settings
app = QApplication([])
told(Application(Settings(Path(sys.argv[1]))).show_welcome())
"""
_CASE = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
{_REST}
from desktop.app import Application
from desktop.base.settings import Settings
app = QApplication([])
told(Application(Settings(Path(sys.argv[1]))).open_case(Path(sys.argv[2])))
"""


def measure(shop: Workshop) -> list[Figure]:
    """Whole processes in turn, each until its window is painted for the first time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings, path = str(shop.folder / "settings"), str(shop.filled().path)
    programs = {"bare": (_BARE,), "welcome": (_WELCOME, settings), "case": (_CASE, settings, path)}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    run = {name: partial(shop.run, (sys.executable, "-c", *program)) for name, program in programs.items()}
    for number in range(_ROUNDS + 1):
        for name in programs:
            said = json.loads(run[name]().stdout)
            if number:  # the first one fills the system's caches
                found[name].append(said)
    cpu = {name: median(one["cpu"] for one in each) * 1e3 for name, each in found.items()}
    private = megabytes(median(one["private"] for one in found["case"]))
    size = f"{shop.size:,} sources"
    return [
        Figure("an empty window of Qt, painted", cpu["bare"], "ms"),
        Figure("the welcome page, painted", cpu["welcome"], "ms", cpu["bare"], Goal("<=", 3, "ratio")),
        Figure(f"a case of {size}, its list painted", cpu["case"], "ms", cpu["bare"], Goal("<=", 1000)),
        Figure("private memory then", private, "MB", None, Goal("<=", 300)),
    ]
