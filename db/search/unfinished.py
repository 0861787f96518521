"""Queries that are still being typed: the last word is taken for the beginning of one.

A single letter begins too many words to be worth asking for: alone it is looked for in titles and names only,
and behind other words it waits for the next one.
"""

import re

from db.letters import is_unspaced
from db.search import analysis

_LAST = re.compile(r'[^\s"()]+$')
_FIELD = re.compile(r"^[A-Za-z]+:")
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_BEFORE_UNWANTED = re.compile(r"(?:^|[\s(])NOT\s+$")


def as_typed(text: str) -> str:
    """The query that finds what a line of text may become; a blank behind the last word says that it is finished."""
    last = _LAST.search(text)
    if last is None or last.group() in _OPERATORS or last.group().startswith("-"):
        return text
    before, word = text[: last.start()], last.group()
    if word.endswith("*") or _BEFORE_UNWANTED.search(before):
        return text
    asked = analysis.pieces(_FIELD.sub("", word))
    if not asked or is_unspaced(asked[-1]):
        return text
    if len(asked) > 1 or len(asked[0]) > 1 or _FIELD.match(word):
        return f"{text}*"
    return before if analysis.pieces(before) else f"{before}title:{word}*"
