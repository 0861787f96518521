"""The sentences that tell what was done with the words of a query."""

import html
from collections.abc import Sequence

from db.search.understanding import Expansion, Other, Term
from desktop.base.i18n import tr
from desktop.base.offsets import shown

_FEW, _LINES = 6, 5

_ON = {
    "names": "{typed} also finds the other names {others}",
    "forms": "{typed} also finds the forms {others}",
    "like": "{typed} also finds the similar words {others}",
    "begins": "{typed} finds words such as {others}",
    "folding": "{typed} is the same as {others}",
}
_OFF = {
    "names": "{typed} does not find the other names {others}",
    "forms": "{typed} does not find the forms {others}",
    "folding": "{typed} finds these very letters only",
}
_SWITCH_OFF = {
    "names": "only this name",
    "forms": "only this form",
    "like": "only this word",
    "begins": "only the whole word",
    "folding": "only these letters",
}
_SWITCH_ON = {"names": "find all names", "forms": "find all forms", "folding": "accents make no difference"}


def explained(terms: Sequence[Term], ink: str) -> str:
    """What was done with each term, as rich text; its links are query texts in which that is otherwise."""
    lines = [_line(term, one, ink) for term in terms for one in term.expansions]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], tr("and {n} more").format(n=len(lines) - _LINES + 1)]
    return f'<div dir="ltr">{"<br>".join(lines)}</div>' if lines else ""


def _line(term: Term, one: Expansion, ink: str) -> str:
    words = tr((_OFF if one.off else _ON)[one.kind])
    typed = f"<b>{_safe(term.typed)}</b>"
    said = words.format(typed=typed, others=_others(one.others, ink))
    if not one.switched:
        return said
    switch = tr((_SWITCH_ON if one.off else _SWITCH_OFF)[one.kind])
    return f"{said}  ·  {_link(one.switched, switch, ink)}"


def _others(others: Sequence[Other], ink: str) -> str:
    some = [_safe(one.text) + (f"&nbsp;{_link(one.without, '×', ink)}" if one.without else "") for one in others[:_FEW]]
    more = [tr("{n} more").format(n=len(others) - _FEW)] if len(others) > _FEW else []
    return ", ".join([*some, *more])


def _link(query: str, words: str, ink: str) -> str:
    return f'<a href="{html.escape(query)}" style="color:{ink};text-decoration:none">{html.escape(words)}</a>'


def _safe(text: str) -> str:
    return f"\u2068{html.escape(shown(text))}\u2069"
