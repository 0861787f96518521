"""A text as it will be printed, as HTML that Qt understands: numbered notes, bars beside quotations, no colours.

Made off the window's thread from the case; what it looks like is the business of `preview`.
"""

import re
from html import escape, unescape
from unicodedata import bidirectional
from urllib.parse import quote

from db import markup
from db.case import Case
from desktop.base.offsets import shown

NOTES = "notes"
"""The name of the place where the notes begin."""

_OPEN, _CLOSE, _NOTE = "\ue0f0", "\ue0f1", "\ue0f2"
_OURS = re.compile(f"[{_OPEN}{_CLOSE}{_NOTE}]")
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_BESIDE = re.compile(f"{_CLOSE}\\s*{_OPEN}")
_KEY = re.compile(r"\s*<code>@([^<\s]+)</code>")
_LINK = re.compile(r'\s*<a href="case:cite/[^"]*">[^<]*</a>')
_AS_NOTE = re.compile(r"\w+ \w+ (\d+)\b")  # as `wording` says it of a source that was named before
_ADDRESS = re.compile(r'href="(case:cite/[^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_H1 = re.compile(r"\s*<h1")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
_OPENING = re.compile(r"(<t[hd](?: [^>]*)?)>")
_NARROW, _WIDE = 8, 40  # characters that a column is taken to need, at least and at most
_QUOTE = re.compile(r"(</?blockquote>)")
_ROW_OF_ONE = '<table class="quote" width="100%" cellspacing="0" cellpadding="0"><tr>'
_BAR = '<td class="bar" width="3"></td>'


def printed(case: Case, title: str, body: str) -> str:
    """The text with its title and its notes below it, as a fragment of HTML in which everything is escaped."""
    from db.briefings.compose import numbered
    from db.briefings.library import CaseLibrary

    made = numbered(CaseLibrary(case), _OURS.sub("", body), lambda number: f"{_OPEN}{number}{_CLOSE}")
    notes = _notes(made.notes)
    html = shown(markup.render(made.markdown))
    html = _TABLE.sub(lambda found: _columned(found[0]), html)
    html = _barred(html)
    html = _BESIDE.sub(f"{_CLOSE}<sup>, </sup>{_OPEN}", html)
    html = _MARK.sub(lambda found: _mark(int(found[1]), notes), html)
    head = "" if not title or _H1.match(html) else f"<h1>{escape(shown(title))}</h1>\n"
    return head + html + _below(notes)


def _notes(notes: tuple[str, ...]) -> list[str]:
    """The notes as HTML without their paragraphs; all at once, since rendering is begun slowly."""
    whole = "\n\n".join(f"{_NOTE}{_OURS.sub('', note)}" for note in notes)
    html = shown(markup.render(whole)).replace("<p>", "").replace("</p>", " ") if notes else ""
    return [_KEY.sub(lambda found: _to(unescape(found[1])), note.strip()) for note in html.split(_NOTE)[1:]]


def _mark(number: int, notes: list[str]) -> str:
    """The raised number of a note: it leads to what the note cites, and hovering shows the note."""
    note = notes[number - 1]
    to = next(iter(_ADDRESS.findall(note)), f"case:note/{number}")
    tip, short = _words(note), _AS_NOTE.match(note)
    if short and int(short[1]) <= len(notes):
        tip = f"{tip} {_words(notes[int(short[1]) - 1])}"
    tip = escape(f"<p>{tip}</p>")  # Qt takes it for markup
    return f'<sup><a href="{to}" title="{tip}">{number}</a></sup>'


def _words(note: str) -> str:
    """The words of a note, without its keys; still escaped."""
    return _TAG.sub("", _LINK.sub("", note)).strip()


def _below(notes: list[str]) -> str:
    if not notes:
        return ""
    lines = (f'<p class="note">{number}&nbsp;&nbsp;{note}</p>' for number, note in enumerate(notes, 1))
    return f'\n<p class="gap"><a name="{NOTES}">&nbsp;</a></p>' + "\n".join(lines)


def _to(key: str) -> str:
    return f' <a href="case:cite/{quote(key, safe="")}">{escape(key)}</a>'


def _barred(html: str) -> str:
    """Block quotes with a bar at the side where their words begin."""
    pieces, made, ends = _QUOTE.split(html), [], []
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece == "<blockquote>":
            leftward = _is_leftward(_TAG.sub("", following))
            made.append(f'{_ROW_OF_ONE}{"" if leftward else _BAR}<td class="quoted">')
            ends.append(f"</td>{_BAR if leftward else ''}</tr></table>")
        else:
            made.append(ends.pop() if piece == "</blockquote>" else piece)
    return "".join(made)


def _is_leftward(words: str) -> bool:
    """Whether words are written from right to left, as their first letter says."""
    found = (bidirectional(char) for char in words)
    return next((kind for kind in found if kind in ("L", "R", "AL")), "L") != "L"


def _columned(table: str) -> str:
    """A table whose columns are as wide as what stands in them needs; Qt would share the width out evenly."""
    rows = [[len(_TAG.sub("", cell)) for cell in _CELL.findall(line)] for line in _ROW.findall(table)]
    columns = list(zip(*(row for row in rows if row), strict=False))
    needs = [max(_NARROW, min(max(lengths) / 2 + sum(lengths) / 2 / len(lengths), _WIDE)) for lengths in columns]
    first, *rest = table.split("</tr>")
    shares = iter(round(100 * need / sum(needs)) for need in needs)
    first = _OPENING.sub(lambda found: f'{found[1]} width="{next(shares, 10)}%">', first)
    whole = "</tr>".join([first, *rest]).replace("<td", '<td class="cell"')
    return whole.replace("<table>", '<table width="100%">')
