"""The main job on the sample case, everywhere: build it, find in it, brief, verify, take back."""

import json
from pathlib import Path

import pytest

from tests.journeys.conftest import Command

CASE = "demo/sample.casethread"


@pytest.fixture
def sample(casethread: Command) -> Command:
    """The command line, with the sample case made."""
    casethread("demo", "demo", "--no-window")
    return casethread


def test_the_demo_makes_a_case_whose_briefing_matches(casethread: Command, tmp_path: Path) -> None:
    said = casethread("demo", "demo", "--no-window")
    assert "13 of 13 quotations match the source texts" in said.out
    assert (tmp_path / "demo" / "briefing.md").is_file()
    assert casethread("check", CASE, "--json").json["ok"]


def test_the_demo_leaves_a_case_that_is_there_alone(sample: Command, tmp_path: Path) -> None:
    before = (tmp_path / CASE).read_bytes()
    said = sample("demo", "demo", "--no-window", expect=3)
    assert "already there" in said.err
    assert (tmp_path / CASE).read_bytes() == before


def test_every_sentence_of_the_briefing_leads_to_words(sample: Command) -> None:
    report = sample("verify", CASE, "demo/briefing.md", "--strict", "--json").json
    assert report["ok"]
    assert report["sentences"] == report["cited"] > 30
    assert report["quotations"] == report["matches"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("two men", "ten men"), ("66 ferries", "66 ferrys"), ("shore power", "shore  power")],
)
def test_only_words_inside_quotations_and_the_annex_are_compared(
    sample: Command, tmp_path: Path, before: str, after: str
) -> None:
    exported = (tmp_path / "demo" / "briefing.md").read_text(encoding="utf-8")
    assert before in exported
    (tmp_path / "mine.md").write_text(exported.replace(before, after, 1), encoding="utf-8")
    sample("verify", CASE, "mine.md")


def test_a_character_changed_in_a_quotation_is_named_with_line_and_column(sample: Command, tmp_path: Path) -> None:
    exported = (tmp_path / "demo" / "briefing.md").read_text(encoding="utf-8")
    place = exported.index("I have never used that spelling") + len("I have n")
    altered = exported[:place] + "E" + exported[place + 1 :]
    (tmp_path / "altered.md").write_text(altered, encoding="utf-8")
    findings = sample("verify", CASE, "altered.md", "--json", expect=1).json["findings"]
    failures = [finding for finding in findings if finding["weight"] == "failure"]
    assert [finding["line"] for finding in failures] == [altered[:place].count("\n") + 1]


def test_a_character_changed_in_the_annex_is_named(sample: Command, tmp_path: Path) -> None:
    exported = (tmp_path / "demo" / "briefing.md").read_text(encoding="utf-8")
    place = exported.rindex("Nine and two are therefore") + 1
    (tmp_path / "altered.md").write_text(exported[:place] + "o" + exported[place + 1 :], encoding="utf-8")
    findings = sample("verify", CASE, "altered.md", "--json", expect=1).json["findings"]
    assert exported[:place].count("\n") + 1 in {f["line"] for f in findings if f["weight"] == "failure"}


@pytest.mark.parametrize(
    "query",
    [
        "汀澜",
        "汀瀾",
        "Szarvady",
        "SZARVÁDY",
        '"senza preavviso"',
        "ferr* AND certificat*",
        "isla NOT (armida OR minister)",
    ],
)
def test_search_finds_in_every_script_and_counts_every_hit(sample: Command, query: str) -> None:
    answer = sample("search", CASE, query, "--limit", "0", "--json").json
    assert answer["total"] == len(answer["hits"]) > 0
    for hit in answer["hits"]:
        assert hit["kind"] in {"source", "excerpt", "note", "briefing", "entity"}
        assert all(0 <= start < end <= len(hit["snippet"]) for start, end in hit["marks"])


def test_a_write_is_findable_at_once(sample: Command) -> None:
    assert sample("search", CASE, "zeppelin", "--json").json["total"] == 0
    sample("note", CASE, "A stray thought", "-", stdin="Somebody mentioned a Zeppelin.")
    assert sample("search", CASE, "zeppelin", "--json").json["total"] == 1
    sample("undo", CASE)
    assert sample("search", CASE, "zeppelin", "--json").json["total"] == 0


def test_known_names_are_found_in_every_source(sample: Command) -> None:
    counts = {entity["name"]: entity["mentions"] for entity in sample("entities", CASE, "--json").json}
    assert len(counts) >= 15
    assert counts["Tinglan yard"] > 5
    shown = sample("entity", CASE, "汀澜船舶拆解厂", "--json").json
    assert shown["name"] == "Tinglan yard"
    for mention in shown["mentions"][:5]:
        text = sample("text", CASE, mention["source"]).out
        assert text[mention["start"] : mention["end"]].casefold() in {name.casefold() for name in shown["aliases"]} | {
            shown["name"].casefold()
        }


def test_renaming_keeps_links_and_finds_both_names(sample: Command) -> None:
    sample("entity", CASE, "Farwater Watch", "--rename", "Farwater Watch International")
    shown = sample("entity", CASE, "Farwater Watch", "--json").json
    assert shown["name"] == "Farwater Watch International"
    assert "Farwater Watch" in shown["aliases"]
    assert shown["linked_from"]


def test_history_names_what_was_done_and_undo_takes_it_back_step_by_step(sample: Command) -> None:
    codes = [entry["code"] for entry in sample("history", CASE, "--limit", "0", "--json").json]
    assert codes[0] == "briefing.add"
    assert codes.count("import") == 8
    for _ in range(len([code for code in codes if code != "author.add"])):
        sample("undo", CASE)
    assert sample("sources", CASE, "--json").json == []
    assert sample("check", CASE, "--json").json["ok"]


def test_a_head_kept_elsewhere_proves_that_nothing_was_cut_off(sample: Command) -> None:
    head = sample("check", CASE, "--json").json["head"]
    sample("note", CASE, "Later", "-", stdin="words")
    sample("check", CASE, "--against", head)
    sample("check", CASE, "--against", "00" * 32, expect=1)


def test_the_same_file_twice_is_one_source(sample: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A heading\n\nWords of an article that stand here once.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes((tmp_path / "a.txt").read_bytes())
    lines = sample("import", CASE, "a.txt", "b.txt", "--json").lines
    assert sorted(line["status"] for line in lines) == ["added", "duplicate"]
    assert len({line["key"] for line in lines}) == 1
    assert json.loads(sample("import", CASE, "a.txt", "--json").out)["status"] == "duplicate"


def test_an_import_says_how_the_material_was_obtained(sample: Command, tmp_path: Path) -> None:
    (tmp_path / "leak.txt").write_text("Words that somebody handed over.", encoding="utf-8")
    given = ("--set", "obtained_from=a former clerk", "--set", "held=photograph", "--set", "sensitivity=confidential")
    key = sample("import", CASE, "leak.txt", "--json", *given).lines[0]["key"]
    source = next(s for s in sample("sources", CASE, "--json").json if s["key"] == key)
    assert (source["obtained_from"], source["held"]) == ("a former clerk", "photograph")
    assert key.startswith("s-")
