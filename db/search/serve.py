"""The inside of the process that helps to build an index: documents come in, segments go out.

A segment is sent as soon as it has enough, and when it is asked for. Nothing of it is ever on a disk here. When the
application is gone, the process ends as soon as it wants to read or write; between two documents, or after a segment.
"""

from typing import Any

from db.processes import frames, guard, serving
from db.search.building import is_full
from db.search.index import draft
from db.search.wire import from_message


def main(options: dict[str, Any]) -> None:
    """Serve until the pipe is closed; there are no options."""
    incoming, outgoing = serving.pipes()
    guard.close_doors()
    guard.give_way()
    current = draft()
    while True:
        try:
            header, data = frames.read(incoming)
        except EOFError:
            return
        ends = "finish" in header
        if not ends:
            current.add(from_message(header, data))
        if len(current) and (ends or is_full(current)):
            full, current = current, draft()
            count = len(full)
            frames.write(outgoing, {"documents": count, "replaced": full.replaced}, full.finish())
