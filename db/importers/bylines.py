"""Who says they wrote a text: a line such as "By Ann Example and Bo Sample", in the languages of the press.

A line is a byline when nothing is left of it but names; what looks like one and is a scraper's slogan is told apart
here as well. Which lines of a text are looked at is decided by `plaintext`.
"""

import re
from dataclasses import dataclass

AGENCIES = {
    "afp": "AFP", "agence france-presse": "AFP", "ansa": "ANSA", "ap": "AP", "associated press": "Associated Press",
    "the associated press": "Associated Press", "bloomberg": "Bloomberg", "dpa": "dpa", "efe": "EFE",
    "interfax": "Interfax", "kyodo": "Kyodo", "reuters": "Reuters", "tass": "TASS", "upi": "UPI", "xinhua": "Xinhua",
    "新华社": "新华社", "路透社": "路透社", "法新社": "法新社", "美联社": "美联社",
}  # fmt: skip
"""News agencies by folded name: they publish, they are nobody's name."""

_PARTICLES = (
    "de|da|do|dos|das|del|della|delle|dei|di|du|des|la|le|lo|van|von|der|den|dem|ten|ter|te|zu|zur|af|av|"
    "al|el|bin|ibn|ben|bint|abu|y|e"
)
_WORD = r"(?:[^\W\d_]\.|(?:[^\W\d_a-z]|[dlO]['’][^\W\d_a-z]|al-|el-)[^\W\d_]*(?:[-'’][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:{_PARTICLES})\s+)*{_WORD}){{1,4}}")
_BETWEEN = re.compile(r"\s*(?:,|;|&|/|、)\s*|\s+(?:and|und|et|e|ed|y|en|og|och|i|и)\s+")
_LEAD = re.compile(
    r"(?:(?:(?:story|report|text|words|written|article|reporting)\s+)?by|von|par|por|di|de|door|av|af|autor|author|"
    r"автор|текст)\s*:?\s+",
    re.I,
)
_OUTLET = re.compile(r"(?P<outlet>[^\W\d_][\w .'’&-]{2,40}?)\s+[–—|-]\s+(?P<rest>[Bb]y\s.+)")
_AFTER = re.compile(r"\s*(?:[|•·]|\s[–—-]\s|\((?!\w\.)|,?\s+(?:for|in|at|from|with|aus|für|per|pour|à)\s+).*$", re.S)
_PLACE = re.compile(r"(?<=[a-z])\s+[A-Z]{4,}$")
"""Where a dateline begins on the same line: "Ann Example WASHINGTON"."""
_JOB = re.compile(
    r"(?:\w+\s+){0,3}(?:writer|reporter|editor|correspondent|journalist|contributor|columnist|staff|agencies)s?\b.*",
    re.I,
)
_NOBODY = re.compile(
    r"https?:|www\.|[@<>{}\\]|\d{3}|^(?:admin|administrator|editor|redaktion|staff|unknown|none|null)$", re.I
)
_HAN = r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+)"
_HANS = rf"(?P<names>{_HAN}(?:[\s、，,]+{_HAN}){{0,4}})"
# "记者" alone also begins other words, so it needs a paper before it, brackets, or a sign after it.
_CHINESE = (
    re.compile(rf"(?:本报|本刊|特约|驻[\u4e00-\u9fff]{{2,6}})?(?:记者|記者|作者|撰文|文)\s*[:：/／|｜\s]\s*{_HANS}"),
    re.compile(rf"(?:本报|本刊|特约|驻[\u4e00-\u9fff]{{2,6}})(?:记者|記者)\s*{_HANS}"),
    re.compile(rf"[（(【](?:本报|本刊|特约)?(?:记者|記者|作者|文)\s*[:：/／|｜]?\s*{_HANS}\s*[）)】]"),
)

# What a scraper puts where an author belongs: a string of small jokes, made by a machine for every "author".
_SLOGAN_WORDS = re.compile(
    r"\b(?:guru|ninja|junkie|lover|explorer|enthusiast|fanatic|geek|maven|nerd|evangelist|buff|aficionado|"
    r"trailblazer|practitioner|scholar|specialist|pioneer|advocate|expert|fan|addict|thinker|creator|introvert|"
    r"troublemaker|organizer|problem solver|entrepreneur|ambassador|wannabe|ma[sv]en)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The names on a line, and the outlet or agency when the line names one."""

    names: tuple[str, ...]
    outlet: str | None = None


def read(line: str) -> Byline | None:
    """The byline that a line is, or None when it holds anything besides names."""
    line = " ".join(line.split())
    if len(line) > 160:
        return None
    if chinese := next(filter(None, (pattern.fullmatch(line) for pattern in _CHINESE)), None):
        return Byline(tuple(re.split(r"[\s、，,]+", chinese["names"])))
    if outlet := _OUTLET.fullmatch(line):
        byline = _plain(outlet["rest"])
        return byline and Byline(byline.names, outlet["outlet"].strip())
    return _plain(line)


def names(text: str, *, surely: bool = False) -> tuple[str, ...]:
    """The names in what a page itself gives as its author, without "By", jobs and places; empty when it is nobody's.

    `surely` takes only what has the shape of names, for places where other things are found as well.
    """
    text = _LEAD.sub("", " ".join(text.split()), count=1)
    parts = _parts(text)
    if parts and all(map(_is_name, parts)):
        return tuple(dict.fromkeys(parts))
    # "Example, Ann" and names of one word stay as they are given.
    return () if surely or not text or len(text) > 100 or _NOBODY.search(text) else (text,)


def is_slogan(line: str) -> bool:
    """Whether a line is three or more little boasts, such as scrapers invent for an author they have not."""
    boasts = [part.strip() for part in re.split(r"[.!]", line.strip(" \"'“”„«»‘’")) if part.strip()]
    short = [part for part in boasts if len(part.split()) <= 5]
    return len(boasts) >= 3 and len(short) == len(boasts) and sum(map(_says_boast, boasts)) >= 2


def _says_boast(part: str) -> bool:
    return _SLOGAN_WORDS.search(part) is not None


def _plain(line: str) -> Byline | None:
    lead = _LEAD.match(line)
    if lead is None:
        return None
    rest = line[lead.end() :]
    # "Ann Example in Rome and Bo Sample in Paris" is divided first, "Ann Example for Bread and Roses" is cut first.
    return _of_parts(_parts(rest)) or _of_parts(_parts(_AFTER.sub("", rest)))


def _of_parts(parts: list[str]) -> Byline | None:
    agency = next(filter(None, map(_agency, parts)), None)
    people = tuple(part for part in parts if not _agency(part))
    return Byline(people, agency) if parts and all(map(_is_name, people)) else None


def _agency(part: str) -> str | None:
    return AGENCIES.get(part.casefold().removesuffix(" staff"))


def _parts(text: str) -> list[str]:
    parts = (_PLACE.sub("", _AFTER.sub("", part).strip(" .,;:")) for part in _BETWEEN.split(text.strip()))
    return [part for part in parts if part and (_agency(part) or not _JOB.fullmatch(part))]


def _is_name(part: str) -> bool:
    return _NAME.fullmatch(part) is not None or re.fullmatch(_HAN, part) is not None
