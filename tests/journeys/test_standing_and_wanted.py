"""On the command line: what comes from standard input, what was withdrawn, what is only cited."""

from pathlib import Path

from db import sources, standing, wanted
from db.case import Case
from tests.journeys.conftest import Command

CASE = "harbour.casethread"
PAGE = "<html><head><title>Two offices</title></head><body><p>The minister said so on Wednesday.</p></body></html>"


def test_text_and_pages_come_in_from_standard_input(casethread: Command) -> None:
    casethread("new", CASE)
    (page,) = casethread("import", CASE, "-", "--json", stdin=PAGE).lines
    (text,) = casethread("import", CASE, "-", "--set", "held=pasted-text", "--json", stdin="The ferry left.").lines
    assert [page["status"], text["status"]] == ["added", "added"]
    assert casethread("text", CASE, page["key"]).out.strip() == "The minister said so on Wednesday."
    known = {one["key"]: one for one in casethread("sources", CASE, "--json").json}
    assert (known[page["key"]]["title"], known[page["key"]]["media_type"]) == ("Two offices", "text/html")
    assert known[text["key"]]["held"] == "pasted-text"


def test_everything_says_that_a_source_was_withdrawn(casethread: Command, tmp_path: Path) -> None:
    casethread("new", CASE)
    (article,) = casethread("import", CASE, "-", "--json", stdin="The ferry left.").lines
    (notice,) = casethread("import", CASE, "-", "--json", stdin="We withdraw it.").lines
    with Case.open(tmp_path / CASE) as case:
        told = sources.get(case, notice["key"]).uuid
        standing.say(case, sources.get(case, article["key"]), "withdrawn", told)
    assert "(withdrawn)" in casethread("sources", CASE).out
    (hit,) = casethread("search", CASE, "ferry", "--json").json["hits"]
    assert hit["standing"] == "withdrawn"
    assert "rests on a withdrawn source" in casethread("search", CASE, "ferry").out
    (tmp_path / "b.md").write_text(f"# Ferries\n\nIt left [@{article['key']}].\n")
    said = casethread("verify", CASE, "b.md").out
    assert f"{article['key']} was withdrawn by its publisher; the notice is {notice['key']}" in said
    casethread("brief", CASE, "Ferries", "b.md", "-o", "out.md")
    assert "(withdrawn by its publisher; notice: " in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_what_is_wanted_is_listed(casethread: Command, tmp_path: Path) -> None:
    casethread("new", CASE)
    casethread("import", CASE, "-", stdin="The ferry left.")
    with Case.open(tmp_path / CASE) as case:
        made = wanted.note(case, {"title": "Dead Tonnage", "type": "report"})
    (found,) = casethread("sources", CASE, "--wanted", "--json").json
    assert (found["key"], found["held"]) == (made.key, "cited")
