"""A message that Outlook filed reads like the same message from any other program."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers.file import File, Wish
from db.importers.mail import message, outlook, richtext
from db.importers.parsed import Found, Parsed, Unreadable
from tests.db.importers.mail import ole

FILES = Path(__file__).parents[5] / "shared" / "corpus" / "files"
NOON = 133_232_688_000_000_000
"""14 March 2023, 12:00 UTC, in tenths of microseconds since 1601."""
MAIL = {0x1A: "IPM.Note", 0x37: "The second crane", 0x1000: "It was never built.\r\n", 0x39: NOON}


def read(data: bytes, wish: Wish | None = None) -> Parsed:
    return outlook.read(File("crane.msg", data, wish or Wish()))


def kept(name: str) -> Parsed:
    path = FILES / "office" / name
    if not path.exists():
        pytest.skip("the corpus is not here")
    return outlook.read(File(name, path.read_bytes()))


def test_a_message_is_its_head_and_its_letter() -> None:
    data = ole.file(
        ole.message(
            {**MAIL, 0x0C1A: "Ilse Varga", 0x0C1F: "ilse@courier.example"},
            {
                "__recip_version1.0_#00000000": ole.properties({0x3001: "Tom", 0x39FE: "tom@b.example", 0x0C15: 1}),
                "__recip_version1.0_#00000001": ole.properties({0x3001: "Änne", 0x0C15: 3}),
            },
        )
    )
    parsed = read(data)
    assert parsed.text.split("\n") == [
        "From: Ilse Varga <ilse@courier.example>",
        "To: Tom <tom@b.example>",
        "Bcc: Änne",
        "Date: Tue, 14 Mar 2023 12:00:00 +0000",
        "Subject: The second crane",
        "",
        "It was never built.",
    ]
    assert parsed.title == Found("The second crane", "mail")
    assert parsed.issued == Found("2023-03-14", "mail")
    assert parsed.type == Found("personal_communication", "mail")
    assert parsed.authors == ()
    assert parsed.suggestions == {"author": Found("Ilse Varga", "mail")}


def test_the_headers_of_the_journey_tell_the_senders_own_day() -> None:
    headers = "Received: from a\r\nDate: Wed, 15 Mar 2023 00:30:00 +1200\r\nFrom: Ilse <ilse@courier.example>\r\n"
    parsed = read(ole.file(ole.message({**MAIL, 0x7D: headers})))
    assert parsed.issued == Found("2023-03-15", "mail")
    assert parsed.text.startswith("From: Ilse <ilse@courier.example>\nDate: Wed, 15 Mar 2023 00:30:00 +1200")


def test_texts_in_a_code_page_are_read_in_it() -> None:
    words = {0x1A: b"IPM.Note", 0x37: "Кран".encode("cp1251"), 0x1000: "Его не строили.".encode("cp1251")}
    parsed = read(ole.file(ole.message(words, page=1251)))
    assert parsed.text == "Subject: Кран\n\nЕго не строили."
    assert parsed.charset == "windows-1251"
    assert parsed.warnings == ()


def test_a_code_page_that_is_not_named_is_found_and_doubted() -> None:
    words = {0x1A: b"IPM.Note", 0x1000: ("Портовое управление заплатило дважды. " * 9).encode("koi8-r")}
    parsed = read(ole.file(ole.message(words)))
    assert parsed.text.startswith("Портовое управление")
    assert "charset-guessed" in parsed.warnings
    assert read(ole.file(ole.message(words)), Wish(charset="koi8-r")).warnings == ()


def test_a_message_that_is_only_a_page_shows_its_words() -> None:
    page = bytearray(b"<html><body><p>It was <b>never</b> built.</p></body></html>")
    assert read(ole.file(ole.message({**MAIL, 0x1000: "", 0x1013: page}))).text.endswith("\n\nIt was never built.")


def test_a_message_that_is_only_rich_text_shows_its_words() -> None:
    rich = rb"{\rtf1\ansi\deff0 It was never built.\par}"
    packed = struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich
    assert read(ole.file(ole.message({**MAIL, 0x1000: "", 0x1009: bytearray(packed)}))).text.endswith("never built.")


def test_compressed_rich_text_is_unpacked() -> None:
    # The example that the description of the format gives.
    packed = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    assert richtext.uncompressed(bytes.fromhex(packed)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_attachments_are_parts_with_the_bytes_that_were_sent() -> None:
    report = bytearray(b"%PDF-1.4 " + bytes(range(256)) * 20)
    attachment = ole.properties({0x3701: report, 0x3707: "report.pdf", 0x3704: "REPORT~1.PDF", 0x3705: 1})
    (part,) = read(ole.file(ole.message(MAIL, {"__attach_version1.0_#00000000": attachment}))).parts
    assert (part.name, part.role, part.refused) == ("report.pdf", "attachment", None)
    assert part.data == bytes(report)


def test_an_attached_message_is_put_together_again() -> None:
    report = ole.properties({0x3701: bytearray(b"%PDF-1.4 " * 500), 0x3707: "Bericht Ä.pdf"})
    inner = ole.properties({**MAIL, 0x37: "Fwd: crane", 0x1000: "See the report.\nÄnne"}, header=24)
    holder = ole.properties(
        {0x3701: {**inner, "__attach_version1.0_#00000000": report}, 0x3001: "Fwd: crane", 0x3705: 5}
    )
    data = ole.file(ole.message(MAIL, {"__attach_version1.0_#00000000": holder}))
    (part,) = read(data).parts
    assert part.name == "Fwd: crane.eml"
    assert part.warnings == ("message-rebuilt",)
    again = message.read(File(part.name, part.data))
    assert isinstance(again, Parsed)
    assert again.title == Found("Fwd: crane", "mail")
    assert again.issued == Found("2023-03-14", "mail")
    assert again.text.endswith("\n\nSee the report.\nÄnne")
    assert [(each.name, each.data) for each in again.parts] == [("Bericht Ä.pdf", b"%PDF-1.4 " * 500)]
    assert read(data).parts == (part,)


def test_messages_in_messages_come_to_an_end() -> None:
    deep = ole.properties(MAIL, header=24)
    for _ in range(20):
        holder = ole.properties({0x3701: deep, 0x3001: "deeper", 0x3705: 5})
        deep = {**ole.properties(MAIL, header=24), "__attach_version1.0_#00000000": holder}
    holder = ole.properties({0x3701: deep, 0x3001: "deep", 0x3705: 5})
    (part,) = read(ole.file(ole.message(MAIL, {"__attach_version1.0_#00000000": holder}))).parts
    assert part.data.count(b"Content-Type: message/rfc822") == 4
    assert part.warnings == ("message-rebuilt", "parts-left-out")


def test_an_attachment_that_is_damaged_costs_only_itself() -> None:
    empty = ole.properties({0x3701: ole.properties({}, header=24), 0x3001: "lost", 0x3705: 5})
    parsed = read(ole.file(ole.message(MAIL, {"__attach_version1.0_#00000000": empty})))
    assert parsed.text.endswith("It was never built.")
    assert [part.refused for part in parsed.parts] == ["damaged"]


def test_a_note_or_a_contact_is_no_communication() -> None:
    parsed = read(ole.file(ole.message({**MAIL, 0x1A: "IPM.StickyNote"})))
    assert parsed.type is None
    assert parsed.title == Found("The second crane", "properties")


def test_what_is_no_ole_file_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b"this is no message " * 200)
    assert refusal.value.reason == "damaged"


def test_an_ole_file_of_another_kind_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(ole.file({"WordDocument": b"words"}))
    assert refusal.value.reason == "unsupported-type"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_is_survived(data: st.DataObject) -> None:
    whole = bytearray(ole.file(ole.message({**MAIL, 0x1000: "", 0x1009: bytearray(b"LZFu" * 9)})))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(whole)))
    try:
        read(bytes(whole[:end]))
    except Unreadable:
        return


# --- messages that others wrote -----------------------------------------------------------------


def test_a_chinese_message_without_a_code_page_of_its_own_is_read() -> None:
    parsed = kept("testMSG_chinese.msg")
    assert parsed.title == Found("Alfresco MSG format testing ( MSG 格式測試 )", "mail")
    assert "恭喜 HQ 保全課 陳奎良 高票當選雲林縣總工會" in parsed.text
    assert parsed.language == Found("zh", "guess")


def test_a_message_with_a_message_and_a_document_on_it() -> None:
    parsed = kept("testMSG_att_msg.msg")
    assert [part.name for part in parsed.parts] == ["Test Attachment.eml", "smbprn.00009008.KdcPjl.pdf"]
    assert parsed.parts[1].data.startswith(b"%PDF-1.4")


def test_rich_text_says_what_the_plain_text_says() -> None:
    import olefile

    path = FILES / "office" / "testMSG.msg"
    if not path.exists():
        pytest.skip("the corpus is not here")
    with olefile.OleFileIO(str(path)) as file:
        words = richtext.text(file.openstream("__substg1.0_10090102").read())
    assert "I've been working on making the type detection code more" in words


@pytest.mark.parametrize("cut", [0, 700])
def test_what_its_reader_gives_up_on_still_gives_its_words(cut: int) -> None:
    data = ole.file(ole.message({**MAIL, 0x1000: "The crane was paid for twice, and stood still for eleven weeks."}))
    parsed = outlook.read_remains(File("a.msg", data[: len(data) - cut]))
    assert "The crane was paid for twice, and stood still for eleven weeks." in parsed.text
    assert "only-words-left" in parsed.warnings


def test_attachments_beyond_all_measure_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "_MOST_ATTACHMENTS", 2)
    folders = {
        f"__attach_version1.0_#{number:08X}": ole.properties({0x3707: f"{number}.txt", 0x3701: bytearray(b"words")})
        for number in range(3)
    }
    parsed = read(ole.file(ole.message(MAIL, folders)))
    assert len(parsed.parts) == 2
    assert "parts-left-out" in parsed.warnings
