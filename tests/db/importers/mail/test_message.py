"""A message gives its letter, what hangs on it, and its headers as claims; who sent it is only suggested."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.importers import formats
from db.importers.file import File, Wish
from db.importers.mail import message
from db.importers.parsed import Bundle, Found, Parsed, Part, Unreadable

FILES = Path(__file__).parents[5] / "shared" / "corpus" / "files"
HEAD = b"From: Ilse Varga <ilse@courier.example>\nTo: tom@b.example\nDate: Tue, 14 Mar 2023 23:30:00 -0800\n"
LETTER = b"The harbour office paid for the same crane twice, and nobody has seen it.\n"


def read(data: bytes, name: str = "a.eml", wish: Wish | None = None) -> Parsed:
    parsed = message.read(File(name, data, wish or Wish()))
    assert isinstance(parsed, Parsed)
    return parsed


def letter(parsed: Parsed) -> str:
    """The text below the head."""
    return parsed.text.partition("\n\n")[2]


def multipart(kind: str, *parts: bytes) -> bytes:
    """A message of these parts, each with its headers."""
    body = b"".join(b"\n--=b\n" + part for part in parts)
    return (
        HEAD + b'MIME-Version: 1.0\nContent-Type: multipart/%b; boundary="=b"\n' % kind.encode() + body + b"\n--=b--\n"
    )


def attached(*headers: bytes) -> Part:
    """The only part of a message with one attachment of these headers."""
    data = b"Content-Disposition: attachment" + b"".join(headers) + b"\n\nbytes"
    (part,) = read(multipart("mixed", b"\nText.", data)).parts
    return part


# --- what is read -------------------------------------------------------------------------------


def test_a_message_is_its_head_and_its_letter() -> None:
    parsed = read(HEAD + b"Bcc: ann@b.example\nSubject: One crane\nX-Mailer: Reed\n\n" + LETTER)
    assert parsed.text == (
        "From: Ilse Varga <ilse@courier.example>\nTo: tom@b.example\nBcc: ann@b.example\n"
        "Date: Tue, 14 Mar 2023 23:30:00 -0800\nSubject: One crane\n\n" + LETTER.decode().strip()
    )
    assert parsed.title == Found("One crane", "mail")
    assert parsed.type == Found("personal_communication", "mail")
    assert parsed.language == Found("en", "guess")


def test_who_sent_it_is_suggested_and_no_author() -> None:
    parsed = read(HEAD + b"\n" + LETTER)
    assert parsed.authors == ()
    assert parsed.suggestions == {"author": Found("Ilse Varga", "mail")}


def test_the_day_is_the_one_on_the_senders_calendar() -> None:
    assert read(HEAD + b"\n" + LETTER).issued == Found("2023-03-14", "mail")


@pytest.mark.parametrize(
    "date", [b"Tue, 31 Feb 2023 10:00:00 +0000", b"Thu, 1 Jan 1970 00:00:00 +0000", b"30 Jun 3609 15:33:50", b"<HR>"]
)
def test_a_day_that_there_is_not_is_none(date: bytes) -> None:
    parsed = read(b"From: a@b.example\nDate: " + date + b"\n\n" + LETTER)
    assert parsed.issued is None
    assert "date-unreadable" in parsed.warnings
    assert f"Date: {date.decode()}" in parsed.text


def test_a_message_without_a_date_gets_none() -> None:
    parsed = read(b"From: a@b.example\nReceived: from x; Tue, 14 Mar 2023 10:00:00 +0000\n\n" + LETTER)
    assert (parsed.issued, parsed.warnings) == (None, ())


def test_what_apple_mail_writes_around_a_message_is_no_part_of_it() -> None:
    inner = HEAD + b"\n" + LETTER
    data = b"%d        \n" % len(inner) + inner + b'<?xml version="1.0"?><plist><dict/></plist>'
    file = File("1.emlx", data)
    assert file.kind.media_type == "message/rfc822"
    assert letter(read(data, "1.emlx")) == LETTER.decode().strip()


def test_the_source_of_a_message_shows_all_its_headers() -> None:
    data = HEAD + b"Received: from a by b\n\n" + LETTER
    (way, *_) = formats.ways(File("a.eml", data, Wish(whole_page=True)))
    parsed = way(File("a.eml", data))
    assert isinstance(parsed, Parsed)
    assert parsed.text == data.decode()
    assert parsed.issued == Found("2023-03-14", "mail")


# --- the letter ---------------------------------------------------------------------------------

PLAIN = b"Content-Type: text/plain\n\nOnly words."
PAGE = b"Content-Type: text/html\n\n<p>Words on a <b>page</b>, which are more than those.</p>"


def test_of_alternatives_the_plain_one_is_read() -> None:
    parsed = read(multipart("alternative", PLAIN, PAGE))
    assert letter(parsed) == "Only words."
    assert parsed.parts == ()


@pytest.mark.parametrize(
    "stub",
    [
        b"",
        b"  \n",
        b"Your mail reader does not support HTML.",
        b"This is an HTML-only message: view this message online.",
    ],
)
def test_a_plain_alternative_that_says_nothing_is_passed_over(stub: bytes) -> None:
    parsed = read(multipart("alternative", b"Content-Type: text/plain\n\n" + stub, PAGE))
    assert letter(parsed) == "Words on a page, which are more than those."


def test_a_page_is_read_by_what_it_shows() -> None:
    page = b"Content-Type: text/html\n\n<style>p{}</style><p>Seen</p><p hidden>Unseen</p><script>no()</script>"
    assert letter(read(multipart("mixed", page))) == "Seen"


def test_the_same_words_are_read_once() -> None:
    page = b"Content-Type: text/html\n\n<p>Only\nwords.</p>"
    assert letter(read(multipart("mixed", PLAIN, page))) == "Only words."
    assert letter(read(multipart("mixed", PLAIN, PAGE))).startswith("Only words.\n\nWords on a page")


def test_an_invitation_among_alternatives_is_kept() -> None:
    calendar = b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR"
    (part,) = read(multipart("alternative", PLAIN, PAGE, calendar)).parts
    assert (part.name, part.data) == ("1.ics", b"BEGIN:VCALENDAR")


def test_an_encrypted_letter_is_told() -> None:
    parsed = read(
        HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAAAA"
    )
    assert "letter-encrypted" in parsed.warnings
    assert [part.name for part in parsed.parts] == ["smime.p7m"]


# --- what hangs on it ---------------------------------------------------------------------------


def test_a_forwarded_message_keeps_its_bytes() -> None:
    inner = b"From: tom@b.example\nSubject: =?utf-8?q?Br=C3=BCcke?=\nX-Odd:   as   it   was\n\n>From here on.\n"
    (part,) = read(multipart("mixed", PLAIN, b"Content-Type: message/rfc822\n\n" + inner)).parts
    assert (part.name, part.role, part.data) == ("Brücke.eml", "attachment", inner)


def test_a_text_file_is_a_part_with_its_charset() -> None:
    data = b"Content-Type: text/plain; charset=koi8-r; name=note.txt\n\n\xf0\xf2"
    (part,) = read(multipart("mixed", PLAIN, data)).parts
    assert (part.name, part.data, part.declared) == ("note.txt", b"\xf0\xf2", "koi8-r")


def test_pictures_that_a_page_is_adorned_with_are_no_parts() -> None:
    with_name = b'Content-Type: image/png; name="stamp.png"\nContent-ID: <a>\n\nPNG'
    without = b"Content-Type: image/png\nContent-ID: <b>\n\nPNG"
    assert [part.name for part in read(multipart("related", PAGE, with_name, without)).parts] == ["stamp.png"]
    assert [part.name for part in read(multipart("mixed", PAGE, without)).parts] == ["1.png"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'; filename="report.pdf"', "report.pdf"),
        (b"; filename=report.pdf", "report.pdf"),
        (b"; filename*=utf-8''Br%C3%BCcke.pdf", "Brücke.pdf"),
        (b"; filename*0*=utf-8''Br%C3;\n filename*1*=%BCcke;\n filename*2=.pdf", "Brücke.pdf"),
        (b'; filename="=?utf-8?B?QnLDvGNrZS5wZGY=?="', "Brücke.pdf"),
        ('; filename="Brücke.pdf"'.encode(), "Brücke.pdf"),
        ('; filename="Мост.pdf"'.encode(), "Мост.pdf"),
        (b"; filename*=no-charset''a%FCb.pdf", "aüb.pdf"),
        (b'; filename="../../etc/passwd"', "../../etc/passwd"),
        ('; filename="gpj.\u202eexe"'.encode(), "gpj.\u202eexe"),
        (b'; filename="a\0b.pdf"', "a\ufffdb.pdf"),
        (b"", "1.txt"),
    ],
)
def test_the_names_of_attachments_are_read_and_never_paths(header: bytes, name: str) -> None:
    part = attached(header)
    assert part.name == name
    assert part.data == b"bytes"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("base64", b"VGhl\nIGNyYW5l"),
        ("BASE64 ", b"VGhlI GNyYW5l!!"),
        ("base64", b"VGhlIGNyYW5l="),
        ("quoted-printable", b"The=20cr=\nane"),
        ("quoted-printable", b"The cr=  \nane"),
        ("x-uuencode", b"begin 644 a\n)5&AE(&-R86YE\n`\nend"),
        ("8bit", b"The crane"),
        ("no-such-encoding", b"The crane"),
    ],
)
def test_bodies_are_unpacked(encoding: str, packed: bytes) -> None:
    head = f"Content-Disposition: attachment\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    (part,) = read(multipart("mixed", PLAIN, head + packed)).parts
    assert part.data == b"The crane"


# --- characters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?Q?Br=C3=BCcke_zu?=", "Brücke zu"),
        (b"=?utf-8?B?QnLD?= =?utf-8?B?vGNrZQ==?=", "Brücke"),
        (b"=?utf-8?q?a?=\n =?iso-8859-1?q?=FC?= b", "aü b"),
        (b"=?iso-2022-jp?B?GyRCJF4kXyRgGyhC?=", "まみむ"),
        (b"=?gb2312?B?xvDW2Lv6?=", "起重机"),
        ("Brücke".encode(), "Brücke"),
        ("Brücke".encode("latin-1"), "Brücke"),
        (b"=?utf-8*de?Q?Br=C3=BCcke?=", "Brücke"),
        (b"=?utf-8?Q?a b?=", "a b"),
        (b"one\n  line", "one line"),
        (b"=?utf-8?Q?one=0Atwo?=", "one two"),
        (b"=?=?=?", "=?=?=?"),
    ],
)
def test_subjects_are_read_in_their_charset(raw: bytes, subject: str) -> None:
    head = b"Content-Type: text/plain; charset=iso-8859-1\n"
    assert read(b"From: a@b.example\nSubject: " + raw + b"\n" + head + b"\nText.").title == Found(subject, "mail")


def test_a_charset_that_nobody_knows_is_doubted() -> None:
    body = ("Портовое управление заплатило дважды. " * 9).encode("cp1251")
    parsed = read(HEAD + b"Content-Type: text/plain; charset=x-no-such\n\n" + body)
    assert letter(parsed).startswith("Портовое управление")
    assert "charset-guessed" in parsed.warnings


def test_a_declared_charset_is_believed_when_it_fits() -> None:
    parsed = read(HEAD + "Content-Type: text/plain; charset=iso-8859-2\n\nŁódź".encode("iso-8859-2"))
    assert letter(parsed) == "Łódź"
    assert parsed.warnings == ()
    assert letter(read(HEAD + "Content-Type: text/plain; charset=iso-8859-2\n\nŁódź".encode())) == "Łódź"


def test_a_charset_can_be_wished_for() -> None:
    data = HEAD + "Content-Type: text/plain; charset=utf-8\n\nŁódź".encode("iso-8859-2")
    assert letter(read(data, wish=Wish(charset="iso-8859-2"))) == "Łódź"


# --- damage -------------------------------------------------------------------------------------


def test_a_boundary_that_never_comes_hides_nothing() -> None:
    parsed = read(HEAD + b'Content-Type: multipart/mixed; boundary="=x"\n\n' + LETTER)
    assert letter(parsed) == LETTER.decode().strip()
    assert "message-damaged" in parsed.warnings


def test_an_end_that_is_missing_cuts_nothing() -> None:
    data = multipart("mixed", PLAIN, b"Content-Disposition: attachment\n\nbytes").rpartition(b"\n--=b--")[0]
    assert read(data).parts[0].data == b"bytes"


def test_a_line_among_the_headers_that_is_none_is_passed_over() -> None:
    parsed = read(b"From: a@b.example\nthis is no header\nSubject: Crane\n\nText.")
    assert parsed.title == Found("Crane", "mail")
    assert "message-damaged" in parsed.warnings


def test_a_letter_without_headers_is_all_letter() -> None:
    assert read(b"Dear Tom,\nNote: the crane is not there.\n").text == "Dear Tom,\nNote: the crane is not there."


def test_a_message_that_says_nothing_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b"X-Mailer: Reed\n\n\n")
    assert refusal.value.reason == "no-text"


def test_several_messages_in_one_file_are_a_box() -> None:
    one = b"From a@b.example Tue Mar 14 10:00:00 2023\n" + HEAD + b"\n" + LETTER + b"\n"
    assert isinstance(message.read(File("a.eml", one * 2)), Bundle)
    assert letter(read(one)) == LETTER.decode().strip()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_survived(data: st.DataObject) -> None:
    whole = bytearray(
        multipart("alternative", PLAIN, PAGE, b"Content-Disposition: attachment;\n filename*0*=a''b\n\nx")
    )
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        whole[at] = data.draw(st.integers(0, 255))
    for way in message.WAYS:
        try:
            way(File("a.eml", bytes(whole)))
        except Unreadable:
            continue


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
    st.binary(max_size=200),
)
def test_what_pythons_own_library_writes_is_read_back(subject: str, text: str, data: bytes) -> None:
    written = EmailMessage()
    written["Subject"] = subject
    written.set_content(text)
    written.add_attachment(data, maintype="application", subtype="x-any", filename=f"{subject}.bin")
    parsed = read(written.as_bytes())
    assert parsed.title == Found(subject, "mail")
    assert letter(parsed) == text
    assert [(part.name, part.data) for part in parsed.parts] == [(f"{subject}.bin", data)]


# --- messages that others wrote -----------------------------------------------------------------


def test_every_odd_message_that_we_have_is_read() -> None:
    paths = sorted((FILES / "mail").rglob("*.eml")) if FILES.exists() else []
    if not paths:
        pytest.skip("the corpus is not here")
    for path in paths:
        assert read(path.read_bytes(), path.name).text, path.name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mail/plain_emails/raw_email10.eml", "Envoyé par le service de messagerie texte de Bell Mobilité."),
        ("mail/plain_emails/raw_email.eml", "대부분의 마찬가지로, 우리는 하나님을 믿습니다."),
        ("mail/multi_charset/japanese_shift_jis.eml", "今後ともよろしくお願い申し上げます！"),
        ("ingest/email_base64.eml", "Base64 email payload"),
        ("ingest/richtext.emlx", "> Thank you!"),
        ("office/testLotusEml.eml", "Message body"),
    ],
)
def test_real_messages_say_what_they_say(name: str, words: str) -> None:
    path = FILES / name
    if not path.exists():
        pytest.skip("the corpus is not here")
    assert words in read(path.read_bytes(), path.name).text
