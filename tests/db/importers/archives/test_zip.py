"""An archive from a stranger is opened in memory, counted while it expands, and nothing in it is a path."""

import contextlib
import hashlib
import hmac
import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from Cryptodome.Cipher import AES
from Cryptodome.Util import Counter
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers import formats
from db.importers.archives import zip as archive
from db.importers.file import File, Wish
from db.importers.parsed import Bundle, Part, Unreadable


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as out:
        for name, data in members:
            out.writestr(name, data)
    return stream.getvalue()


def renamed(data: bytes, old: bytes, new: bytes, *, claims_utf_8: bool = False) -> bytes:
    """The archive with a name of the same length written over another, as other programs write them."""
    data = data.replace(old, new)
    if claims_utf_8:
        at = data.index(b"PK\x01\x02") + 8
        data = data[:at] + struct.pack("<H", 0x800) + data[at + 2 :]
    return data


def parts(data: bytes, password: str | None = None) -> tuple[Part, ...]:
    bundle = archive.read(File("a.zip", data, Wish(password=password)))
    assert isinstance(bundle, Bundle)
    return bundle.parts


def refusal(data: bytes, password: str | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        parts(data, password)
    return caught.value.reason


def locked(data: bytes, password: bytes) -> bytes:
    """One stored member, locked in the old way that most programs still know."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = []
    for number in range(256):
        crc = number
        for _ in range(8):
            crc = (crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1
        table.append(crc)

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 255]

    for byte in password:
        update(byte)
    plain = zipped(("a.txt", data), method=zipfile.ZIP_STORED)
    crc = struct.unpack_from("<L", plain, 14)[0]
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        key = keys[2] | 2
        out.append(byte ^ ((key * (key ^ 1)) >> 8) & 255)
        update(byte)
    head = bytearray(plain[:35])
    struct.pack_into("<H", head, 6, 1)
    struct.pack_into("<L", head, 18, len(out))
    tail = bytearray(plain[35 + len(data) :])
    struct.pack_into("<H", tail, 8, 1)
    struct.pack_into("<L", tail, 20, len(out))
    struct.pack_into("<L", tail, len(tail) - 6, len(head) + len(out))
    return bytes(head + out + tail)


def test_each_file_in_an_archive_becomes_a_part() -> None:
    found = parts(zipped(("letters/", b""), ("letters/one.txt", b"The ferry"), ("two.txt", b"was late")))
    assert [(part.name, part.role, part.data) for part in found] == [
        ("letters/one.txt", "member", b"The ferry"),
        ("two.txt", "member", b"was late"),
    ]


def test_what_systems_leave_for_themselves_is_left_out() -> None:
    found = parts(zipped(("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("b/Thumbs.db", b"x"), ("a.txt", b"a")))
    assert [part.name for part in found] == ["a.txt"]


def test_names_are_labels_and_never_paths() -> None:
    hostile = ("../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.txt", "a.txt", "A.TXT", "\u202etxt.exe")
    found = parts(zipped(*((name, name.encode()) for name in hostile)))
    assert [part.data.decode() for part in found] == list(hostile)
    assert [part.name for part in found] == list(hostile)


def test_two_files_of_one_name_are_two_files() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"one"), ("a.txt", b"two"))
    assert [part.data for part in parts(data)] == [b"one", b"two"]


def test_a_link_is_named_and_not_followed() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    found = parts(zipped((link, b"/etc/passwd"), ("a.txt", b"a")))
    assert (found[0].name, found[0].refused, found[0].data) == ("link", "unsupported-type", b"")


@pytest.mark.parametrize(
    ("written", "charset"),
    [
        ("Brücke Größe.txt", "utf-8"),
        ("Übung.txt", "cp437"),
        ("Договор аренды.txt", "cp866"),
        ("合同文件副本.txt", "gbk"),
    ],
)
def test_names_are_read_in_the_charset_they_were_written_in(written: str, charset: str) -> None:
    name = written.encode(charset)
    data = renamed(zipped(("x" * len(name), b"a")), b"x" * len(name), name)
    assert parts(data)[0].name == written


def test_a_name_that_is_no_utf_8_though_it_says_so_does_not_close_the_archive() -> None:
    data = renamed(zipped(("xxxx.txt", b"a")), b"xxxx.txt", b"\xed\xa0\x80x.txt", claims_utf_8=True)
    part = parts(data)[0]
    assert part.data == b"a"
    assert part.name.encode().endswith(b"x.txt")


def test_a_nul_in_a_name_is_replaced() -> None:
    data = renamed(zipped(("a?b.txt", b"a")), b"a?b.txt", b"a\0b.txt")
    assert parts(data)[0].name == "a\ufffdb.txt"


def test_decomposed_letters_in_a_name_stay_as_they_are() -> None:
    assert parts(zipped(("Bru\u0308cke.txt", b"a")))[0].name == "Bru\u0308cke.txt"


def test_a_small_file_that_would_become_very_large_is_refused_and_its_neighbours_are_not() -> None:
    found = parts(zipped(("bomb.txt", bytes(8 << 20)), ("a.txt", b"a")))
    assert [(part.name, part.refused, part.data) for part in found] == [
        ("bomb.txt", "expands-too-far", b""),
        ("a.txt", None, b"a"),
    ]


def test_sizes_that_lie_are_of_no_use_to_a_bomb() -> None:
    data = bytearray(zipped(("bomb.txt", bytes(8 << 20))))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    struct.pack_into("<L", data, 22, 10)
    assert parts(bytes(data))[0].refused is not None


def test_too_many_members_are_refused() -> None:
    assert refusal(zipped(*((str(number), b"") for number in range(10_001)), method=zipfile.ZIP_STORED)) == (
        "expands-too-far"
    )


def test_a_damaged_member_is_named_and_the_others_are_read() -> None:
    data = zipped(("a.txt", b"The ferry was late"), ("b.txt", b"again"), method=zipfile.ZIP_STORED)
    found = parts(data.replace(b"ferry", b"fairy"))
    assert [(part.refused, part.data) for part in found] == [("damaged", b""), (None, b"again")]


@pytest.mark.parametrize("data", [b"PK\x03\x04", zipped(("a.txt", b"a" * 900))[:-30], b"PK\x03\x04" + bytes(300)])
def test_an_archive_without_its_table_is_damaged(data: bytes) -> None:
    assert refusal(data) == "damaged"


def test_an_archive_of_nothing_is_empty() -> None:
    assert refusal(zipped()) == "empty"


def test_a_locked_archive_asks_for_its_password_and_opens_with_it() -> None:
    data = locked(b"The ferry was late", b"eel")
    assert refusal(data) == "needs-password"
    assert refusal(data, "pike") == "wrong-password"
    assert parts(data, "eel")[0].data == b"The ferry was late"


def locked_with_aes(data: bytes, password: bytes, *, length: int = 32, altered: bool = False) -> bytes:
    """One member, locked with AES as WinZip describes it."""
    salt = bytes(range(length // 2))
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, 1000, 2 * length + 2)
    counter = Counter.new(128, initial_value=1, little_endian=True)
    packed = zlib.compress(data)[2:-4]
    hidden = AES.new(keys[:length], AES.MODE_CTR, counter=counter).encrypt(packed)
    code = hmac.digest(keys[length : 2 * length], hidden, "sha1")[:10]
    member = salt + keys[-2:] + (hidden[:-1] + b"?" if altered else hidden) + code
    info = zipfile.ZipInfo("a.txt")
    info.extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", {16: 1, 24: 2, 32: 3}[length], zipfile.ZIP_DEFLATED)
    out = bytearray(zipped((info, member), method=zipfile.ZIP_STORED))
    table = out.index(b"PK\x01\x02")
    for at in (6, table + 8):
        struct.pack_into("<HH", out, at, 1, 99)
    struct.pack_into("<L", out, 14, 0)
    struct.pack_into("<LL", out, table + 16, 0, len(member))
    struct.pack_into("<L", out, table + 24, len(data))
    struct.pack_into("<L", out, 22, len(data))
    return bytes(out)


@pytest.mark.parametrize("length", [16, 24, 32])
def test_an_archive_locked_with_aes_asks_for_its_password_and_opens_with_it(length: int) -> None:
    data = locked_with_aes(b"The ferry was late. " * 90, b"eel", length=length)
    assert refusal(data) == "needs-password"
    assert refusal(data, "pike") == "wrong-password"
    assert parts(data, "eel")[0].data == b"The ferry was late. " * 90


def test_bytes_behind_a_lock_that_were_altered_are_not_given() -> None:
    data = locked_with_aes(b"The ferry was late. " * 90, b"eel", altered=True)
    assert [(part.refused, part.data) for part in parts(data, "eel")] == [("damaged", b"")]


def test_a_lock_that_is_not_known_cannot_be_opened() -> None:
    data = bytearray(zipped(("a.txt", b"a"), ("b.txt", b"b")))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<HH", data, at + 8, 1, 99)
    assert [part.refused for part in parts(bytes(data), "eel")] == ["encrypted", None]


def test_an_archive_is_told_from_a_document_that_holds_the_same_files() -> None:
    data = zipped(("word/notes.txt", b"a"), ("xl/", b""))
    assert File("a.zip", data).kind.media_type == "application/zip"
    nested = zipped(("a.docx", zipped(("[Content_Types].xml", b""), ("word/document.xml", b""))), method=0)
    assert File("a.zip", nested).kind.media_type == "application/zip"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_gives_a_bundle_or_a_reason(data: st.DataObject) -> None:
    sound = bytearray(zipped(("a.txt", b"The ferry was late"), ("ü/b.txt", b"again and again" * 9)))
    for _ in range(data.draw(st.integers(1, 6))):
        sound[data.draw(st.integers(4, len(sound) - 1))] = data.draw(st.integers(0, 255))
    file = File("a.zip", bytes(sound))
    with contextlib.suppress(Unreadable):
        assert formats.ways(file)[0](file).parts
