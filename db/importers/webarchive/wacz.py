"""Web archives in one ZIP file with a list of what is in them, by hash: a member that differs from it is marked.

The titles that such a file lists are those of browser windows; a page's own, which its reader finds, are better.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from db.importers.archives.zipped import Zipped
from db.importers.file import File
from db.importers.parsed import Bundle, Unreadable
from db.importers.webarchive import digests
from db.importers.webarchive.warc import Gathered

_LIST, _LIST_DIGEST = "datapackage.json", "datapackage-digest.json"
_ARCHIVE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.I)


def read(file: File) -> Bundle:
    """All captures of all archives in the file; raises Unreadable when it is no ZIP file."""
    zipped = Zipped(file)
    hashes, listed = _hashes(zipped)
    found = Gathered()
    for name in zipped.names:
        is_archive = _ARCHIVE.fullmatch(name) is not None
        if not is_archive and name not in hashes:
            continue
        try:
            data = zipped.named(name)
        except Unreadable as error:
            found.warnings.append("parts-left-out" if error.reason == "expands-too-far" else "archive-damaged")
            continue
        if digests.contradicts(hashes.get(name), (data,)):
            found.warnings.append("hash-mismatch")
        if is_archive:
            found.add(data)
    is_whole = listed and hashes.keys() <= set(zipped.names)
    bundle = Bundle(media_type=file.kind.media_type, named_type=file.kind.named_type, parts=tuple(found.parts))
    return bundle.warned(*found.warnings, *(() if is_whole else ("archive-damaged",)))


WAYS = (read,)


def _hashes(zipped: Zipped) -> tuple[Mapping[str, str], bool]:
    """What the list says each member's hash is, and whether there is such a list; the list has a hash itself."""
    content = _json(zipped, _LIST)
    resources = content.get("resources")
    if not isinstance(resources, list):
        return {}, False
    stated = {each.get("path"): each.get("hash") for each in resources if isinstance(each, dict)}
    stated[_LIST] = _json(zipped, _LIST_DIGEST).get("hash")
    return {name: found for name, found in stated.items() if isinstance(name, str) and isinstance(found, str)}, True


def _json(zipped: Zipped, name: str) -> Mapping[str, Any]:
    try:
        content = json.loads(zipped.named(name))
    except (Unreadable, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
