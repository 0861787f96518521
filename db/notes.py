"""Notes: what the investigator writes, in Markdown, with `[[entity]]` links and `[@key]` citations."""

from db.writings import Shelf, Writing

Note = Writing
SHELF = Shelf("note")
"""What holds them; for what serves notes and briefings alike."""

every, get, of_uuid = SHELF.every, SHELF.get, SHELF.of_uuid
write, rename, remove = SHELF.write, SHELF.rename, SHELF.remove
add, revise, in_order, listed = SHELF.add, SHELF.revise, SHELF.in_order, SHELF.listed
