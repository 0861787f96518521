"""A worker whose readers do what no reader should, each for a file name of its own; other files are read as ever."""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from db.importers import formats, html, serve
from db.importers.file import File
from db.importers.parsed import Extractor, Parsed


def main(options: dict[str, Any]) -> None:
    """Serve as usual, but for the names below."""
    usual = formats.ways

    def ways(file: File) -> tuple[formats.Reader, ...]:
        stem = file.name.partition(".")[0]
        reader = READERS.get(stem)
        if reader is None:
            return usual(file)
        return (reader, html.read_visible, html.read_stripped) if file.name.endswith(".html") else (reader,)

    formats.ways = ways
    serve.main(options)


def _said(words: object) -> Parsed:
    return Parsed(text=json.dumps(words), media_type="text/plain", extractor=Extractor("test", "1"))


def _hang(file: File) -> Parsed:
    while True:
        pass


def _die(file: File) -> Parsed:
    os._exit(3)


def _swallow(file: File) -> Parsed:
    return _said(len(bytearray(8 << 30)))


def _stumble(file: File) -> Parsed:
    raise KeyError("a secret word of the file")


def _chatter(file: File) -> Parsed:
    print("this is no answer")
    os.write(1, b"nor is this\n")
    return _said("quiet")


def _connect(file: File) -> Parsed:
    try:
        socket.create_connection(("127.0.0.1", int(file.data)), timeout=5)
    except OSError as error:
        return _said(type(error).__name__)
    return _said("connected")


def _write(file: File) -> Parsed:
    try:
        Path(file.data.decode()).write_text("written")
    except OSError as error:
        return _said(type(error).__name__)
    return _said("written")


def _tell(file: File) -> Parsed:
    surroundings: dict[str, Any] = {"environment": dict(os.environ), "folder": str(Path.cwd()), "arguments": sys.argv}
    surroundings["steps back"] = os.nice(0) if sys.platform != "win32" else 0
    return _said({**surroundings, "name": file.name, "trafilatura": "trafilatura" in sys.modules})


READERS: dict[str, formats.Reader] = {
    "hang": _hang,
    "die": _die,
    "swallow": _swallow,
    "stumble": _stumble,
    "chatter": _chatter,
    "connect": _connect,
    "write": _write,
    "tell": _tell,
}
