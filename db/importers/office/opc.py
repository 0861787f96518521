"""The package that Office puts a document in: parts by name, how they refer to each other, the properties of it all.

A package is a ZIP, or one XML file with all parts in it. What the parts say is read by the formats.
"""

import posixpath
from base64 import b64decode
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from lxml import etree

from db.importers import xml
from db.importers.archives.zipped import Zipped
from db.importers.file import File
from db.importers.office.described import Properties
from db.importers.parsed import Unreadable


class Package:
    """The parts of a document; names are compared without case, as some programs mix it."""

    def __init__(self, names: tuple[str, ...], read: Callable[[str], bytes]) -> None:
        self.names = names
        self._known = {_plain(name): name for name in reversed(names)}
        self._read = read

    @classmethod
    def of_zip(cls, file: File) -> "Package":
        """The package in a ZIP; raises Unreadable when that is none."""
        zipped = Zipped(file)
        return cls(zipped.names, zipped.named)

    @classmethod
    def of_xml(cls, root: xml.Element) -> "Package":
        """The package in one XML file."""
        parts = {xml.attribute(part, "name"): part for part in root if xml.local(part) == "part"}
        return cls(tuple(name.lstrip("/") for name in parts), lambda name: _inside(parts[f"/{name}"]))

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._known

    def read(self, name: str) -> bytes:
        """The bytes of a part, empty when there is none; raises Unreadable when it may not be had."""
        known = self._known.get(_plain(name))
        return self._read(known) if known else b""

    def tree(self, name: str) -> xml.Element | None:
        """A part that is XML; None when it is missing; raises Unreadable when it is damaged."""
        data = self.read(name)
        return xml.parse(data) if data else None

    def lesser(self, name: str) -> xml.Element | None:
        """A part that the document can do without: None also when it is damaged."""
        try:
            return self.tree(name)
        except Unreadable:
            return None

    def related(self, name: str = "") -> Mapping[str, tuple[str, str]]:
        """What a part, or the package, refers to inside the package: kind and name of a part by the reference's id."""
        folder, base = posixpath.split(name)
        relations = self.lesser(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in relations if relations is not None else ():
            target = xml.attribute(relation, "Target")
            if xml.local(relation) == "Relationship" and xml.attribute(relation, "TargetMode") != "External":
                kind = xml.attribute(relation, "Type").rpartition("/")[2]
                found[xml.attribute(relation, "Id")] = kind, resolved(target, folder)
        return found

    def main(self, otherwise: str) -> str:
        """The name of the part that is the document; `otherwise` is where it lies when nothing says so."""
        found = (name for kind, name in self.related().values() if kind == "officeDocument")
        return next((name for name in found if name in self), otherwise)

    @property
    def has_macros(self) -> bool:
        """Whether a program is kept in the document."""
        return any(name.casefold().endswith(("vbaproject.bin", "vbaproject.otm")) for name in self.names)

    def properties(self) -> Properties:
        """What the document says of itself."""
        kinds = dict(self.related().values())
        core = self.lesser(kinds.get("core-properties", "docProps/core.xml"))
        further = self.lesser(kinds.get("extended-properties", "docProps/app.xml"))

        def said(name: str) -> str:
            return xml.words(xml.child(core, name))

        return Properties(
            title=said("title"),
            authors=(said("creator"),),
            organisation=xml.words(xml.child(further, "Company")),
            language=said("language"),
            keywords=said("keywords"),
            written=said("created"),
        )


def resolved(target: str, folder: str) -> str:
    """The name of the part that a reference from this folder means; it stays in the package, whatever it says."""
    return posixpath.normpath(posixpath.join("/", folder, unquote(target).replace("\\", "/"))).lstrip("/")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _inside(part: xml.Element) -> bytes:
    """The bytes of a part in a package that is one XML file."""
    if (data := xml.child(part, "xmlData")) is not None and len(data):
        return bytes(etree.tostring(data[0]))
    if (data := xml.child(part, "binaryData")) is not None:
        return b64decode("".join(data.itertext()))
    return b""
