"""The text as printed, as HTML."""

import re
from pathlib import Path

import pytest

from db.case import Case
from desktop.writing.paper import NOTES, printed
from tests.desktop.writing.material import fill

pytestmark = pytest.mark.window


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "paper.casethread")
    fill(made)
    return made


def key(case: Case, title: str) -> str:
    return str(case.query("SELECT key FROM source WHERE title LIKE ?", (f"{title}%",))[0]["key"])


def test_citations_become_numbers_that_lead_to_their_sources(case: Case) -> None:
    first, second = key(case, "Watchdog"), key(case, "Ministro")
    html = printed(case, "", f"One [@{first}]. Two [@{second}] [@{first}].")
    assert [f'href="case:cite/{cited}"' in html for cited in (first, second)] == [True, True]
    assert html.count("<sup><a") == 3
    assert "Watchdog counts 102 offices" in html[html.index(NOTES) :]
    assert f"[@{first}]" not in html


def test_hovering_a_number_shows_the_reference(case: Case) -> None:
    html = printed(case, "", f"One [@{key(case, 'Watchdog')}].")
    tip = html.split('title="')[1].split('"')[0]
    assert "“Watchdog counts 102 offices”" in tip
    assert "The Meridian" in tip


def test_links_keep_leading_to_entities(case: Case) -> None:
    html = printed(case, "", "Ask [[Zhang Wei|him]] and [[张伟]].")
    assert '<a href="case:entity/Zhang%20Wei">him</a>' in html
    assert 'href="case:entity/%E5%BC%A0%E4%BC%9F">张伟</a>' in html


def test_a_title_is_printed_unless_the_text_has_one(case: Case) -> None:
    assert printed(case, "A & B <i>", "words").startswith("<h1>A &amp; B &lt;i&gt;</h1>")
    assert "Mine" not in printed(case, "Mine", "# Another\n\nwords")


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="https://tracker.example/x.png">',
        "![x](file:///etc/passwd)",
        "<script>boom()</script>",
        '<a href="https://evil.example">x</a>',
        "[x](javascript:boom)",
        "\ue0f01\ue0f1 \ue0f2",
    ],
)
def test_nothing_in_a_text_becomes_markup_that_loads_or_leads_away(case: Case, hostile: str) -> None:
    html = printed(case, hostile, f"{hostile}\n\n[[{hostile.replace('[', '').replace(']', '')}]] [@no-such-key]")
    assert "<img" not in html
    assert "<script" not in html
    assert all(to.startswith("case:") for to in re.findall(r'<[^>]*(?:href|src)="([^"]*)"', html))


def test_overrides_of_direction_are_visible(case: Case) -> None:
    assert "⇤00001" in printed(case, "T", "pay \u202e00001")


def test_quotes_have_a_bar_and_tables_room(case: Case) -> None:
    html = printed(case, "", "> quoted\n\n| A | Long words here |\n|---|---|\n| 1 | 2 |\n")
    assert 'class="bar"' in html
    assert html.count('width="') >= 3
    assert "blockquote" not in html


def test_the_bar_stands_where_the_words_begin(case: Case) -> None:
    assert printed(case, "", "> quoted").index("bar") < printed(case, "", "> quoted").index("quoted</p>")
    leftward = printed(case, "", "> اقتباس\n> > inner\n")
    assert leftward.index("اقتباس") < leftward.rindex("bar")
    assert leftward.count("<table") == leftward.count("</table>") == 2


def test_ones_own_footnotes_are_counted_with_the_citations(case: Case) -> None:
    first = key(case, "Watchdog")
    html = printed(case, "", f"One [@{first}]. Two[^a].\n\n[^a]: Own words.\n")
    assert html.count("<sup><a") == 2
    assert "2&nbsp;&nbsp;Own words." in html
