"""An exported briefing in a file: all of it or nothing."""

from pathlib import Path

import pytest

from db.errors import FileProblem
from db.exporters.markdown import write


def test_a_file_is_utf_8_with_line_feeds_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "briefing.md"
    path.write_text("an older one, and longer than the new one", encoding="utf-8")
    write(path, "# Größe\n中\n")
    assert path.read_bytes() == "# Größe\n中\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_character_becomes_a_question_mark(tmp_path: Path) -> None:
    write(tmp_path / "b.md", "a\ud800b")
    assert (tmp_path / "b.md").read_bytes() == b"a?b"


@pytest.mark.parametrize(("name", "reason"), [("missing/b.md", "no-such-folder"), ("folder", "is-a-folder")])
def test_where_no_file_can_be_the_reason_is_told(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileProblem) as told:
        write(tmp_path / name, "text")
    assert (told.value.path, told.value.reason) == (tmp_path / name, reason)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
