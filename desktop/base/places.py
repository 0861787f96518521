"""Places on the disk: where new cases belong, what files can be called, which folders other programs copy elsewhere;
and places in pages that one feature hands to another."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.base.dialogs import CASE_ENDING

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 80
_SYNCHRONISED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
}


def documents() -> Path:
    """The folder in which this system keeps documents; the user's own where there is none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def free_name(folder: Path, name: str) -> Path:
    """A case in a folder whose name is not taken: `name`, or `name 2`, `name 3`, ..."""
    place, number = folder / f"{name}{CASE_ENDING}", 1
    while place.exists():
        number += 1
        place = folder / f"{name} {number}{CASE_ENDING}"
    return place


def synchroniser(path: Path) -> str | None:
    """The service that seems to copy a place to other machines, by the names of its folders; None if none does."""
    for part in path.parts[:-1]:
        name = part.casefold()
        for sign, service in _SYNCHRONISED.items():
            if name == sign or name.startswith((f"{sign} ", f"{sign}-", f"{sign}drive")):
                return service
    return None


def file_name(title: str) -> str:
    """A title as a file can be called by it on every system, without an ending; empty when nothing of it is left."""
    return " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip(". ")[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Listing:
    """Where one is in a page of results: how far it is scrolled, and in which order they stand."""

    scroll: int = 0
    order: str = "relevance"

    @classmethod
    def read(cls, position: object) -> "Listing":
        """The place that a page told, or the beginning."""
        match position:
            case [int(scroll), str(order)]:
                return cls(scroll, order)
        return cls()

    def position(self) -> list[int | str]:
        """The same as JSON can hold it."""
        return [self.scroll, self.order]
