"""The inside of a worker process: reads one file after another from a pipe and answers with what it found.

It is given bytes and a file name, never a path, a key or the application's environment. The pool that starts it and
ends it is `worker`; the messages are `frames`:

    from the worker   {"ready": true}
    to the worker     {"name", "declared", "wish", "way", "start", "seconds"} and the file's bytes
    from the worker   {"begun": number of ways}, then the result

In the place of a name, a way and a wish there may be a "task" with its values (see `tasks`).
The time limit counts from `begun`, so that loading a parser for the first time is not held against the file.
"""

import traceback
from collections.abc import Callable
from pathlib import PurePath
from typing import IO, Any, TypeVar

from db.importers import formats, tasks
from db.importers.file import File, Wish
from db.importers.parsed import Failure, Result, Unreadable
from db.importers.wire import Message, to_message
from db.processes import frames, guard, serving

T = TypeVar("T")


def main(options: dict[str, Any]) -> None:
    """Serve until the pipe is closed; `options` holds `memory`, the bytes of address space allowed."""
    incoming, outgoing = serving.pipes()
    guard.limit_memory(options["memory"])
    from db.importers import language, plaintext  # noqa: F401 - every format needs the one, most the other

    language.load()
    guard.close_doors()
    messages = serving.messages(incoming)
    frames.write(outgoing, {"ready": True})
    while True:
        header, data = messages.get()
        message = to_message(answer(outgoing, header, data)) if "name" in header else look(outgoing, header, data)
        frames.write(outgoing, *message)
        if message[0].get("reason") == "out-of-memory":
            # What a parser leaves behind when it could not finish is not known: the pool starts another worker.
            return


def answer(outgoing: IO[bytes], header: dict[str, Any], data: bytes) -> Result:
    """Read one file in the way asked for; whatever a parser does wrong becomes a Failure."""

    guard.give_way()

    def read() -> Result:
        file = File(header["name"], data, Wish(**header["wish"]), header["declared"])
        ways = formats.ways(file)
        _begin(outgoing, header, len(ways))
        way: int = header["way"]
        return ways[way](file)

    return _kept_safe(header, read)


def look(outgoing: IO[bytes], header: dict[str, Any], data: bytes) -> Message:
    """Do the task asked for; whatever goes wrong becomes a Failure."""

    def do() -> Message:
        task = tasks.ready(header["task"])
        _begin(outgoing, header, 1)
        return task(header, data)

    done = _kept_safe(header, do)
    return to_message(done) if isinstance(done, Failure) else done


def _begin(outgoing: IO[bytes], header: dict[str, Any], ways: int) -> None:
    """All is loaded: from now on the time of this file runs."""
    guard.limit_time(header["seconds"])
    frames.write(outgoing, {"begun": ways})


def _kept_safe(header: dict[str, Any], work: Callable[[], T]) -> T | Failure:
    try:
        guard.limit_time(header["start"])
        return work()
    except Unreadable as error:
        return Failure(error.reason, error.detail)
    except MemoryError:
        return Failure("out-of-memory")
    except Exception as error:  # noqa: BLE001 - parsers raise anything at all, and the next file must be read
        return Failure("parser-failed", _place(error))


def _place(error: Exception) -> str:
    """What was raised and where; never the message, which may hold words of the file."""
    calls = traceback.extract_tb(error.__traceback__)
    last = calls[-1] if calls else None
    return f"{type(error).__name__} in {PurePath(last.filename).name}:{last.lineno}" if last else type(error).__name__
