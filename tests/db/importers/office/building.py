"""Small documents, built as the programs build them, for the tests of their readers."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from db.importers import formats
from db.importers.file import AS_EVER, File, Wish
from db.importers.parsed import Parsed

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def relations(**targets: str) -> str:
    """Relations by `id__kind="target"`."""
    lines = "".join(
        f'<Relationship Id="{key.partition("__")[0]}" Type="{_TYPES}/{key.partition("__")[2]}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def word(tag: str, inner: str) -> str:
    """A part of a document of Word."""
    names = (
        f'xmlns:w="{WORD}" xmlns:r="{_TYPES}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return f'<?xml version="1.0"?><w:{tag} {names}>{inner}</w:{tag}>'


def para(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, members: Mapping[str, str | bytes] | None = None) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(a__officeDocument="word/document.xml"),
            "word/document.xml": word("document", f"<w:body>{body}</w:body>"),
            **(members or {}),
        }
    )


def core(**values: str) -> str:
    """The properties that Office keeps of a document."""
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    lines = "".join(f"<{key.replace('_', ':')}>{value}</{key.replace('_', ':')}>" for key, value in values.items())
    return f"<coreProperties {names}>{lines}</coreProperties>"


def read(data: bytes, name: str, wish: Wish = AS_EVER) -> Parsed:
    """The document as the first way of its format reads it."""
    file = File(name, data, wish)
    parsed = formats.ways(file)[0](file)
    assert isinstance(parsed, Parsed), parsed
    return parsed
