"""What is dragged in from outside: files and folders of this machine, never addresses."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

from desktop.base.dialogs import CASE_ENDING


def local_files(dragged: QMimeData) -> list[Path]:
    """The files and folders that are dragged; none when it is something else."""
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]


def dropped_case(paths: Sequence[Path]) -> Path | None:
    """The case among the files, when it is nothing but one case."""
    return paths[0] if len(paths) == 1 and paths[0].suffix == CASE_ENDING else None
