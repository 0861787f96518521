"""Web archives: every page, document and text that was captured, with its address, its day and its digest checked.

Only what a server answered with success is a part, and what was stored as a file. Requests, notes, pictures, scripts
and styles are passed over. What is damaged is marked, and what came before it is kept; a body in a packing that is
not known here is handed over as it was recorded, with a mark.
"""

from dataclasses import replace

from db import plain
from db.importers import addresses, datelines, detect, formats, html
from db.importers.file import File
from db.importers.parsed import Bundle, Found, Parsed, Part, Unreadable
from db.importers.webarchive import digests, http
from db.importers.webarchive.records import Record, Records, unpacked

_PASSED_OVER = ("image/", "audio/", "video/", "font/", "text/css", "text/dns", "text/x-component")
_DATA = ("javascript", "ecmascript", "json", "font", "wasm", "octet-stream+", "manifest")
_MOST_PARTS = 20_000
_MOST_BYTES = 256 << 20


class Gathered:
    """What was found in one or several archives, within limits that count for all of them."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.warnings: list[str] = []
        self._bytes = 0

    def add(self, data: bytes) -> None:
        """Take what is readable out of an archive."""
        records = Records(data, http.LARGEST)
        for record in records:
            if len(self.parts) >= _MOST_PARTS:
                self.warnings.append("parts-left-out")
                return
            if part := _part(record):
                self._keep(part)
        if records.damaged:
            self.warnings.append("archive-damaged")
        if records.expands:
            self.warnings.append("parts-left-out")

    def _keep(self, part: Part) -> None:
        self._bytes += len(part.data)
        too_much = self._bytes > _MOST_BYTES
        self.parts.append(replace(part, data=b"", refused="too-large") if too_much else part)


def read(file: File) -> Bundle:
    """All captures of the archive; raises Unreadable when nothing in it is a record."""
    found = Gathered()
    found.add(file.data)
    if not found.parts and "archive-damaged" in found.warnings:
        raise Unreadable("damaged", "no record")
    bundle = Bundle(media_type=file.kind.media_type, named_type=file.kind.named_type, parts=tuple(found.parts))
    return bundle.warned(*found.warnings)


def read_remains(file: File) -> Parsed:
    """What can be unpacked of the archive, without its tags, as one text."""
    return html.read_stripped(replace(file, data=unpacked(file.data)))


WAYS = (read, read_remains)


def _part(record: Record) -> Part | None:
    """A capture as a part; None for one that nobody would read."""
    uri = plain.normalise(record.fields.get("warc-target-uri", "").strip("<> \t"))
    if uri.startswith(("urn:", "dns:", "metadata:")):
        return None
    part = Part(name=uri or record.fields.get("warc-record-id", "?"), role="record", said=_said(record, uri))
    if record.block is None:
        return replace(part, refused="too-large")
    found = _answer(record, record.block)
    if found is None or found.status != 200 or _is_passed_over(found.media_type):
        return None
    try:
        body = http.unpacked(found)
    except http.ExpandsTooFarError:
        return replace(part, refused="expands-too-far")
    if not body.data.strip() or not (body.encoded or _is_readable(body.data)):
        return None
    warnings = (
        *(("digest-mismatch",) if _is_altered(record, record.block, found, body) else ()),
        *(("archive-damaged",) if record.cut or body.cut else ()),
        *(("body-still-encoded",) if body.encoded else ()),
    )
    return replace(part, data=body.data, declared=found.charset, warnings=warnings)


def _answer(record: Record, block: bytes) -> http.Answer | None:
    if record.fields.get("warc-type", "").lower() == "resource":
        return http.Answer(200, {"content-type": record.fields.get("content-type", "")}, block)
    return http.answer(block)


def _said(record: Record, uri: str) -> dict[str, Found]:
    """Where and on which day it was captured; archives write their times in UTC."""
    url = addresses.web_address(uri.replace(" ", "%20"))
    day = datelines.stated(record.fields.get("warc-date", "")[:10])
    said = {"url": url, "accessed": day}
    return {name: Found(value, "capture") for name, value in said.items() if value}


def _is_passed_over(media_type: str) -> bool:
    return media_type.startswith(_PASSED_OVER) or any(word in media_type for word in _DATA)


def _is_readable(data: bytes) -> bool:
    """Whether it is of a type that is read here, whatever the server called it."""
    media_type = detect.kind("", data).media_type
    if media_type == detect.PLAIN and data.lstrip()[:1] in (b"{", b"[") and data.rstrip()[-1:] in (b"}", b"]"):
        return False
    return media_type in formats.MODULES and not media_type.startswith(_PASSED_OVER)


def _is_altered(record: Record, block: bytes, found: http.Answer, body: http.Body) -> bool:
    """Whether a digest is stated that fits neither the block, nor the body in any form that programs take it from."""
    if digests.contradicts(record.fields.get("warc-block-digest"), (block,)):
        return True
    bodies = (found.raw, http.without_chunks(found).data, body.data)
    return digests.contradicts(record.fields.get("warc-payload-digest"), bodies)
