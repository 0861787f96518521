"""Markdown as notes and briefings use it: read with places, written safely, shown.

blocks      which lines are prose, and what they stand in
inline      the words in a block; links `[[name]]` and citations `[@key]` among them
characters  escapes and references; emphasis, which marks mean it
quotations  which quotation marks belong together
sentences   where sentences end
document    the records: sentences, quotations, citations; reading makes them
escaping    text as Markdown, links renamed
portable    Markdown that other programs read alike
rendering   HTML, cleaned

What a citation leads to is not known here.
"""

from db.markup.document import Document, Quotation, Sentence
from db.markup.escaping import escaped, link, links, rename_links
from db.markup.inline import Citation, Link
from db.markup.reading import parse
from db.markup.rendering import render

__all__ = [
    "Citation",
    "Document",
    "Link",
    "Quotation",
    "Sentence",
    "escaped",
    "link",
    "links",
    "parse",
    "rename_links",
    "render",
]
