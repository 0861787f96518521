"""From bytes to the text that is stored: charsets, and the one normalisation."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.plain import decode, normalise

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

RUSSIAN = "Правительство заявило, что не располагает сведениями о полицейских участках за рубежом."
CHINESE = "中国警察在海外设立的服务站引起了多国政府的关注，意大利内政部表示将展开调查。"
JAPANESE = "中国の警察が海外に設置した拠点について、各国政府が調査を始めたと報じられた。"
KOREAN = "중국 경찰이 해외에 설치한 비밀 경찰서에 대해 여러 나라 정부가 조사에 나섰다고 보도했다."
FRENCH = "Le gouvernement français a déclaré qu’il n’était pas au courant de ces « commissariats » à Paris."
ARABIC = "قالت الحكومة إنها لا تعلم شيئا عن مراكز الشرطة الصينية السرية في الخارج وإنها فتحت تحقيقا."
GREEK = "Η ελληνική κυβέρνηση δήλωσε ότι δεν γνωρίζει τίποτα για τα παράνομα αστυνομικά τμήματα."


@pytest.mark.parametrize(
    ("published", "stored"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\r\r\nb", "a\n\nb"),
        ("\ufeff\ufeffTitle\ufeff", "Title\ufeff"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud83db\ude00", "a\ufffdb\ufffd"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("\ufdd0\ufdef\ufffe\uffff", "\ufffd\ufffd\ufffd\ufffd"),
    ],
)
def test_what_no_program_agrees_on_is_settled_at_import(published: str, stored: str) -> None:
    assert normalise(published) == stored


def test_everything_a_reader_can_see_stays_as_published() -> None:
    published = "cafe\u0301 café\u00a0ﬁ\u200f\u202eabc\u202c\u00ad\t\x0b\x0c\x85\ufffc👨‍👩‍👧 臺灣"
    assert normalise(published) == published


@settings(deadline=None)
@given(st.text(st.characters()))
def test_a_normalised_text_is_valid_and_stays_as_it_is(text: str) -> None:
    stored = normalise(text)
    assert normalise(stored) == stored
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert not set("\r\0\u2028\u2029") & set(stored)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles beside the repository are not there")
def test_real_articles_are_utf_8_and_keep_their_characters() -> None:
    articles = [path.read_bytes() for path in SEEDS.glob("*.txt")]
    assert articles
    assert {decode(data).how for data in articles} == {"utf-8"}
    assert [decode(data).text.encode("utf-8") for data in articles] == articles


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_goes_before_all_else_and_is_not_text(mark: bytes, charset: str) -> None:
    read = decode(mark + FRENCH.encode(charset), "iso-8859-1")
    assert (read.text, read.charset, read.how) == (FRENCH, charset, "bom")


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, JAPANESE, KOREAN, FRENCH, ARABIC, GREEK])
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_a_mark(text: str, charset: str) -> None:
    read = decode(text.encode(charset))
    assert (read.text, read.charset, read.how) == (text, charset, "detected")


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"),
        (FRENCH, "windows-1252"),
        (ARABIC, "windows-1256"),
        (GREEK, "windows-1253"),
    ],
)
def test_older_charsets_are_detected(text: str, charset: str) -> None:
    read = decode(text.encode(charset))
    assert (read.text, read.charset, read.how) == (text, charset, "detected")


def test_valid_utf_8_is_believed_more_than_a_declaration() -> None:
    read = decode(FRENCH.encode(), "iso-8859-1")
    assert (read.text, read.how) == (FRENCH, "utf-8")


def test_a_declared_charset_is_used_when_the_bytes_allow_it() -> None:
    read = decode("Été".encode("iso-8859-15"), ' "ISO-8859-15"; ')
    assert (read.text, read.charset, read.how) == ("Été", "iso8859-15", "declared")


def test_what_is_declared_as_latin_1_is_read_as_browsers_read_it() -> None:
    read = decode(b"\x93Hi\x94", "iso-8859-1")
    assert (read.text, read.charset, read.how) == ("“Hi”", "windows-1252", "declared")


def test_a_western_declaration_is_not_believed_of_a_text_in_another_script() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "iso-8859-1").text == RUSSIAN
    assert decode(CHINESE.encode("gbk"), "windows-1252").text == CHINESE


@pytest.mark.parametrize("declared", ["utf-8", "nonsense", "rot13", "base64", "utf-7", "idna", "", "\0"])
def test_a_declaration_that_cannot_be_true_is_passed_over(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared).text == RUSSIAN


def test_one_damaged_letter_does_not_spoil_a_page_of_utf_8() -> None:
    read = decode(RUSSIAN.encode() + b" \xe9 " + RUSSIAN.encode())
    assert read.text == f"{RUSSIAN} \ufffd {RUSSIAN}"
    assert read.charset == "utf-8"


def test_a_page_cut_within_its_last_letter_keeps_all_the_others() -> None:
    words = RUSSIAN.removesuffix(".")
    assert decode(words.encode()[:-1]).text == words[:-1] + "\ufffd"


def test_a_stray_zero_byte_does_not_make_a_text_utf_16() -> None:
    assert decode(b"abc\0def").text == "abc\0def"


def test_letters_behind_a_long_stretch_of_ascii_are_read_right() -> None:
    data = b"plain words only. " * 20_000 + RUSSIAN.encode("cp1251")
    assert decode(data).text.endswith(RUSSIAN)


@settings(deadline=None)
@given(st.binary(), st.one_of(st.none(), st.text(), st.sampled_from(["utf-8", "utf-16", "gbk", "big5", "cp1252"])))
def test_any_bytes_can_be_read_whatever_is_declared(data: bytes, declared: str | None) -> None:
    read = decode(data, declared)
    assert codecs.lookup(read.charset)
    assert normalise(read.text).encode("utf-8") is not None


def test_half_a_surrogate_among_ascii_is_damage_and_no_other_charset() -> None:
    read = decode(b"Some \xed\xa0\x80 words, \x00 and a null.")
    assert read.charset == "utf-8"
    assert normalise(read.text) == "Some \ufffd\ufffd\ufffd words, \ufffd and a null."


def test_accents_within_words_are_no_ideographs() -> None:
    names = (
        "Lübeck, Neumünster, Brunsbüttel, Großenrade, Süderhastedt, Büsum, Schülp, Wöhrden, Hövede, Grödersby, " * 20
    )
    assert decode(names.encode("mac-roman")).text == names


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("gb18030", "他用iPhone和Mac在A区B区之间工作，x与y都是变量。港务局为同一台起重机付了两次钱。"),
        ("big5hkscs", "他用iPhone在港務局之間工作，x與y都是變量，同一臺起重機付了兩次錢。"),
    ],
)
def test_ideographs_between_latin_letters_stay_what_they_are(charset: str, words: str) -> None:
    assert decode((words * 20).encode(charset)).text == words * 20
