"""Taste: each setting declared once, with type and default; the preferences follow from the declarations.

Settings lie in an INI file of the user's, or in a folder that is named, and hold nothing of any case but
the places of recent ones.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import platformdirs
from PySide6.QtCore import QSettings

from db.search.understanding import Expanding

V = TypeVar("V", bool, int, str)


@dataclass(frozen=True, slots=True)
class Setting(Generic[V]):
    """One choice: `title` and `help` are shown in the preferences, `choices` when only some values are allowed."""

    key: str
    default: V
    title: str = ""
    help: str = ""
    choices: tuple[V, ...] = ()


THEME = Setting(
    "look/theme", "system", "Appearance", "Light, dark, or as the system has it.", ("system", "light", "dark")
)
READING_SIZE = Setting("look/reading-size", 16, "Size of texts", "In pixels.", (14, 15, 16, 17, 18, 20, 22))
MEASURE = Setting("look/measure", 68, "Width of the reading column", "In characters.", (60, 64, 68, 72, 76))
AUTHOR = Setting("people/author", "", "Your name", "Signs what you write in a case. Empty: unsigned.")
FORMS = Setting("search/forms", True, "Search finds other forms", "Offices as well, for office. Quoted words never.")
NAMES = Setting("search/names", True, "Search finds other names", "All names of somebody, in every script.")
FOLDING = Setting("search/folding", True, "Search passes over accents", "Off: città is not citta, 漢 is not 汉.")
DECLARED: tuple[Setting[Any], ...] = (THEME, READING_SIZE, MEASURE, AUTHOR, FORMS, NAMES, FOLDING)


def expanding(settings: "Settings") -> Expanding:
    """What is done with the words of a search for good."""
    return Expanding(settings.get(FORMS), settings.get(NAMES), settings.get(FOLDING))


@dataclass(frozen=True, slots=True)
class Recent:
    """A case that was opened: where it was, and when, in UTC."""

    path: Path
    at: str


_RECENT = "cases/recent"
_MOST_RECENT = 12


class Settings:
    """The settings in use; `folder` is the user's unless given."""

    def __init__(self, folder: Path | None = None) -> None:
        place = folder or Path(platformdirs.user_config_dir("casethread", appauthor=False))
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = place
        self._file = QSettings(str(place / "casethread.ini"), QSettings.Format.IniFormat)
        self._watchers: list[Callable[[str], None]] = []

    def get(self, setting: Setting[V]) -> V:
        """The value in use; the default when none was chosen, or what is stored makes no sense."""
        stored = self._file.value(setting.key)
        if stored is None:
            return setting.default
        try:
            value = type(setting.default)(stored)
        except (TypeError, ValueError):
            return setting.default
        return value if not setting.choices or value in setting.choices else setting.default

    def set(self, setting: Setting[V], value: V) -> None:
        """Choose a value, and tell those who watch."""
        self._file.setValue(setting.key, value)
        self._file.sync()
        for watcher in list(self._watchers):
            watcher(setting.key)

    def watch(self, watcher: Callable[[str], None]) -> None:
        """Be told the key of each setting that changes."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[str], None]) -> None:
        """Be told no more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    # --- what the window remembers ---------------------------------------------------------------

    def remembered(self, key: str) -> Any:
        """Something that was remembered as JSON; None when nothing was."""
        try:
            return json.loads(str(self._file.value(f"window/{key}", "null")))
        except ValueError:
            return None

    def remember(self, key: str, value: Any) -> None:
        """Remember something that JSON can hold, such as the widths of columns."""
        self._file.setValue(f"window/{key}", json.dumps(value))

    def recent(self) -> list[Path]:
        """The cases opened last, newest first, as far as they are still there."""
        return [known.path for known in self.recent_cases() if known.path.exists()]

    def recent_cases(self) -> list[Recent]:
        """The cases opened last, newest first, whether they are still there or not."""
        try:
            known = json.loads(str(self._file.value(_RECENT, "[]")))
            return [Recent(Path(path), str(at)) for path, at in known]
        except (TypeError, ValueError):
            return []

    def opened(self, path: Path) -> None:
        """Note that a case was opened."""
        place = path.resolve()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._keep([Recent(place, now), *(known for known in self.recent_cases() if known.path != place)])

    def forget(self, path: Path) -> None:
        """Take a case from the list of recent ones."""
        self._keep([known for known in self.recent_cases() if known.path != path])

    def _keep(self, recent: Sequence[Recent]) -> None:
        self._file.setValue(_RECENT, json.dumps([(str(known.path), known.at) for known in recent[:_MOST_RECENT]]))
        self._file.sync()
