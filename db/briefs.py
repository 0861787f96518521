"""Briefings as they are written: Markdown with citations. Composing and verifying them is `db.briefings`."""

from db.writings import Shelf, Writing

Brief = Writing
_shelf = Shelf("briefing")
every, get, write, rename, remove = _shelf.every, _shelf.get, _shelf.write, _shelf.rename, _shelf.remove
