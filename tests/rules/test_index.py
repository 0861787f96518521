"""Rules about the search index: nothing of it is ever unpickled, or written by anything but our own writer."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "pickle",
    "marshal",
    "shelve",
    "tempfile",
    "SegmentWriter",
    "TOC",
    "RamStorage",
    "FileStorage",
    "create_in",
    "open_dir",
    "whoosh3",
    "allow_pickle",
}


def _names(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {part for alias in node.names for part in alias.name.split(".")}
            found |= set((getattr(node, "module", None) or "").split("."))
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "db" / "search").rglob("*.py")), ids=lambda path: path.name)
def test_the_index_knows_no_pickles_and_no_writer_but_its_own(path: Path) -> None:
    assert not _names(ast.parse(path.read_text(encoding="utf-8"))) & FORBIDDEN


def test_the_rule_would_notice() -> None:
    assert _names(ast.parse("import pickle")) & FORBIDDEN
    assert _names(ast.parse("numpy.load(file, allow_pickle=True)")) & FORBIDDEN
    assert _names(ast.parse("from whoosh.index import open_dir")) & FORBIDDEN


def test_what_reads_the_index_is_loaded_when_it_is_first_asked() -> None:
    program = "import sys, db.derived, db.finding; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
