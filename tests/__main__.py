"""Everything that is checked, in one command: `python -m tests`.

Format, lint, types, layers, the built wheel in a clean environment, and all tests; pytest comes last.
Arguments are passed on to pytest.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
WINDOW_PACKAGES = "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"


def run(title: str, *command: str, cwd: Path = ROOT) -> bool:
    """Run one check and say how it went."""
    print(f"--- {title}", flush=True)
    return subprocess.run(command, cwd=cwd, check=False).returncode == 0


def wheel_works() -> bool:
    """The wheel installs into a clean environment outside the tree, and its demo runs there."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if not run("build the wheel", PYTHON, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, str(ROOT)):
            return False
        venv.create(place / "env", with_pip=True)
        scripts = place / "env" / ("Scripts" if os.name == "nt" else "bin")
        wheel = next(place.glob("casethread-*.whl"))
        return run("install the wheel", str(scripts / "python"), "-m", "pip", "install", "-q", str(wheel)) and run(
            "run the demo from the wheel",
            str(scripts / "casethread"),
            "demo",
            "--no-window",
            "demo",
            cwd=place,
        )


def window_works() -> bool:
    """Whether the system has the libraries that a window needs."""
    code = "import PySide6.QtWidgets"
    return subprocess.run([PYTHON, "-c", code], check=False, capture_output=True).returncode == 0


def tests(arguments: list[str]) -> bool:
    """The tests; without the libraries of a window all but those that need one, except in CI."""
    options = ["-n", "auto", "--dist", "loadfile", *arguments]
    if not window_works():
        print("A window cannot be opened here. What needs one is left out; to have it, install for example:")
        print(f"  apt-get install -y --no-install-recommends {WINDOW_PACKAGES}", flush=True)
        if os.environ.get("CI"):
            return False
        options += ["-p", "no:pytest-qt", "-m", "not window"]
    return run("tests", PYTHON, "-m", "pytest", *options)


def main() -> int:
    """Run all checks, the tests last; 0 when all passed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    passed = [
        run("format", PYTHON, "-m", "ruff", "format", "--check", "."),
        run("lint", PYTHON, "-m", "ruff", "check", "."),
        run("types", PYTHON, "-m", "mypy"),
        run("layers", str(Path(PYTHON).with_name("lint-imports")), "--no-cache"),
        wheel_works(),
    ]
    if not all(passed):
        print("\nA check above did not pass.", flush=True)
    return 0 if tests(sys.argv[1:]) and all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
