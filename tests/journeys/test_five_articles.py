"""The main job on the first real input: five articles in, a checkable briefing out."""

import re
from pathlib import Path

import pytest

from tests.journeys.conftest import Command

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five articles are not beside the project")

CASE = "stations.casethread"
FIGURES = {  # figure: the article that says it, and how it stands there
    "fifty-four": ("001", r"\b54\b"),
    "hundred-and-two": ("002", r"\b102\b"),
    "more-than-hundred": ("001", r"more than 100\b"),
    "eleven": ("004", r"\b11 in\b"),
    "two": ("004", r"only two\b"),
    "people-a-year": ("001", r"\b210,000\b"),
    "people-in-fifteen-months": ("003", r"\b230,000\b"),
    "countries": ("003", r"53 countries"),
    "patrols": ("004", r"joint patrols"),
    "agreements": ("002", r"\b2015\b and \b2019\b|between 2015 and 2019"),
    "prato": ("000", r"Via Strozzi"),
    "interception": ("000", r"Telephone intercepts"),
}
PRATO = """
In [[Prato]] two young men were killed in [[Via Strozzi]] in 2010 [@{prato}]. The [[Italian police]] followed the
case for years, as far as [[China]]. In [[Rome]] they overheard [[Zhang Naizhong]] [@{interception}], whom officials
take for a link to [[Beijing]]. [[Xi Jinping]] is president; [[Sebastian Rotella]] tells the story.
"""
PATROLS = """
[[Italy]], [[Croatia]], [[Serbia]] and [[Romania]] agreed to patrols with [[China]] [@{agreements}]. In [[Rome]],
[[Milan]] and [[Naples]] officers walked together [@{patrols}]. [[Safeguard Defenders]] and its [[Laura Harth]] see
pilots in this; [[Matteo Piantedosi]] counts two stations [@{two}], [[Giorgia Meloni]] says little.
"""
BRIEFING = """
# How many stations?

The group first counted “{fifty-four:quote}” [@{fifty-four}]. Later it counted “{hundred-and-two:quote}”
[@{hundred-and-two}], in “{countries:quote}” [@{countries}]. One paper says “{more-than-hundred:quote}”
[@{more-than-hundred}].

In Italy one count is “{eleven:quote}” [@{eleven}]; police found “{two:quote}” [@{two}].

The number of people said to have returned is “{people-a-year:quote}” in a year [@{people-a-year}], or
“{people-in-fifteen-months:quote}” over fifteen months [@{people-in-fifteen-months}]. There were “{patrols:quote}”
[@{patrols}] under agreements made [@{agreements}]. The case in Prato is older [@{prato}].
"""


def _sentence(text: str, pattern: str) -> str:
    """The whole clause in which a pattern stands, without quotation marks in it, word for word."""
    found = re.search(rf"[^.\n“”\"]*(?:{pattern})[^.\n“”\"]*", text)
    assert found, pattern
    return found.group().strip()


def _excerpts(casethread: Command) -> dict[str, tuple[str, str]]:
    lines = casethread("import", CASE, str(SEEDS), "--json").lines
    keys = {line["path"].rsplit("/", 1)[-1][:3]: line["key"] for line in lines}
    made = {}
    for name, (article, pattern) in FIGURES.items():
        quote = _sentence(casethread("text", CASE, keys[article]).out, pattern)
        key = casethread("excerpt", CASE, keys[article], quote, "--nth", "1", "--comment", name).out.strip()
        made[name] = (key, quote)
    return made


def _filled(template: str, made: dict[str, tuple[str, str]]) -> str:
    return re.sub(r"\{([\w-]+?)(:quote)?\}", lambda found: made[found[1]][bool(found[2])], template)


def test_five_articles_become_a_briefing_that_can_be_checked(casethread: Command, tmp_path: Path) -> None:
    casethread("new", CASE)
    made = _excerpts(casethread)
    casethread("note", CASE, "The case in Prato", "-", stdin=_filled(PRATO, made))
    casethread("note", CASE, "Patrol agreements", "-", stdin=_filled(PATROLS, made))
    assert len(casethread("entities", CASE, "--json").json) >= 15
    casethread("brief", CASE, "How many stations?", "-", "-o", "briefing.md", stdin=_filled(BRIEFING, made))
    exported = (tmp_path / "briefing.md").read_text(encoding="utf-8")
    assert len(re.findall(r"\[\^\d+\](?!:)", exported)) >= 10
    casethread("verify", CASE, "briefing.md")
    assert casethread("check", CASE, "--json").json["ok"]


def test_one_character_changed_in_a_quotation_is_named_with_its_place(casethread: Command, tmp_path: Path) -> None:
    casethread("new", CASE)
    made = _excerpts(casethread)
    casethread("brief", CASE, "How many stations?", "-", "-o", "briefing.md", stdin=_filled(BRIEFING, made))
    exported = (tmp_path / "briefing.md").read_text(encoding="utf-8")
    altered = exported.replace("54 such", "45 such", 1)
    assert altered != exported
    line = altered[: altered.index("45 such")].count("\n") + 1
    (tmp_path / "altered.md").write_text(altered, encoding="utf-8")
    said = casethread("verify", CASE, "altered.md", "--json", expect=1).json
    assert line in [finding["line"] for finding in said["findings"]]


def test_what_the_articles_say_of_themselves_is_found_and_nothing_more(casethread: Command) -> None:
    casethread("new", CASE)
    casethread("import", CASE, str(SEEDS))
    found = {source["file_name"][:3]: source for source in casethread("sources", CASE, "--json").json}
    assert found["000"]["author"] == ["Sebastian Rotella"]
    assert found["000"]["issued"] == "2023-07-13"
    assert found["002"]["author"] == ["Hannah NG"]
    assert found["004"]["author"] == ["Alvise Armellini"]
    assert found["004"]["issued"] == "2022-12-15"
    assert not found["003"]["author"]
    assert found["003"]["issued"] is None
    assert {source["language"] for source in found.values()} == {"en"}
