"""The end of the pipes in a process that works for another."""

import os
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from db.processes import frames

Message = tuple[dict[str, Any], bytes]


def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Where messages come in and go out; what libraries print goes nowhere and cannot disturb them.

    A Ctrl+C is for the application, which then closes the pipes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout):
        os.dup2(nothing, stream.fileno())
    return incoming, outgoing


def messages(incoming: IO[bytes]) -> "SimpleQueue[Message]":
    """What comes in; when the application is gone, this process ends at once, even in the middle of its work."""
    found: SimpleQueue[Message] = SimpleQueue()
    Thread(target=_listen, args=(incoming, found), daemon=True).start()
    return found


def _listen(incoming: IO[bytes], found: "SimpleQueue[Message]") -> None:
    try:
        while True:
            found.put(frames.read(incoming))
    except (EOFError, OSError, ValueError):
        os._exit(0)
