"""Rules about the tree itself."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP = {"pyproject.toml", "README.md", "LICENSE", "desktop", "resources", "db", "tests"}
NETWORK = {"socket", "ssl", "http", "urllib.request", "urllib3", "ftplib", "smtplib", "requests", "asyncio"}


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in ("db", "desktop", "resources"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == TOP


@pytest.mark.parametrize("name", sorted(NETWORK))
def test_nothing_imports_what_opens_connections(name: str) -> None:
    guard = ROOT / "db" / "processes" / "guard.py"  # switches sockets off inside the workers
    users = [
        path.relative_to(ROOT).as_posix()
        for path, tree in _modules()
        if path != guard and any(found == name or found.startswith(f"{name}.") for found in _imports(tree))
    ]
    assert users == []


def test_no_module_is_too_long_and_no_function_either() -> None:
    long = []
    for path, tree in _modules():
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > 400:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60:
                long.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert long == []


def test_every_module_says_what_lives_in_it() -> None:
    silent = [str(path.relative_to(ROOT)) for path, tree in _modules() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_only_the_driver_opens_databases() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path, tree in _modules()
        if any(found.split(".")[0] in {"sqlcipher3", "sqlite3", "sqlite_utils"} for found in _imports(tree))
    }
    assert users == {"db/driver.py"}


def test_every_dependency_has_an_upper_bound_and_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert block
    for line in block.group(1).splitlines():
        assert re.search(r'"[A-Za-z0-9_-]+[^"]*(<[0-9.]+|==[0-9.]+)", +# \w', line), line
