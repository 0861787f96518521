"""Odd archives, messages and web archives."""

import gzip
import hashlib
import json
import zipfile
from email.message import EmailMessage
from io import BytesIO

import brotli

from tests.db.importers.odd.rows import Row, Want, bundle, refused
from tests.db.importers.webarchive.capture import PAGE, URL, answer, packed, record

LETTER = "From: a@b.example\nMIME-Version: 1.0\n"
WORDS = b"The crane was paid for twice."


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """An archive of these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members:
            out.writestr(name, data)
    return stream.getvalue()


def link() -> zipfile.ZipInfo:
    """A member that only points elsewhere."""
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    return info


def zeros() -> bytes:
    """Three hundred kilobytes of archive, three hundred megabytes of nothing."""
    return zipped(("zeros.txt", bytes(300 << 20)), ("small.txt", WORDS))


def lying() -> bytes:
    """An archive whose table says that a large member is small."""
    data = bytearray(zipped(("lie.txt", bytes(64 << 20))))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def nested(depth: int) -> bytes:
    """An archive in an archive, so often."""
    data = zipped(("words.txt", WORDS))
    for number in range(depth):
        data = zipped((f"in{number}.zip", data))
    return data


def packed_again(depth: int) -> bytes:
    """A packed file in a packed file, as one that holds itself would be."""
    data = WORDS
    for _ in range(depth):
        data = gzip.compress(data, mtime=0)
    return data


def hostile_names() -> bytes:
    """Members that are called as no file should be."""
    names = ("../../escaped.txt", "/tmp/escaped.txt", "C:\\escaped.txt", "nul_x.txt", "a.txt", "A.TXT")
    data = zipped(*((name, WORDS + name.encode()) for name in names), (link(), b"/etc/passwd"))
    return data.replace(b"nul_x.txt", b"nul\0x.txt")


def deep_letter(depth: int) -> str:
    """A message in parts in parts, so often."""
    opened = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(depth))
    return f"{LETTER}{opened}\nText."


def attached(*names: str) -> bytes:
    """A message with attachments of these names."""
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Crane"
    message.set_content("See what hangs on it.")
    for name in names:
        message.add_attachment(WORDS + name.encode(), maintype="text", subtype="plain", filename=name)
    return bytes(message)


def box() -> str:
    """A mailbox with lines in it that look like the beginning of a message."""
    first = "From a@b.example Tue Mar 14 10:00:00 2023\nFrom: a@b.example\nSubject: One\n\n"
    second = "From c@d.example Tue Mar 14 11:00:00 2023\nFrom: c@d.example\nSubject: Two\n\nEnd.\n"
    return f"{first}From here on the crane stood still.\n>From there it came.\n\n{second}"


def altered_collection() -> bytes:
    """A web archive in one file, with a page that differs from the list."""
    whole = packed(record(answer()))
    listed = {"path": "archive/data.warc.gz", "hash": f"sha256:{hashlib.sha256(b'other').hexdigest()}"}
    return zipped(
        ("archive/data.warc.gz", whole),
        ("datapackage.json", json.dumps({"profile": "data-package", "resources": [listed]}).encode()),
    )


def broken_packing() -> bytes:
    """Three packed records, the middle one damaged."""
    first, second, third = (
        packed(record(answer(PAGE + bytes(str(number), "ascii") * 900), url=f"{URL}/{number}")) for number in range(3)
    )
    return first + second[:40] + bytes(30) + second[70:] + third


CHUNKED = {"Transfer-Encoding": "chunked"}

ROWS = (
    Row(
        14,
        "archives that swell",
        {
            "zeros.zip": (zeros, bundle(zeros__txt="expands-too-far", small__txt=None)),
            "lying.zip": (lying, Want(state="any")),
            "nested.zip": (nested(8), bundle()),
            "self.gz": (packed_again(9), bundle()),
            "many.zip": (
                lambda: zipped(*((f"{number}.txt", b"") for number in range(10_001))),
                refused("expands-too-far"),
            ),
        },
    ),
    Row(
        15,
        "names that are paths",
        {
            "names.zip": (
                hostile_names,
                Want(
                    state="bundle",
                    holds={
                        "../../escaped.txt": None,
                        "/tmp/escaped.txt": None,
                        "C:\\escaped.txt": None,
                        "nul\ufffdx.txt": None,
                        "a.txt": None,
                        "A.TXT": None,
                        "link.txt": "unsupported-type",
                    },
                ),
            )
        },
    ),
    Row(
        20,
        "a charset that nobody knows",
        {
            "charset.eml": (
                f"{LETTER}Content-Type: text/plain; charset=x-unheard-of\n\nThe crane café.",
                Want(says=("The crane café.",)),
            )
        },
        {"mail/plain_emails/raw_email10.eml": Want()},
    ),
    Row(
        21,
        "messages beyond all measure",
        {
            "header.eml": (
                f"{LETTER}To: {'a@b.example, ' * 80_000}\nSubject: Crane\n\nText.",
                Want(says=("Text.",), warns=("header-cut",)),
            ),
            "stations.eml": (
                "Received: from a by b; Tue, 14 Mar 2023 10:00:00 +0000\n" * 10_000 + f"{LETTER}\nText.",
                Want(says=("Text.",)),
            ),
            "deep.eml": (deep_letter(500), Want()),
        },
    ),
    Row(
        22,
        "attachments with hostile names",
        {
            "names.eml": (
                attached("../../escaped.txt", "exe\u202efdp.txt"),
                Want(says=("See what hangs on it.",), holds={"../../escaped.txt": None, "exe\u202efdp.txt": None}),
            )
        },
        {f"ingest/email_attached_{kind}.eml": Want() for kind in ("alternative", "inline", "plaintext")},
    ),
    Row(
        23,
        "a message of Outlook that is none",
        {"noise.msg": (bytes(range(256)) * 40, refused("binary"))},
        {"ingest/fnf.msg": Want(state="any")},
    ),
    Row(
        24,
        "a mailbox with From in its letters",
        {"box.mbox": (box(), Want(state="bundle", holds={"0001 One.eml": None, "0002 Two.eml": None}))},
        {"ingest/plan.mbox": bundle(), "office/simple.mbox": bundle(), "office/quoted.mbox": bundle()},
    ),
    Row(
        25,
        "web archives that are damaged",
        {
            "packing.warc.gz": (broken_packing, bundle("archive-damaged")),
            "chunks.warc": (
                record(answer(b"5\r\n<p>Th\r\n??\r\ne crane</p>", CHUNKED))
                + record(answer(PAGE, CHUNKED), url=f"{URL}/2"),
                bundle("archive-damaged"),
            ),
            "half.warc": ((record(answer()) * 2)[:-40], bundle("archive-damaged")),
            "address.warc": (record(answer(), url="ht tp://?[ no address"), bundle()),
        },
        {"office/testWARC_multiple.warc": bundle()},
    ),
    Row(
        26,
        "a web archive with a body packed by brotli",
        {
            "brotli.warc": (record(answer(brotli.compress(PAGE), {"Content-Encoding": "br"})), bundle()),
            "broken.warc": (
                record(answer(b"\xff\x0e\x00\xf8 no", {"Content-Encoding": "br"})),
                bundle("body-still-encoded"),
            ),
        },
    ),
    Row(
        27,
        "a web archive that differs from its list",
        {"altered.wacz": (altered_collection, bundle("hash-mismatch"))},
    ),
)
