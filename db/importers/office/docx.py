"""Documents of Word: the text in the order of reading, what is printed around it, and what is hung on it.

The body comes first but for the headers of the page; footers, notes and comments follow, set apart. Which words of the
XML are text is told by `wordtext`; the same document as one XML file is handed over by `markup`.
"""

import re

from db.importers import xml
from db.importers.file import File
from db.importers.office import described, embedded
from db.importers.office.blocks import Block, apart, distinct, joined
from db.importers.office.numbering import Numbering
from db.importers.office.opc import Package
from db.importers.office.wordtext import Words, styles
from db.importers.parsed import Extractor, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-docx", "1")
_STRIPPER = Extractor("casethread-docx", "1", {"markup": "stripped"})
_MAIN = "word/document.xml"
_MAYBE_MAIN = re.compile(r"word/document\d*\.xml", re.I)
_DRAWN = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml", re.I)


def read(file: File) -> Parsed:
    """The document; when its main part is no XML any more, what is left of its words."""
    package = Package.of_zip(file)
    try:
        return of_package(file, package)
    except Unreadable as error:
        if (error.reason, error.detail) != ("damaged", "xml"):
            raise
        return _stripped(file, package).warned("only-words-left")


def read_stripped(file: File) -> Parsed:
    """The document's words without its markup, also those that were deleted from it."""
    return _stripped(file, Package.of_zip(file))


WAYS = (read, read_stripped)


def of_package(file: File, package: Package) -> Parsed:
    """The document in a package; raises Unreadable when it has no main part, or a damaged one."""
    name = _main(package)
    tree = package.tree(name)
    if tree is None:
        raise Unreadable("damaged", "no main part")
    document = _Document(package, name)
    return document.parsed(file, tree)


def of_body(file: File, root: xml.Element, properties: described.Properties) -> Parsed:
    """The document in one XML file of the older kind, where everything stands in its place."""
    words = Words(Numbering(), styles(xml.child(root, "styles")))
    body = words.blocks(xml.child(root, "body"))
    notes = [block for note in words.notes for block in _marked(note.mark, note.blocks)]
    blocks = [*body, *apart(notes), *apart(words.comments)]
    return described.of_blocks(file, blocks, EXTRACTOR, properties, warnings=tuple(words.warnings))


def _main(package: Package) -> str:
    name = package.main(_MAIN)
    return name if name in package else next(filter(_MAYBE_MAIN.fullmatch, package.names), name)


def _stripped(file: File, package: Package) -> Parsed:
    text = xml.stripped(package.read(_main(package)), "p", "br")
    return described.document(file, text, _STRIPPER, package.properties())


class _Document:
    """A document's parts, found by how its main part refers to them."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._related = package.related(name)
        self._kinds = dict(self._related.values())
        self._words = Words(Numbering.of(self._tree("numbering")), styles(self._tree("styles")))

    def parsed(self, file: File, tree: xml.Element) -> Parsed:
        """The document with all that belongs to it."""
        body = xml.child(tree, "body")
        text = self._words.blocks(tree if body is None else body)
        headers = distinct(self._around(tree, "header"))
        footers = distinct(self._around(tree, "footer"))
        blocks = [
            *headers,
            *text,
            *apart(self._drawn()),
            *apart(footers),
            *apart([*self._notes("footnote"), *self._notes("endnote")]),
            *apart(self._comments()),
        ]
        owners = (self._name, *(name for kind, name in self._related.values() if kind in {"header", "footer"}))
        parts = embedded.files(self._package, owners)
        pictures, warnings = embedded.shown(self._package.read, embedded.pictures(self._package, owners))
        if not joined(blocks):
            parts += pictures
        macros = ("contains-macros",) if self._package.has_macros else ()
        return described.of_blocks(
            file,
            blocks,
            EXTRACTOR,
            self._package.properties(),
            parts=parts,
            warnings=(*self._words.warnings, *macros, *warnings),
        )

    def _tree(self, kind: str) -> xml.Element | None:
        """A part of this kind, by the relation or where such a part usually lies."""
        return self._package.lesser(self._kinds.get(kind, f"word/{kind}.xml"))

    def _around(self, tree: xml.Element, kind: str) -> list[list[Block]]:
        """The headers or footers of the sections, in their order; page numbers alone are left out."""
        references = [xml.attribute(each, "id") for each in tree.iter(f"{{*}}{kind}Reference")]
        names = [self._related[each][1] for each in references if each in self._related]
        trees = [self._package.lesser(name) for name in dict.fromkeys(names)]
        found = [self._words.blocks(each) for each in trees if each is not None]
        return [group for group in found if any(letter.isalpha() for block in group for letter in block.text)]

    def _notes(self, kind: str) -> list[Block]:
        tree = self._tree(f"{kind}s")
        elements = {
            xml.attribute(note, "id"): note
            for note in (tree if tree is not None else ())
            if xml.local(note) == kind and xml.attribute(note, "type", "normal") == "normal"
        }
        marked = [(note.mark, elements.pop(note.identity, None)) for note in self._words.notes if note.kind == kind]
        found = [_marked(mark, self._words.blocks(note)) for mark, note in marked if note is not None]
        found += [self._words.blocks(note) for note in elements.values()]  # which nothing refers to
        return [block for note in found for block in note]

    def _comments(self) -> list[Block]:
        tree = self._tree("comments")
        return [block for each in (tree if tree is not None else ()) for block in self._words.remark(each)]

    def _drawn(self) -> list[Block]:
        """The words in diagrams and charts, which are parts of their own."""
        trees = [self._package.lesser(name) for name in self._package.names if _DRAWN.fullmatch(name)]
        lines = [each for tree in trees if tree is not None for each in tree.iter("{*}p")]
        return [Block(text) for line in lines if (text := "".join(each.text or "" for each in line.iter("{*}t")))]


def _marked(mark: str, blocks: list[Block]) -> list[Block]:
    filled = [block for block in blocks if block.text.strip()]
    return [Block(f"[{mark}] {filled[0].text.strip()}"), *filled[1:]] if filled else []
