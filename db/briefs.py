"""Briefings as they are written: Markdown with citations. Composing and verifying them is `db.briefings`."""

from db.writings import Shelf, Writing

Brief = Writing
SHELF = Shelf("briefing")
"""What holds them; for what serves notes and briefings alike."""

every, get, of_uuid = SHELF.every, SHELF.get, SHELF.of_uuid
write, rename, remove = SHELF.write, SHELF.rename, SHELF.remove
add, revise, in_order, listed = SHELF.add, SHELF.revise, SHELF.in_order, SHELF.listed
