"""Names of people and bodies as CSL has them, `{"family", "given"}` or `{"literal"}`, and as they are shown."""

import re
from collections.abc import Mapping
from typing import Any

Name = dict[str, str]

_IDEOGRAPHS = re.compile("[\u3400-\u9fff\uac00-\ud7a3\u3041-\u30ff\U00020000-\U0003ffff]+")
_PARTICLES = ("dropping-particle", "non-dropping-particle")


def shown(name: Any) -> str:
    """A name as it stands below a headline: the given name first, except where families come first."""
    if isinstance(name, str):
        return " ".join(name.split())
    if not isinstance(name, Mapping):
        return ""
    said = {key: " ".join(str(value).split()) for key, value in name.items() if isinstance(value, str)}
    family, given = said.get("family", ""), said.get("given", "")
    if family and given and _IDEOGRAPHS.fullmatch(family) and _IDEOGRAPHS.fullmatch(given):
        return family + given
    parts = (given, *(said.get(each, "") for each in _PARTICLES), family, said.get("suffix", ""))
    return " ".join(filter(None, parts)) or said.get("literal", "") or said.get("name", "")


def inverted(written: str) -> Name:
    """A name with the family first, "Martins, Ana" or "King, Martin, Jr."; without a comma it is taken as it is."""
    family, *rest = (part.strip() for part in written.split(","))
    if not rest or not family:
        return {"literal": " ".join(written.replace(",", " ").split())}
    given, suffix = rest[0], " ".join(rest[1:])
    return _named(family=family, given=given, suffix=suffix)


def from_words(words: list[str]) -> Name:
    """A name in the order in which it is spoken: given names, particles in small letters, and the family."""
    if len(words) < 2:
        return {"literal": " ".join(words)}
    particle = next((at for at, word in enumerate(words[:-1]) if word[:1].islower()), None)
    if particle is None:
        return _named(given=" ".join(words[:-1]), family=words[-1])
    last = max(at for at, word in enumerate(words[:-1]) if word[:1].islower()) + 1
    return _named(
        given=" ".join(words[:particle]), particle=" ".join(words[particle:last]), family=" ".join(words[last:])
    )


def _named(*, family: str, given: str = "", particle: str = "", suffix: str = "") -> Name:
    parts = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {key: value for key, value in parts.items() if value}
