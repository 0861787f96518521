"""What a file is, in a word or two, by its media type."""

from desktop.base.i18n import tr

_KINDS = {
    "application/pdf": "PDF",
    "text/html": "page",
    "text/markdown": "Markdown",
    "text/csv": "table",
    "text/tab-separated-values": "table",
    "message/rfc822": "message",
    "application/vnd.ms-outlook": "message",
    "application/mbox": "mailbox",
    "multipart/related": "saved page",
    "application/warc": "web archive",
    "application/wacz": "web archive",
    "application/epub+zip": "book",
    "application/rtf": "RTF",
    "application/zip": "archive",
    "application/xml": "XML",
    "application/json": "data",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "slides",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "slides",
}
_FAMILIES = {"image": "picture", "audio": "recording", "video": "film"}


def kind_of(media_type: str | None) -> str:
    """What people call a file of this type; empty for plain text, and for what has no name among people."""
    known = _KINDS.get(media_type or "") or _FAMILIES.get((media_type or "").partition("/")[0])
    return tr(known) if known else ""
