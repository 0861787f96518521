"""The fields of a BibTeX entry: what is written in them, and where it belongs in CSL's terms.

What has no place there is kept under `custom` as it is written.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from db.importers.bibliography import dated, latex, names, types

_WORDS = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle", "issuetitle"),
    "publisher": ("publisher", "institution", "organization", "school"),
    "publisher-place": ("location", "address", "city"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "edition": ("edition",),
    "abstract": ("abstract",),
    "note": ("note", "annotation", "annote"),
    "keyword": ("keywords",),
    "language": ("langid", "language", "hyphenation"),
    "genre": ("type",),
    "title-short": ("shorttitle",),
    "event-title": ("eventtitle",),
    "medium": ("howpublished",),
}
_VERBATIM = {"URL": ("url",), "DOI": ("doi",), "ISBN": ("isbn",), "ISSN": ("issn",), "page": ("pages",)}
_PEOPLE = ("author", "editor", "translator", "director", "recipient")
_LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en", "german": "de",
    "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl", "portuguese": "pt",
    "brazilian": "pt", "russian": "ru", "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no",
    "finnish": "fi", "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar", "turkish": "tr",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKEN = re.compile(r"\\.|[^\\]+|\\", re.S)
_AND = re.compile(r"\s+and\s+", re.I)

_SIGN = re.compile(r"\\([:;\\])")

Fields = dict[str, str]


class Value(NamedTuple):
    """What is written in a field, without its outer braces; whether it names an abbreviation that is not defined."""

    text: str
    undefined: bool


def value(raw: str, macros: Mapping[str, str], depth: int = 0) -> Value:
    """The value of a field: braced, quoted, a number, an abbreviation, or several of these joined by `#`."""
    parts, undefined = [], False
    for part in _split(raw, "#"):
        if part[:1] + part[-1:] in {"{}", '""'} and len(part) > 1:
            parts.append(part[1:-1])
        elif part.lower() in macros and depth < 5:
            inner = value(macros[part.lower()], macros, depth + 1)
            parts.append(inner.text)
            undefined = undefined or inner.undefined
        else:
            undefined = undefined or not (part.isdigit() or part[:3].lower() in _MONTHS)
            parts.append(part)
    return Value("".join(parts).strip(), undefined)


def item(kind: str, key: str, fields: Fields) -> dict[str, Any]:
    """The entry in CSL's terms."""
    left = dict(fields)
    found: dict[str, Any] = {"id": key, "type": _type(kind, left) or "document"}
    if title := left.pop("title", ""):
        subtitle = left.pop("subtitle", "")
        found["title"] = latex.decoded(f"{title}: {subtitle}" if subtitle else title)
    for name, sources in _WORDS.items():
        if source := next((each for each in sources if left.get(each)), None):
            found[name] = latex.decoded(left.pop(source))
    for name, sources in _VERBATIM.items():
        if source := next((each for each in sources if left.get(each)), None):
            found[name] = latex.verbatim(left.pop(source))
    if "language" in found:
        found["language"] = _LANGUAGES.get(found["language"].lower(), found["language"])
    if "page" in found:
        found["page"] = re.sub(r"\s*[-–]+\s*", "-", found["page"])
    if number := left.pop("issue", "") or left.pop("number", ""):
        found["issue" if found["type"].startswith("article") else "number"] = latex.decoded(number)
    for role in _PEOPLE:
        if left.get(role):
            found[role] = people(left.pop(role))
    _take_dates(found, left)
    _take_address(found)
    if left or _type(kind, fields) is None:
        found["custom"] = {**left, "entrytype": kind}
    return found


def people(written: str) -> list[names.Name]:
    """The names of a field: `A and B`, the family first or last, or whole in braces."""
    return [_name(each) for each in _split(_AND.sub(" \0 ", written), "\0") if each]


