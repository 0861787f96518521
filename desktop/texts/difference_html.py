"""A difference of two texts as HTML: what was removed is struck out, what was added underlined, each on its ground.

Only changed passages are written, with some of what stands around them; the whole text when it is asked for.
"""

from collections.abc import Iterator, Sequence
from html import escape

from db.differences import Difference, Passage, Piece
from desktop.base import theme
from desktop.base.i18n import count, tr
from desktop.base.offsets import runs_right_to_left, shown

_AROUND = 160  # characters of the paragraph before and behind a change that are shown
_KEPT = 480  # characters in common within a changed passage, beyond which their middle is left out
_SIGNS = {"removed": "−", "added": "+", "changed": "≠"}
_LEFT_OUT = '<p align="center">⋯</p>'
_MOST_SHOWN = 2_000  # changed passages


def written(found: Difference, *, whole: bool) -> str:
    """All changes one below the other; each begins at an anchor `change-1`, `change-2` and so on."""
    passages = found.passages
    number = 0
    body: list[str] = []
    for at, passage in enumerate(passages):
        if passage.kind != "same":
            number += 1
            if number > _MOST_SHOWN:
                body.append(_aside(tr("There are more changes than can be shown.")))
                break
            body.append(_changed(passage, number, whole=whole))
        elif whole:
            body.append(_same(_new(passage), 0, 0))
        else:
            lead = _lead(passages, at)
            if lead != (0, 0) and _new(passage).strip():
                body.append(_same(_new(passage), *lead))
            elif _new(passage).strip() and body[-1:] != [_LEFT_OUT]:
                body.append(_LEFT_OUT)
    return f"<html><body>{''.join(body)}</body></html>"


def _lead(passages: Sequence[Passage], at: int) -> tuple[int, int]:
    """How much is shown of a passage that did not change: of its beginning behind a change, of its end before one."""
    before = at > 0 and passages[at - 1].kind != "same"
    behind = at + 1 < len(passages) and passages[at + 1].kind != "same"
    return (_AROUND if before else 0), (_AROUND if behind else 0)


def _new(passage: Passage) -> str:
    return "".join(piece.new or piece.old for piece in passage.pieces)


def _same(words: str, first: int, last: int) -> str:
    """Words that did not change: all of them, or so many characters of their beginning and of their end."""
    words = words.strip("\n")
    if (first or last) and len(words) > first + last:
        head = f"{_cut(words, first)} …" if first else ""
        tail = f"… {_cut(words[::-1], last)[::-1]}" if last else ""
        return "".join(_row("", escape(shown(part)), part, muted=True) for part in (head, tail) if part)
    return "".join(_row("", escape(shown(line)), line, muted=True) for line in words.split("\n") if line.strip())


def _cut(words: str, length: int) -> str:
    """The beginning of words, up to a blank if there is one."""
    cut = words[:length]
    return cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut


def _changed(passage: Passage, number: int, *, whole: bool) -> str:
    words = "".join(_pieces(passage.pieces, whole=whole))
    sample = "".join(piece.new or piece.old for piece in passage.pieces)
    return _row(f'<a name="change-{number}"></a>{_SIGNS[passage.kind]}', words, sample)


def _pieces(pieces: Sequence[Piece], *, whole: bool) -> Iterator[str]:
    inks = theme.inks()
    for number, piece in enumerate(pieces):
        ends = "\n" if number == len(pieces) - 1 else ""
        if piece.kept:
            kept = piece.new.rstrip(ends) if ends else piece.new
            if not whole and len(kept) > _KEPT:
                kept = f"{kept[: _KEPT // 2]} … {kept[-_KEPT // 2 :]}"
            yield escape(shown(kept)).replace("\n", "<br>")
            continue
        old, new = (_visible(words.rstrip(ends) if ends else words) for words in (piece.old, piece.new))
        if old:
            yield f'<s style="background-color:{inks.rose}">{old}</s>'
        if old and new:
            yield "&#8201;"
        if new:
            yield f'<u style="background-color:{inks.green}">{new}</u>'


def _visible(words: str) -> str:
    """Words of one side; a line end within them has a sign, so that it can be seen to come or go."""
    return escape(shown(words)).replace("\n", "¶<br>")


def _row(sign: str, words: str, sample: str, *, muted: bool = False) -> str:
    inks = theme.inks()
    ink = f' style="line-height:130%;color:{inks.muted if muted else inks.text}"'
    side = f'<td width="26" style="color:{inks.thread}">{sign}</td>'
    direction = ' dir="rtl" align="right"' if runs_right_to_left(sample[:400]) else ""
    text = f"<td><p{direction}{ink}>{words}</p></td>"
    return f'<table width="100%" cellspacing="0" cellpadding="4"><tr>{side}{text}</tr></table>'


def _aside(words: str) -> str:
    return f'<p align="center" style="color:{theme.inks().muted}">{escape(words)}</p>'


def summary(found: Difference) -> str:
    """How much differs."""
    if not found.changes:
        return tr("Only blanks and line ends differ, if anything.")
    return count(found.changes, "1 passage differs", "{n} passages differ")
