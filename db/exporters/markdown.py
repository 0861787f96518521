"""Writing a composed text to a file: all of it or nothing, in UTF-8 with line feeds."""

from pathlib import Path

from db.exporters.files import replacing


def write(path: Path, text: str, *, case: Path | None = None) -> None:
    """Write a text beside its place and put it there; raises FileProblem, and then nothing has changed.

    Half of a surrogate pair, which is no character, becomes a question mark.
    """
    with replacing(path, case=case) as file:
        file.write(text.encode("utf-8", "replace"))
