"""What programs wrote beside a picture or a PDF is offered, and a place is never read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import xmp
from db.importers.file import File
from db.importers.media import pictures
from db.importers.parsed import Found
from db.importers.pdf import reading
from tests.db.importers.pdf.making import pdf

NAMES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
)
INNER = (
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The crane</rdf:li><rdf:li>Der Kran</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>Ilse Varga</rdf:li><rdf:li>Tomás Keel</rdf:li></rdf:Seq></dc:creator>"
    "<dc:subject><rdf:Bag><rdf:li>harbour</rdf:li><rdf:li>eels</rdf:li></rdf:Bag></dc:subject>"
)


def packet(inner: str = INNER, attributes: str = 'xmp:CreateDate="2022-03-04T10:11:12+01:00"') -> bytes:
    """A block of XMP as programs write it."""
    described = f'<rdf:Description rdf:about="" {attributes}>{inner}</rdf:Description>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {NAMES}>{described}</rdf:RDF></x:xmpmeta>'.encode()


def test_title_makers_words_and_day_are_read() -> None:
    said = xmp.read(b"\xff\xd8 something " + packet() + b" more")
    assert said == xmp.Said("The crane", "Ilse Varga; Tomás Keel", "harbour; eels", "2022-03-04")


def test_the_last_block_counts() -> None:
    older = packet("<dc:title>The old crane</dc:title>")
    assert xmp.read(older + packet()).title == "The crane"


def test_a_place_is_not_read() -> None:
    where = 'exif:GPSLatitude="54,5.3N" exif:GPSLongitude="9,4.1E"'
    assert "54" not in repr(xmp.read(packet(attributes=where)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<x:xmpmeta",
        packet()[:-3],
        packet().replace(b"</dc:title>", b""),
        b"<x:xmpmeta>" + b" " * (2 << 20) + b"</x:xmpmeta>",
        packet(attributes='xmp:CreateDate="0000-00-00"', inner=""),
    ],
)
def test_what_is_damaged_or_far_too_long_says_nothing(data: bytes) -> None:
    assert xmp.read(data) == xmp.Said()


@given(st.binary(max_size=200), st.integers(0, 900))
def test_any_damage_is_survived(noise: bytes, at: int) -> None:
    whole = packet()
    assert isinstance(xmp.read(whole[:at] + noise + whole[at:]), xmp.Said)


def test_what_stands_beside_a_picture_is_suggested() -> None:
    picture = File("a.jpg", b"\xff\xd8\xff\xe1" + packet() + b"\xff\xd9")
    parsed = pictures.read_plain(picture)
    assert parsed.title == Found("a", "file")
    assert {name: found.value for name, found in parsed.suggestions.items()} == {
        "title": "The crane",
        "author": "Ilse Varga; Tomás Keel",
        "keyword": "harbour; eels",
        "issued": "2022-03-04",
    }


def test_a_pdf_without_properties_has_those_that_stand_beside_it() -> None:
    parsed = reading.read(File("a.pdf", pdf("Words on paper") + packet()))
    assert parsed.title == Found("The crane", "properties")
    assert parsed.suggestions["author"] == Found("Ilse Varga; Tomás Keel", "properties")
    own = reading.read(File("a.pdf", pdf("Words on paper", info={"Title": "On cranes"}) + packet()))
    assert own.title == Found("On cranes", "properties")
