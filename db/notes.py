"""Notes: what the investigator writes, in Markdown, with `[[entity]]` links and `[@key]` citations."""

from db.writings import Shelf, Writing

Note = Writing
_shelf = Shelf("note")
every, get, write, rename, remove = _shelf.every, _shelf.get, _shelf.write, _shelf.rename, _shelf.remove
