"""What is on the clipboard as a file to be read: a page or a text, with the address it was copied from, if it says so.

Nothing that it names is loaded, and an address on this machine is not taken over.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMimeData

from db.importers.addresses import web_address
from db.importers.file import Wish
from db.importers.parsed import Found
from db.importers.staging import Staged
from desktop.base.i18n import tr

_FRAGMENT = re.compile(r"\AVersion:[\d.]+\s.*?(?=<)", re.S)
_SOURCE = re.compile(r"^SourceURL:\s*(\S+)", re.M)
_WINDOWS = 'application/x-qt-windows-mime;value="HTML Format"'
_SIXTEEN_BITS = frozenset({"text/x-moz-url-priv", "text/x-moz-url"})
_COPIED_FROM = ("text/x-moz-url-priv", "chromium/x-source-url")
_COPIED = ("text/x-moz-url", "text/uri-list")
"""Kinds of data that name the page from which words were copied, and that name what was copied itself."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A file made of the clipboard: its name and bytes, in UTF-8, and where it comes from."""

    name: str
    data: bytes
    address: str | None = None

    def staged(self) -> Staged:
        """The same, to be read: the whole of it, since somebody selected all of it."""
        staged = Staged(
            id="0",
            path=Path(self.name),
            name=self.name,
            state="failed",
            declared="utf-8",
            wish=Wish(whole_page=True),
            by_hand={"held": "pasted-text", "obtained_how": tr("pasted from the clipboard")},
        )
        return replace(staged, said={"url": Found(self.address, "clipboard")}) if self.address else staged


_EXPECTED = frozenset({"whole-page-text", "little-text"})


def without_doubts(one: Staged) -> Staged:
    """What was read, without the remark that it is all of the words, or few: somebody selected just these."""
    return replace(one, warnings=tuple(code for code in one.warnings if code not in _EXPECTED))


def pasted(clipboard: QMimeData) -> Pasted | None:
    """The page or text on the clipboard; None when there is neither, or nothing but an address."""
    html = clipboard.html() if clipboard.hasHtml() else ""
    head = _FRAGMENT.match(html)
    page = html[head.end() :] if head else html
    if page.strip():
        return Pasted(tr("clipboard") + ".html", page.encode("utf-8", "replace"), _address(clipboard, html))
    text = clipboard.text()
    if not text.strip() or web_address(text) is not None:
        return None
    return Pasted(tr("clipboard") + ".txt", text.encode("utf-8", "replace"), _address(clipboard, ""))


def _address(clipboard: QMimeData, html: str) -> str | None:
    """Where it was copied from: what the browser says of that goes before what it says of the thing itself."""
    said = [_of(clipboard, kind) for kind in _COPIED_FROM]
    windows = bytes(clipboard.data(_WINDOWS).data()).decode("utf-8", "replace")
    said += [found[1] for text in (windows, html) if (found := _SOURCE.search(text))]
    said += [_of(clipboard, kind) for kind in _COPIED]
    return next((address for one in said if (address := web_address(one))), None)


def _of(clipboard: QMimeData, kind: str) -> str:
    """The first line of one kind of data; comments in a list of addresses are passed over."""
    data = bytes(clipboard.data(kind).data())
    text = data.decode("utf-16-le" if kind in _SIXTEEN_BITS and b"\x00" in data[:2] else "utf-8", "replace")
    lines = (line.strip("\x00\ufeff \t") for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")
