"""The inside of the process that helps to build an index: documents come in, segments go out.

A segment is sent as soon as it has enough, and when nothing more comes. Nothing of it is ever on a disk here.
"""

from typing import Any

from db.processes import frames, guard, serving
from db.search.building import is_full
from db.search.index import draft
from db.search.wire import from_message

_MOST = 100  # documents that wait here; what waits in the other process it can still do itself


def main(options: dict[str, Any]) -> None:
    """Serve until the pipe is closed; there are no options."""
    incoming, outgoing = serving.pipes()
    guard.close_doors()
    guard.give_way()
    messages = serving.messages(incoming, _MOST)
    current = draft()
    while True:
        header, data = messages.get()
        ends = "finish" in header
        if not ends:
            current.add(from_message(header, data))
        if len(current) and (ends or is_full(current)):
            full, current = current, draft()
            count = len(full)
            frames.write(outgoing, {"documents": count, "replaced": full.replaced}, full.finish())
