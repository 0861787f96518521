"""A text is corrected and read again on the command line; excerpts and briefings know of it."""

from pathlib import Path

from tests.journeys.conftest import Command

WORDS = "The minister said that police had found 54 offices in Milan.\nBoth had stopped work.\n"


def test_correcting_a_scan_and_verifying_a_briefing_that_quotes_it(casethread: Command, tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_text(WORDS)
    casethread("new", "harbour.casethread")
    (imported,) = casethread("import", "harbour.casethread", "scan.txt", "--json").lines
    key = imported["key"]
    excerpt = casethread("excerpt", "harbour.casethread", key, "found 54 offices").out.strip()
    briefing = f"Police “found 54 offices” [@{excerpt}].\n"
    casethread("verify", "harbour.casethread", "-", stdin=briefing)

    printed = casethread("text", "harbour.casethread", key).out
    (tmp_path / "better.txt").write_text(printed.replace("54", "102"))
    done = casethread("correct", "harbour.casethread", key, "better.txt", "--json").json
    assert (done["kind"], done["new"], done["current"]) == ("corrected", True, True)
    assert done["excerpts"] == {"exact": 0, "changed": 1, "lost": 0}
    assert "102 offices" in casethread("text", "harbour.casethread", key).out

    said = casethread("verify", "harbour.casethread", "-", stdin=briefing)
    assert "1 of 1 quotations match the source texts" in said.out
    assert "found 102 offices" in said.out
    assert "corrected" in casethread("history", "harbour.casethread").out
    casethread("check", "harbour.casethread")

    same = casethread("correct", "harbour.casethread", key, "better.txt")
    assert "nothing was added" in same.err
    casethread("undo", "harbour.casethread")
    assert "54 offices" in casethread("text", "harbour.casethread", key).out


def test_reading_a_source_again(casethread: Command, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes("Министр сказал, что полиция нашла два офиса.".encode("koi8-r"))
    casethread("new", "harbour.casethread")
    (imported,) = casethread("import", "harbour.casethread", "note.txt", "--json").lines
    wrong = casethread("reread", "harbour.casethread", imported["key"], "--charset", "latin-1", "--json").json
    assert (wrong["new"], wrong["current"]) == (True, True)
    casethread("reread", "harbour.casethread", imported["key"], "--charset", "koi8-r")
    usage = casethread("reread", "harbour.casethread", imported["key"], "--charset", "no-such-thing", expect=2)
    assert "no charset" in usage.err
    missing = casethread("reread", "harbour.casethread", "nobody", "--json", expect=3)
    assert "unknown" in missing.err
