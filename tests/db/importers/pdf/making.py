"""Small PDF files, written out by hand, so that a test shows all that is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zlib import compress

SIZE = (595, 842)
LINE = 14
SIZE_OF_LETTERS = 12


@dataclass
class Page:
    """Lines of text from the top of a page downwards, each a string, or two for a left and a right column."""

    lines: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()
    box: tuple[float, float, float, float] = (0, 0, *SIZE)
    more: str = ""
    drawn: str = ""


@dataclass
class Writer:
    """Numbers objects and writes them with their table."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, content: str | bytes) -> int:
        self.objects.append(content if isinstance(content, bytes) else content.encode("latin-1"))
        return len(self.objects)

    def stream(self, data: bytes, more: str = "") -> int:
        packed = compress(data)
        head = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode()
        return self.add(head + packed + b"\nendstream")

    def reserve(self) -> int:
        return self.add(b"null")

    def put(self, number: int, content: str) -> None:
        self.objects[number - 1] = content.encode("latin-1")

    def written(self, trailer: str) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, content in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        at = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += f"trailer<</Size {len(places) + 1}{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode()
        return bytes(out)


def text(words: str) -> str:
    """A string of a PDF, in UTF-16 as hexadecimal."""
    return f"<FEFF{words.encode('utf-16-be', 'surrogatepass').hex()}>"


def pdf(
    *pages: Page | tuple[str, ...] | str,
    info: Mapping[str, str] | None = None,
    catalog: str = "",
    attached: Mapping[str, bytes] | None = None,
    fields: Iterable[str] = (),
    fonts: str = "",
) -> bytes:
    """A document with these pages; a string is a page with one line, several strings one with several lines."""
    writer = Writer()
    root, tree = writer.reserve(), writer.reserve()
    pages_ = [_page(page) for page in pages]
    font = _font(writer, "".join(line for page in pages_ for line in page.lines))
    helvetica = writer.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    numbers = [_written(writer, page, tree, f"/Font<</F {font} 0 R/Helv {helvetica} 0 R{fonts}>>") for page in pages_]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    writer.put(tree, f"<</Type/Pages/Kids[{kids}]/Count {len(numbers)}>>")
    if fields:
        form = " ".join(str(writer.add(each)) + " 0 R" for each in fields)
        catalog += f"/AcroForm<</Fields[{form}]/DR<</Font<</Helv {helvetica} 0 R>>>>/DA(/Helv 0 Tf 0 g)>>"
        annots = form
        for number in numbers[:1]:
            page_object = writer.objects[number - 1].decode("latin-1")
            writer.put(number, page_object.replace("/Annots[", f"/Annots[{annots} "))
    writer.put(root, f"<</Type/Catalog/Pages {tree} 0 R{catalog}{_attachments(writer, attached or {})}>>")
    said = "".join(f"/{name} {text(value)}" for name, value in (info or {}).items())
    about = f"/Info {writer.add(f'<<{said}>>')} 0 R" if said else ""
    return writer.written(f"/Root {root} 0 R{about}")


def _page(page: Page | tuple[str, ...] | str) -> Page:
    if isinstance(page, Page):
        return page
    return Page((page,) if isinstance(page, str) else page)


def _written(writer: Writer, page: Page, tree: int, resources: str) -> int:
    top = page.box[3] - 72
    shown = [
        f"BT /F {SIZE_OF_LETTERS} Tf 1 0 0 1 {page.box[0] + 72} {top - LINE * number} Tm <{_codes(line)}> Tj ET"
        for number, line in enumerate(page.lines)
    ]
    content = writer.stream(("\n".join(shown) + page.drawn).encode("latin-1"))
    annotations = " ".join(f"{writer.add(each)} 0 R" for each in page.annotations)
    box = " ".join(map(str, page.box))
    return writer.add(
        f"<</Type/Page/Parent {tree} 0 R/MediaBox[{box}]/Resources<<{resources}>>/Contents {content} 0 R"
        f"/Annots[{annotations}]{page.more}>>"
    )


def _font(writer: Writer, letters: str) -> int:
    """A font of any letters: their codes are numbers of our own, and a table says what they mean."""
    pairs = [f"<{_code(letter)}> <{letter.encode('utf-16-be', 'surrogatepass').hex()}>" for letter in _letters(letters)]
    blocks = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n"
        for block in (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    )
    table = writer.stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + blocks.encode() + b"endcmap end end"
    )
    described = writer.add(
        "<</Type/FontDescriptor/FontName/Any/Flags 4/FontBBox[0 -200 600 800]/ItalicAngle 0/Ascent 800/Descent -200"
        "/CapHeight 700/StemV 80>>"
    )
    below = writer.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/FontDescriptor {described} 0 R/DW 500"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity>>"
    )
    return writer.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[{below} 0 R]"
        f"/ToUnicode {table} 0 R>>"
    )


_NUMBERS: dict[str, int] = {}


def _letters(words: str) -> list[str]:
    return list(dict.fromkeys(words))


def _code(letter: str) -> str:
    return f"{_NUMBERS.setdefault(letter, len(_NUMBERS) + 1):04X}"


def _codes(line: str) -> str:
    return "".join(map(_code, line))


def _attachments(writer: Writer, attached: Mapping[str, bytes]) -> str:
    if not attached:
        return ""
    names = []
    for name, data in attached.items():
        stream = writer.stream(data, f"/Type/EmbeddedFile/Params<</Size {len(data)}>>")
        file = writer.add(f"<</Type/Filespec/F {text(name)}/UF {text(name)}/EF<</F {stream} 0 R>>>>")
        names.append(f"{text(name)} {file} 0 R")
    return f"/Names<</EmbeddedFiles<</Names[{' '.join(names)}]>>>>"
