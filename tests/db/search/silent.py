"""A process that takes everything in and never answers."""

import sys
from typing import Any


def main(options: dict[str, Any]) -> None:
    """Read until nothing comes any more."""
    sys.stdin.buffer.read()
