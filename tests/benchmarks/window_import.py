"""Ten thousand mixed files brought in through the window, while it is watched: from the folder to the last index.

A process of its own opens a case in the real window, off screen, reads a folder of texts, pages, letters, tables,
documents and PDFs, accepts the whole review, and waits until all can be searched. All the while the thread of the
window is asked for a tick every 16 ms and says how long after the last one it came, how much of that it was ready and
waited for a processor, where the system tells, and what it computed. The first is what a person feels, also of other
programs on the machine; without the second it is what is left on one that is free. Memory is private.
"""

import json
import os
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, thread_time
from typing import Any

from tests.benchmarks.material import Article
from tests.benchmarks.measuring import Figure, Goal, Watch, megabytes, private_memory
from tests.benchmarks.workshop import Workshop
from tests.db.importers.office.building import docx, para
from tests.db.importers.pdf.making import Page, pdf

_TICK = 16
_LIMIT = 3_600_000  # milliseconds after which nothing is waited for any longer


def measure(shop: Workshop) -> list[Figure]:
    """One import, in three stretches."""
    folder = shop.folder / "mixed"
    write(shop.articles, folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    said = shop.child("window_import", folder, shop.folder / "through-window.casethread", shop.folder / "settings")
    found = []
    for name, words in (("read", "while files are read"), ("written", "while they are written"), ("all", "in all")):
        one = said[name]
        computed = f"computed {one['computed']:.1f} ms, at most {one['most']:.0f} ms"
        free = f"{one['free']:.1f} ms without waiting for a processor"
        note = f"{free}; {computed}; longest {one['longest']:.0f} ms; {one['seconds']:.0f} s"
        found.append(Figure(f"frame {words}, p95", one["p95"], "ms", None, Goal("<=", 33), note))
    growth = Figure(
        "growth of private memory", megabytes(said["growth"]), "MB", None, Goal("<=", 300), "without workers"
    )
    counts = ", ".join(f"{number} {state}" for state, number in said["states"].items())
    workers = Figure("private memory of the workers", megabytes(said["workers"]), "MB", note="the highest sum")
    return [*found, growth, workers, Figure("files", sum(said["states"].values()), "files", note=counts)]


# --- the files --------------------------------------------------------------------------------------


def write(articles: list[Article], folder: Path) -> None:
    """Each article as a file of some kind."""
    chance = Random(11)
    folder.mkdir()
    kinds: dict[str, tuple[int, Callable[[Article], bytes]]] = {
        "txt": (50, lambda article: article.text.encode()),
        "html": (20, _page),
        "eml": (10, _letter),
        "md": (8, lambda article: f"# {article.title}\n\n{article.body}\n".encode()),
        "docx": (5, lambda article: docx("".join(para(_escaped(line)) for line in _lines(article)))),
        "csv": (
            4,
            lambda article: "".join(f'"{line}";{number}\n' for number, line in enumerate(_lines(article))).encode(),
        ),
        "pdf": (3, lambda article: pdf(Page(tuple(_lines(article)[:40])))),
    }
    for article in articles:
        ending = chance.choices(list(kinds), [share for share, _ in kinds.values()])[0]
        (folder / f"{article.id}.{ending}").write_bytes(kinds[ending][1](article))


def _page(article: Article) -> bytes:
    paragraphs = "".join(f"<p>{_escaped(line)}</p>" for line in _lines(article))
    aside = "<li><a href='/x'>Another article of this paper</a></li>" * 60
    head = f"<title>{_escaped(article.title)}</title>"
    page = f"<nav><ul>{aside}</ul></nav><article><h1>{_escaped(article.title)}</h1>{paragraphs}</article>"
    return f"<!DOCTYPE html><html lang='{article.language}'><head>{head}</head><body>{page}</body></html>".encode()


def _letter(article: Article) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "ana@example.org", "ben@example.org"
    message["Subject"], message["Date"] = article.title, "Tue, 14 Mar 2023 10:00:00 +0000"
    message.set_content(article.body)
    return bytes(message)


def _lines(article: Article) -> list[str]:
    lines = [line.replace('"', "'") for line in article.text.splitlines() if line.strip()]
    return ["".join(letter for letter in line if letter >= " ") for line in lines]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


# --- the window -------------------------------------------------------------------------------------


def through_window(folder: Path, path: Path, settings: Path) -> dict[str, Any]:
    """Bring a folder into a new case by the window, and say what that was like."""
    from PySide6.QtWidgets import QApplication

    from db.case import Case
    from desktop.app import Application
    from desktop.base.settings import Settings
    from desktop.transfer.intake import imports_of
    from desktop.transfer.page import ImportPage
    from desktop.transfer.review_page import ReviewPage

    Case.create(path).close()
    app = QApplication([])
    window = Application(Settings(settings)).open_case(path)
    assert window is not None
    app.processEvents()
    ticks = _Ticks()
    known: list[str] = []
    window.session.told.connect(known.append)
    before = private_memory()
    children = _Children()
    with Watch() as watch:
        imports_of(window.session).start([folder])
        ticks.wait_until(lambda: isinstance(window.pages.current_page(), ReviewPage) or children.look())
        read = ticks.taken()
        review = window.pages.current_page()
        assert isinstance(review, ReviewPage)
        states = {
            state: sum(one.state == state for one in review.review.items.values()) for state in ("ready", "failed")
        }
        review.take.click()
        ticks.wait_until(lambda: isinstance(window.pages.current_page(), ImportPage))
        ticks.wait_until(lambda: any("can be searched" in words for words in known))
        written = ticks.taken()
    growth = watch.highest_own - before
    figures = {"read": _figures(read), "written": _figures(written), "all": _figures([*read, *written])}
    return {**figures, "growth": growth, "workers": children.highest, "states": states}


class _Ticks:
    """A timer in the window's thread: how long after the last each tick came, and what was computed since then."""

    def __init__(self) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._ticks: list[tuple[float, ...]] = []
        self._last = _clocks()
        self._loop = QEventLoop()
        self._wanted: Callable[[], bool] = lambda: False
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Returns when this holds."""
        from PySide6.QtCore import QTimer

        self._wanted = holds
        QTimer.singleShot(_LIMIT, self._loop.quit)
        self._loop.exec()

    def taken(self) -> list[tuple[float, ...]]:
        """The ticks since the last time."""
        found, self._ticks = self._ticks, []
        return found

    def _tick(self) -> None:
        self._ticks.append(tuple(now - last for now, last in zip(_clocks(), self._last, strict=True)))
        if self._wanted():
            self._loop.quit()
        self._last = _clocks()  # what was looked at here is no part of the next frame


def _clocks() -> tuple[float, float, float]:
    """Seconds that passed, that this thread computed, and that it was ready and waited for a processor."""
    stat = Path("/proc/thread-self/schedstat")
    waited = int(stat.read_text(encoding="ascii").split()[1]) / 1e9 if stat.exists() else 0.0
    return perf_counter(), thread_time(), waited


class _Children:
    """The private memory of the processes that this one started, looked at now and then."""

    def __init__(self) -> None:
        self.highest = 0
        self._looks = 0

    def look(self) -> bool:
        """Look, from time to time; never true, so that it can stand beside a condition."""
        self._looks += 1
        if self._looks % 64 == 0:
            tasks = Path("/proc/self/task")
            found = (each / "children" for each in tasks.iterdir()) if tasks.is_dir() else ()
            pids = [int(pid) for each in found if each.is_file() for pid in each.read_text().split()]
            self.highest = max(self.highest, sum(map(private_memory, pids)))
        return False


def _figures(ticks: list[tuple[float, ...]]) -> dict[str, float]:
    passed, computed, waited = ([tick[number] * 1e3 for tick in ticks] for number in range(3))
    free = [whole - wait for whole, wait in zip(passed, waited, strict=True)]
    return {
        "p95": _high(passed),
        "computed": _high(computed),
        "free": _high(free),
        "most": max(computed),
        "longest": max(passed),
        "seconds": sum(passed) / 1e3,
    }


def _high(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    print(json.dumps(through_window(*map(Path, sys.argv[1:]))), flush=True)
    os._exit(0)  # the window is not closed, which would ask
