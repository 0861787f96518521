"""One article as a page, as a print version and in a mail, brought in on the command line."""

from email.message import EmailMessage
from pathlib import Path

from tests.db.analysis.test_nearness import invented
from tests.journeys.conftest import Command

CASE = "harbour.casethread"
ARTICLE = [" ".join(invented("en", 60, seed)).capitalize() + "." for seed in range(5)]


def _write_all(folder: Path) -> None:
    folder.mkdir()
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)
    head = '<title>Two offices</title><link rel="canonical" href="https://example.org/offices">'
    page = f"<html><head>{head}</head><body><article><h1>Two offices</h1>{paragraphs}</article></body></html>"
    (folder / "page.html").write_text(page)
    (folder / "printed.txt").write_text("Two offices\n\n" + "\n\n".join(ARTICLE) + "\n\nPrinted on Monday")
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Fwd: Two offices", "reader@example.net"
    mail.set_content("Have you seen this?\n\n" + "\n\n".join(ARTICLE) + "\n\nBest wishes")
    (folder / "mail.eml").write_bytes(mail.as_bytes())
    (folder / "other.txt").write_text("Ferries\n\n" + " ".join(invented("en", 200, 77)))


def test_one_article_in_three_forms_is_told_as_three_copies(tmp_path: Path, casethread: Command) -> None:
    _write_all(tmp_path / "articles")
    casethread("new", CASE)
    keys = {Path(line["path"]).name: line["key"] for line in casethread("import", CASE, "articles", "--json").lines}
    (family,) = casethread("copies", CASE, "--json").json
    assert {source["key"] for source in family} == {keys["page.html"], keys["printed.txt"], keys["mail.eml"]}
    of_page = casethread("copies", CASE, keys["page.html"], "--json").json
    assert {near["key"] for near in of_page["near"]} == {keys["printed.txt"], keys["mail.eml"]}
    assert all(near["percent"] > 95 and near["other_percent"] > 80 for near in of_page["near"])
    assert keys["mail.eml"] in casethread("copies", CASE, keys["page.html"]).out
    assert casethread("copies", CASE, keys["other.txt"]).out == ""
    assert "3 copies" in casethread("copies", CASE).out
