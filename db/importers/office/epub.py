"""Books in EPUB: the text of the chapters in the order of reading, and what the book says of itself.

What a book says of its publisher and its day of publication is meant as such, and is filled in. Chapters are pages of
the web and read as such, by `pagetext`.
"""

import posixpath
import re
from dataclasses import replace
from urllib.parse import unquote

from db import plain
from db.importers import pagetext, xml
from db.importers.archives.zipped import Zipped
from db.importers.file import File
from db.importers.office import described
from db.importers.office.described import Properties
from db.importers.parsed import Extractor, Found, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-epub", "1")
_CHARSET = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?([\w.:-]+)", re.I)
_OTHER_ROLES = re.compile(r"(?!aut\b|cre\b|dub\b).+")
_OTHER_DAYS = re.compile(r"modification|creation|conversion|ops-publication", re.I)
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml", "image/svg+xml", ""})


def read(file: File) -> Parsed:
    """The book; raises Unreadable when its chapters are locked, or there are none."""
    archive = Zipped(file)
    name = _package(archive)
    root = xml.parse(archive.named(name))
    chapters = _chapters(root, posixpath.dirname(name))
    locked = _locked(archive)
    if locked & set(chapters):
        raise Unreadable("encrypted", "epub")
    texts = [text for chapter in chapters if (text := _text(archive, chapter))]
    missing = any(chapter not in archive for chapter in chapters)
    parsed = described.document(
        file,
        "\n\n".join(texts),
        EXTRACTOR,
        _properties(root),
        has_head=False,
        warnings=("parts-damaged",) if missing else (),
    )
    return replace(parsed, suggestions={**parsed.suggestions, "type": Found("book", "guess")})


WAYS = (read,)


def _package(archive: Zipped) -> str:
    """The name of the part that describes the book."""
    data = archive.named("META-INF/container.xml")
    try:
        files = xml.parse(data).iter("{*}rootfile") if data else ()
        named = [xml.attribute(each, "full-path") for each in files]
    except Unreadable:
        named = []
    found = [*named, *(name for name in archive.names if name.endswith(".opf"))]
    name = next((each for each in found if each in archive), None)
    if name is None:
        raise Unreadable("damaged", "no package")
    return name


def _chapters(root: xml.Element, folder: str) -> list[str]:
    """The names of the chapters in the order of reading."""
    manifest = {
        xml.attribute(item, "id"): xml.attribute(item, "href")
        for item in root.iter("{*}item")
        if xml.attribute(item, "media-type") in _PAGES
    }
    order = [xml.attribute(each, "idref") for each in root.iter("{*}itemref")]
    return [_inside(manifest[each], folder) for each in (order or manifest) if each in manifest]


def _inside(reference: str, folder: str) -> str:
    path = unquote(reference.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _locked(archive: Zipped) -> set[str]:
    """The parts that are encrypted; fonts often are, which keeps nobody from reading."""
    data = archive.named("META-INF/encryption.xml")
    if not data:
        return set()
    references = xml.parse(data).iter("{*}CipherReference")
    return {_inside(xml.attribute(each, "URI"), "") for each in references}


def _text(archive: Zipped, name: str) -> str:
    data = archive.named(name)
    declared = _CHARSET.search(data[:1024])
    html = plain.normalise(plain.decode(data, declared[1].decode() if declared else None).text)
    return pagetext.visible(pagetext.without_data(html))


def _properties(root: xml.Element) -> Properties:
    meta = xml.child(root, "metadata")
    elements = [each for each in (meta.iter() if meta is not None else ()) if xml.local(each)]

    def said(name: str) -> list[xml.Element]:
        return [each for each in elements if xml.local(each) == name and xml.words(each)]

    refined = {
        xml.attribute(each, "refines").lstrip("#"): xml.words(each)
        for each in said("meta")
        if xml.attribute(each, "property") == "role"
    }
    authors = (
        xml.words(each)
        for each in said("creator")
        if not _OTHER_ROLES.match(xml.attribute(each, "role") or refined.get(xml.attribute(each, "id"), ""))
    )
    days = {xml.attribute(each, "event"): xml.words(each) for each in reversed(said("date"))}
    published = next((day for event, day in days.items() if not _OTHER_DAYS.match(event)), "")
    return Properties(
        title=next(map(xml.words, said("title")), ""),
        authors=tuple(authors),
        publisher=next(map(xml.words, said("publisher")), ""),
        language=next(map(xml.words, said("language")), ""),
        keywords=", ".join(map(xml.words, said("subject"))),
        published=published,
        written=next(iter(days.values()), ""),
    )