def files(fields: Fields) -> list[str]:
    """The paths of files that an entry names, as its program writes them: JabRef, Mendeley, Zotero, Papers."""
    found = []
    for written in filter(None, (fields.get("file"), fields.get("local-url"), fields.get("bdsk-file-1"))):
        plain = written.replace(r"$\backslash$", "\\\\").replace("{", "").replace("}", "")
        for each in re.split(r"(?<!\\);", plain):
            parts = re.split(r"(?<!\\):(?![/\\]{2})", each)
            path = ":".join(parts[1:-1]) if len(parts) > 2 else each
            found.append(_path(_SIGN.sub(r"\1", path).replace(r"\%", "%").strip()))
    return [path for path in found if path]


def _path(written: str) -> str:
    """A path, also of one that is written as an address."""
    return unquote(written.removeprefix("file://").removeprefix("localhost")) if written[:5] == "file:" else written


def _type(kind: str, fields: Fields) -> str | None:
    return types.of_bibtex(kind, fields.get("entrysubtype", "").lower())


def _take_dates(found: dict[str, Any], left: Fields) -> None:
    written = left.pop("date", "") or _year_and_month(left)
    for name, date in (
        ("issued", written),
        ("accessed", left.pop("urldate", "")),
        ("original-date", left.pop("origdate", "")),
    ):
        if date:
            found[name] = dated.csl(latex.decoded(date) if "\\" in date else date.strip("{}"))


def _year_and_month(left: Fields) -> str:
    year = left.pop("year", "").strip("{} ")
    if not re.fullmatch(r"\d{4}", year):
        return year
    month, day = (left.pop(name, "").strip("{}. ~") for name in ("month", "day"))
    if not month:
        return year
    if inside := re.fullmatch(r"(\d{1,2})\W+([A-Za-z]+)|([A-Za-z]+)\W+(\d{1,2})", month):
        day, month = inside[1] or inside[4], inside[2] or inside[3]
    number = (
        int(month)
        if month.isdigit()
        else next((at for at, name in enumerate(_MONTHS, 1) if month.lower().startswith(name)), 0)
    )
    if not 1 <= number <= 12:
        left["month"] = month
        return year
    return f"{year}-{number:02}-{int(day):02}" if day.isdigit() else f"{year}-{number:02}"


def _take_address(found: dict[str, Any]) -> None:
    """An address that stands where something was published how."""
    medium = found.get("medium", "")
    if "URL" not in found and (match := re.search(r"https?://[^\s}]+", medium)):
        found["URL"] = match[0]
        if match[0] == medium:
            del found["medium"]


def _name(written: str) -> names.Name:
    written = written.strip()
    if written[:1] == "{" and _end(written) == len(written):
        return {"literal": latex.decoded(written)}
    parts = _split(written, ",")
    if all("=" in part for part in parts) and any(part.strip().startswith("family") for part in parts):
        said = {key.strip(): latex.decoded(words) for key, _, words in (part.partition("=") for part in parts)}
        particle = {"non-dropping-particle": said["prefix"]} if said.get("prefix") else {}
        return {**{key: said[key] for key in ("family", "given", "suffix") if said.get(key)}, **particle}
    if len(parts) > 1:
        family, given = parts[0], parts[-1]
        suffix = parts[1] if len(parts) > 2 else ""
        return names.inverted(",".join(filter(None, map(latex.decoded, (family, given, suffix)))))
    return names.from_words([latex.decoded(word) for word in _split(re.sub(r"[\s~]+", "\0", written), "\0")])


def _split(written: str, sign: str) -> list[str]:
    """The parts between a sign that stands in no braces and no quotation marks."""
    parts, depth, quoted = [""], 0, False
    for token in _TOKEN.findall(written):
        for letter in token if token[0] not in "\\" else (token,):
            depth += (letter == "{") - (letter == "}")
            quoted = quoted != (letter == '"' and depth == 0 and sign == "#")
            if letter == sign and depth <= 0 and not quoted:
                parts.append("")
            else:
                parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _end(written: str) -> int:
    """Where the brace is closed with which a text begins."""
    depth = 0
    for at, letter in enumerate(written):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return at + 1
    return -1
