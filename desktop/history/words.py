"""Steps and their effects, in words."""

from collections.abc import Mapping

from db.history import Changed, Effect, Step
from desktop.base.edits import edit_words
from desktop.base.i18n import count, tr
from desktop.base.pieces import untitled

_COUNTS = {
    "source": ("1 source", "{n} sources"),
    "excerpt": ("1 excerpt", "{n} excerpts"),
    "note": ("1 note", "{n} notes"),
    "briefing": ("1 briefing", "{n} briefings"),
    "entity": ("1 entity", "{n} entities"),
    "saved_search": ("1 saved search", "{n} saved searches"),
    "author": ("1 author", "{n} authors"),
}
_EFFECTS = {
    Effect.ADDED: "added",
    Effect.CHANGED: "changed",
    Effect.REMOVED: "put into the trash",
    Effect.RESTORED: "taken out of the trash",
}
_FIELDS = {
    "body": "text",
    "container_title": "published in",
    "original_publisher": "first published by",
    "text": "text",
    "current_text": "which text is the current one",
    "anchor": "where excerpts lie",
    "alias": "other names",
    "link": "links",
    "obtained_from": "obtained from",
    "obtained_by": "obtained by",
    "obtained_at": "obtained on",
    "obtained_how": "obtained how",
    "deleted_at": "trash",
    "url": "address",
    "origins": "where values were found",
    "issued_because": "reason for the date",
    "sha256": "file",
    "extra": "what a bibliography says",
    "part_of": "what it hung on",
    "part_name": "what it was called there",
}
ICONS = {
    "source": "source",
    "excerpt": "excerpt",
    "note": "note",
    "briefing": "briefing",
    "entity": "entity",
    "saved_search": "search",
}
"""The icon of each kind of object."""


def sentence_case(words: str) -> str:
    """With a capital at the beginning."""
    return words[:1].upper() + words[1:]


def step_title(step: Step) -> str:
    """What was done."""
    return sentence_case(tr(edit_words(step.code, step.of)))


def initials(name: str) -> str:
    """A name as it fits a margin: its initials, or all of it when it is one word."""
    words = name.split()
    return name if len(words) < 2 else " ".join(f"{word[0]}." for word in words)


def objects(found: Mapping[str, int]) -> str:
    """How many objects of which kinds."""
    known = [count(number, *_COUNTS[kind]) for kind, number in found.items() if kind in _COUNTS]
    return ", ".join(known)


def step_second(step: Step) -> str:
    """What it was done to: a title when it is one thing, a number when there are more."""
    number = sum(step.objects.values())
    return step.title if number <= 1 else objects(step.objects)


def effect(changed: Changed) -> str:
    """What was done to one object."""
    if changed.effect is Effect.CHANGED and changed.fields:
        return tr("changed: {fields}").format(fields=fields(changed.fields))
    return tr(_EFFECTS[changed.effect])


def fields(names: tuple[str, ...]) -> str:
    """Fields by the names people know."""
    return ", ".join(dict.fromkeys(tr(_FIELDS.get(name, name.replace("_", " "))) for name in names))


def title(changed: Changed) -> str:
    """What an object is called."""
    return changed.title or untitled()
