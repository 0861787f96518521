"""What was done, in words: one for each code of an edit, for the window and the command line alike."""

_WORDS = {
    "import": "import",
    "source.add": "source added",
    "source.revise": "source changed",
    "source.status": "state of a source changed",
    "source.remove": "source put into the trash",
    "source.fill": "a source that was only cited is held now",
    "received.add": "a file kept that gave no source",
    "received.remove": "a file that gave no source put away",
    "publisher.join": "names of publishers joined",
    "publisher.separate": "names of publishers separated",
    "text.add": "text of a source added",
    "text.correct": "text of a source corrected",
    "text.choose": "another text of a source made the current one",
    "text.reread": "source read again from its file",
    "anchor.follow": "excerpts led to another text",
    "excerpt.add": "excerpt made",
    "excerpt.comment": "comment on an excerpt changed",
    "excerpt.remove": "excerpt put into the trash",
    "note.add": "note written",
    "note.write": "note changed",
    "note.rename": "note renamed",
    "note.remove": "note put into the trash",
    "briefing.add": "briefing written",
    "briefing.write": "briefing changed",
    "briefing.rename": "briefing renamed",
    "briefing.remove": "briefing put into the trash",
    "entity.add": "entity added",
    "entity.revise": "entity changed",
    "entity.rename": "entity renamed",
    "entity.remove": "entity put into the trash",
    "alias.add": "another name added",
    "alias.remove": "another name taken away",
    "link.write": "links brought in line",
    "saved_search.add": "search saved",
    "saved_search.rename": "saved search renamed",
    "saved_search.revise": "saved search changed",
    "saved_search.remove": "saved search put into the trash",
    "author.add": "author added",
    "sensitivity.mark": "sensitivity changed",
    "trash.put": "put into the trash",
    "trash.restore": "taken out of the trash",
    "version.restore": "earlier version brought back",
    "undo": "taken back",
    "redo": "made again",
    "merge": "another copy merged",
    "unmerge": "merge taken back",
    "erase": "erased for good",
}
_WITH_TARGET = {"undo": "taken back: {what}", "redo": "made again: {what}", "unmerge": "merge taken back"}


def edit_words(code: str, of: str | None = None) -> str:
    """What an edit did; `of` is the code of the edit that it took back or made again."""
    if of and code in _WITH_TARGET:
        return _WITH_TARGET[code].format(what=edit_words(of))
    return _WORDS.get(code, code)


def codes() -> frozenset[str]:
    """The codes that have words."""
    return frozenset(_WORDS)
