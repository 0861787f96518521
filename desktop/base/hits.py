"""What a search hands over with a result: all its places are to be shown, and one of them first."""

from dataclasses import dataclass

from db.search.query import Query
from db.spans import Span


@dataclass(frozen=True, slots=True)
class Hits:
    """A place to show: wherever a text has what was asked for; `first` is where to begin, in its newest text."""

    query: Query
    first: Span | None = None
