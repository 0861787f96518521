"""A text as it will be printed, as HTML that Qt understands: numbered notes, bars beside quotations, no colours.

Made off the window's thread from the case; what it looks like is the business of `preview`.
"""

import re
from html import escape, unescape
from urllib.parse import quote

from db import markup
from db.case import Case
from desktop.base.offsets import shown

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_KEY = re.compile(r"\s*`@([^`\s]+)`")
_TAG = re.compile(r"<[^>]*>")
_H1 = re.compile(r"\s*<h1")
_QUOTE = (
    '<table class="quote" width="100%" cellspacing="0" cellpadding="0"><tr>'
    '<td class="bar" width="3"></td><td class="quoted">'
)


def printed(case: Case, title: str, body: str) -> str:
    """The text with its title and its notes below it, as a fragment of HTML in which everything is escaped."""
    from db.briefings.compose import numbered
    from db.briefings.library import CaseLibrary

    body = body.replace(_OPEN, "").replace(_CLOSE, "")
    made = numbered(CaseLibrary(case), body, lambda number: f"{_OPEN}{number}{_CLOSE}")
    html = shown(markup.render(made.markdown))
    html = html.replace("<blockquote>", _QUOTE).replace("</blockquote>", "</td></tr></table>")
    html = _MARK.sub(lambda found: _mark(int(found[1]), made.notes), html)
    head = "" if not title or _H1.match(html) else f"<h1>{escape(shown(title))}</h1>\n"
    return head + html + _notes(made.notes)


def _mark(number: int, notes: tuple[str, ...]) -> str:
    """The raised number of a note: it leads to what the note cites, and hovering shows the note."""
    note = notes[number - 1]
    keys = _KEY.findall(note)
    tip = escape(f"<p>{escape(_plain(note))}</p>")  # once for the attribute, once as Qt takes it for markup
    to = f"cite/{quote(keys[0], safe='')}" if keys else f"note/{number}"
    return f'<sup><a href="case:{to}" title="{tip}">{number}</a></sup>'


def _notes(notes: tuple[str, ...]) -> str:
    if not notes:
        return ""
    lines = (f'<p class="note">{number}&nbsp;&nbsp;{_note(note)}</p>' for number, note in enumerate(notes, 1))
    return '\n<p class="gap">&nbsp;</p>' + "\n".join(lines)


def _note(note: str) -> str:
    """A note without its paragraph; the keys in it lead where they point."""
    html = shown(markup.render(note)).replace("<p>", "").replace("</p>", " ").strip()
    return re.sub(r"<code>@([^<]+)</code>", lambda found: _to(unescape(found[1])), html)


def _to(key: str) -> str:
    return f'<a href="case:cite/{quote(key, safe="")}">{escape(key)}</a>'


def _plain(note: str) -> str:
    return shown(unescape(_TAG.sub("", markup.render(_KEY.sub("", note))))).strip()
