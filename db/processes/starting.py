"""How a process of ours is started: with a bare environment, in a neutral folder, and with two pipes.

So neither the case's path nor a secret comes near what it runs.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import db

_START = (
    "import json,sys,importlib; o=json.loads(sys.argv[1]); sys.path[:]=o['path']; "
    "importlib.import_module(o['entry']).main(o)"
)
_ENVIRONMENT = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "WINDIR",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
)  # fmt: skip
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Threads of their own would only make numerical libraries take memory in advance."""

_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


def start(entry: str, options: dict[str, Any]) -> "subprocess.Popen[bytes]":
    """Run the `main` of a module of ours with these options. Raises OSError."""
    told = json.dumps({**options, "path": _import_path(), "entry": entry})
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-I", "-c", _START, told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=Path(sys.prefix),
        creationflags=_FLAGS,
    )


def _environment() -> dict[str, str]:
    given = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return given | _ONE_THREAD


def _import_path() -> list[str]:
    """Where this process finds its modules, without the current folder, which may be anybody's."""
    ours = str(Path(db.__file__ or "").resolve().parent.parent)
    return list(dict.fromkeys([ours, *(path for path in sys.path if path and Path(path).is_absolute())]))
