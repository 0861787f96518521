"""Searches that are kept, and their results used elsewhere."""

from pathlib import Path

from db import sensitivity, sources
from db.case import Case
from db.refs import Ref
from tests.journeys.conftest import Command

CASE = "harbour.casethread"


def test_all_hits_of_a_search_become_a_table(casethread: Command, tmp_path: Path) -> None:
    casethread("new", CASE)
    for words in ("The ferry left.", "The ferry came back.", "A ferry of ours."):
        casethread("import", CASE, "-", stdin=words)
    with Case.open(tmp_path / CASE) as case:
        secret = next(one for one in sources.every(case) if one.title == "A ferry of ours.")
        sensitivity.mark(case, Ref("source", secret.uuid), "confidential")
    said = casethread("search", CASE, "ferry", "--limit", "1", "--csv", "out.csv")
    assert (said.out, said.err.splitlines()) == ("", ["2 written to out.csv for ferry", "1 confidential left out"])
    written = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert len(written.splitlines()) == 3
    assert "of ours" not in written
    told = casethread("search", CASE, "ferry", "--csv", "out.csv", "--json").json
    assert told == {"written": 2, "kept_back": 1, "read_as": "ferry"}
    assert "is a case" in casethread("search", CASE, "ferry", "--csv", CASE, expect=3).err
