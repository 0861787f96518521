"""From bytes to text: which characters a file holds, and the one normalisation of every text at import.

What is done here is done once; afterwards a text never changes, so places in it can be counted on. Anything
that a reader could see or a quotation could depend on stays as published: accents in either form, blanks
of every kind, direction marks. Markup is not read here.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Literal

How = Literal["bom", "utf-8", "declared", "detected", "fallback"]

_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029")
_NO_TEXT = re.compile("[\0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")
_WRITTEN = re.compile("[\t\n\r -~\xa0-\u06ff\u0900-\u0e7f\u1e00-\u206f\u3000-\u30ff\u4e00-\u9fff가-힣\uff01-\uffee]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_SEVEN_BIT = re.compile(rb"\x1b\$|\x1b\(|~\{")
"""How the charsets begin that write Chinese and Japanese with ASCII bytes, and so look like valid UTF-8."""
_SAMPLE = 1 << 16
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Charsets that are declared, and the wider ones that are meant: what browsers do, too."""
_OF_TWO_BYTES = frozenset({"big5", "big5hkscs", "gb18030", "gbk", "euc_jp", "euc_jis_2004", "cp932", "cp949", "johab"})
_WITHIN_WORD = re.compile("(?<=[A-Za-z])[^\0-\x7f](?=[a-z])")
_NO_ASCII_RUN = re.compile("[^\0-\x7f]+")
_NO_CHARSET = {
    "utf-7",
    "idna",
    "punycode",
    "unicode-escape",
    "raw-unicode-escape",
    "undefined",
    "mbcs",
    "oem",
}


def normalise(text: str) -> str:
    """The text as it is stored: `\\n` at every line end, no byte order mark, U+FFFD for what is no character.

    Doing it twice changes nothing. Beyond the marks at the start and `\\r\\n`, no character is added or lost.
    """
    text = text.lstrip("\ufeff")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return _NO_TEXT.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text read from bytes, not normalised: with the charset it was read in, and how that was found."""

    text: str
    charset: str
    how: How


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Reads bytes in the charset they are most likely in; never fails.

    What the bytes show goes before what is declared: a byte order mark, valid UTF-8 and UTF-16 are no
    accidents, whereas declarations are often what a server says about all of its pages.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], charset, "bom")
    if wide := _utf_16_by_its_zeros(data):
        return _read(data, wide, "detected")
    if _is_utf_8(data):
        return _read(data, "utf-8", "utf-8")
    if wide := _utf_16_by_its_look(data):
        return _read(data, wide, "detected")
    return _by_declaration_or_detection(data, declared)


def decode_as(data: bytes, charset: str) -> Decoded:
    """Reads bytes in the charset that somebody who looked at them names; raises LookupError for one that is none."""
    known = _charset(charset)
    if known is None:
        raise LookupError(charset)
    mark = next((mark for mark, of in _BOMS if of == known and data.startswith(mark)), b"")
    return _read(data[len(mark) :], known, "declared")


def is_charset(name: str) -> bool:
    """Whether a text can be read in a charset of this name."""
    return _charset(name) is not None


def _by_declaration_or_detection(data: bytes, declared: str | None) -> Decoded:
    said = _charset(declared)
    if said and not _readable(data, said):
        said = None
    if said and said != "cp1252":
        return _read(data, said, "declared")
    detected, certainty = _detected(data)
    if said and (detected is None or certainty < 0.4):
        return _read(data, said, "declared")
    if detected:
        return _read(data, detected, "detected")
    return _read(data, said or "cp1252", "declared" if said else "fallback")


def _read(data: bytes, charset: str, how: How) -> Decoded:
    name = re.sub(r"^cp125", "windows-125", charset)
    return Decoded(data.decode(charset, errors="replace"), name, how)


def _readable(data: bytes, charset: str, handling: str = "strict") -> bool:
    try:
        data.decode(charset, handling)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf_8(data: bytes) -> bool:
    """Whether it is valid, or nearly so: one bad byte among ten proper letters is damage, no other charset."""
    if _readable(data, "utf-8", "surrogatepass"):
        return not _SEVEN_BIT.search(data, 0, _SAMPLE) or not data.isascii()
    text = _sample(data).decode("utf-8", errors="replace")
    proper = sum(1 for letter in text if letter > "\x7f" and letter != "\ufffd")
    return proper >= 10 * text.count("\ufffd")


def _utf_16_by_its_zeros(data: bytes) -> str | None:
    """UTF-16 of an alphabet, where every other byte is zero or hardly more, and which may pass for UTF-8."""
    first, second = (_controls(data[at:_SAMPLE:2]) for at in (0, 1))
    if len(data) < 4 or max(first, second) * 5 < len(data[:_SAMPLE]):
        return None
    charset = "utf-16-be" if first > second else "utf-16-le"
    return charset if _share_written(data, charset) > 0.9 else None


def _utf_16_by_its_look(data: bytes) -> str | None:
    """UTF-16 of ideographs: only there do a few control bytes (halves of 。 and ，) stand in text."""
    if not _controls(data[:_SAMPLE]):
        return None
    share, charset = max((_share_written(data, charset), charset) for charset in ("utf-16-le", "utf-16-be"))
    return charset if share > 0.95 else None


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, _CONTROLS))


def _share_written(data: bytes, charset: str) -> float:
    """How much of the sample, read like this, is letters and marks that are in common use."""
    text = data[:_SAMPLE].decode(charset, errors="replace")
    return len(_WRITTEN.findall(text)) / len(text) if text else 0.0


def _charset(name: str | None) -> str | None:
    """The codec for a declared or detected name, if there is one and it is a charset."""
    try:
        known = codecs.lookup((name or "").strip(" \t\"';").lower().removeprefix("x-")).name
        b" ".decode(known, errors="replace")
    except (LookupError, ValueError):
        return None
    return None if known in _NO_CHARSET else _WIDER.get(known, known)


def _detected(data: bytes) -> tuple[str | None, float]:
    """What the detector makes of a sample, and how sure it is, from 0 to 1."""
    import chardet

    sample = _sample(data)
    found = chardet.detect(sample)
    charset = _charset(found["encoding"])
    if charset in _OF_TWO_BYTES and _splits_words(sample.decode(charset, errors="replace")):
        others = [(_charset(each["encoding"]), each["confidence"] or 0.0) for each in chardet.detect_all(sample)]
        return next((each for each in others if each[0] and each[0] not in _OF_TWO_BYTES), (None, 0.0))
    return charset, found["confidence"] or 0.0


def _splits_words(text: str) -> bool:
    """Whether what is not ASCII stands for the most part letter by letter within words of ASCII, as accents do."""
    return 2 * len(_WITHIN_WORD.findall(text)) > len(_NO_ASCII_RUN.findall(text))


def _sample(data: bytes) -> bytes:
    """A part short enough for slow looks, from the first byte that is not ASCII: up to there all is clear."""
    match = _NOT_ASCII.search(data)
    start = match.start() if match else 0
    return data[start : start + _SAMPLE]
