"""The known names in a text, as marks: who they are is asked of what is derived from the case."""

from collections.abc import Callable

from db import entities
from db.case import Case
from db.derived import Derived
from db.refs import Uuid
from db.spans import Span
from desktop.base.i18n import tr
from desktop.reader.marks import Mark

_KINDS = {
    "person": "{name}, a person. Click to open.",
    "organisation": "{name}, an organisation. Click to open.",
    "place": "{name}, a place. Click to open.",
    "event": "{name}, an event. Click to open.",
}


def marks_in(source: Uuid) -> Callable[[Case, Derived], list[Mark]]:
    """The question for the marks of all known names in a source."""

    def work(case: Case, derived: Derived) -> list[Mark]:
        known = {entity.uuid: entity for entity in entities.every(case)}
        return [
            Mark(Span(mention.start, mention.end), mention.entity, hint=_hint(known[mention.entity]))
            for mention in derived.mentions_in(source)
            if mention.entity in known
        ]

    return work


def _hint(entity: entities.Entity) -> str:
    words = tr(_KINDS.get(entity.kind, "{name}. Click to open."))
    return words.format(name=entity.name or tr("someone not identified yet"))
