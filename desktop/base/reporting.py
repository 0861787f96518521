"""Failures: what can be expected becomes a sentence, a mistake of the program a report without words of the case."""

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from db.errors import Expected
from desktop.base.sentences import sentence


class Reporter(QObject):
    """Receives every failure; the window shows what it says."""

    expected = Signal(str, object)
    mistaken = Signal(str)

    def take(self, error: BaseException) -> None:
        """Sort a failure: a sentence for what can be expected, a report for a mistake."""
        if isinstance(error, Expected):
            self.expected.emit(sentence(error), error)
        else:
            self.mistaken.emit(report(error))

    def install(self) -> None:
        """Receive what nobody else caught, too."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.take(error)


def report(error: BaseException) -> str:
    """What happened and where in the program: types and places only, since messages can hold words of a case."""
    from importlib.metadata import version

    lines = [
        f"Casethread {version('casethread')}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        "",
    ]
    while error is not None:
        lines.append(type(error).__qualname__)
        frames = traceback.extract_tb(error.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = error.__cause__ or error.__context__
        if cause is None:
            break
        lines.append("caused by")
        error = cause
    return "\n".join(lines)


def _short(path: str) -> str:
    """The part of a path that belongs to the program: a user's folders stay private."""
    parts = path.replace("\\", "/").split("/")
    for name in ("desktop", "db", "resources", "site-packages"):
        if name in parts:
            return "/".join(parts[parts.index(name) :])
    return parts[-1]
