"""A byline is a line of names; whatever else stands in it makes it something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import bylines


@pytest.mark.parametrize(
    ("line", "names", "outlet"),
    [
        ("By Ilse Varga", ("Ilse Varga",), None),
        ("By ILSE VARGA", ("ILSE VARGA",), None),
        ("By Ilse Varga and Tomás Ó Keel", ("Ilse Varga", "Tomás Ó Keel"), None),
        ("By Ilse Varga in Ostrand and Tom Keel in Saltmarsh", ("Ilse Varga", "Tom Keel"), None),
        ("By Ilse Varga, Staff Writer", ("Ilse Varga",), None),
        ("By Ilse Varga for Eel and Reed", ("Ilse Varga",), None),
        ("By Ilse Varga | 14 March 2023", ("Ilse Varga",), None),
        ("By I. M. Varga and agencies", ("I. M. Varga",), None),
        ("Written by Ilse Varga", ("Ilse Varga",), None),
        ("By Ilse Varga OSTRAND (Reuters) - The bridge", ("Ilse Varga",), None),
        ("The Courier – by Hannah NG", ("Hannah NG",), "The Courier"),
        ("By Reuters Staff", (), "Reuters"),
        ("By Ilse Varga, Associated Press", ("Ilse Varga",), "Associated Press"),
        ("di Marco Salvi", ("Marco Salvi",), None),
        ("Por Ana Peral y Luis de la Vega", ("Ana Peral", "Luis de la Vega"), None),
        ("Von Änne Holm und Jost van der Brück", ("Änne Holm", "Jost van der Brück"), None),
        ("Par Éloïse d’Aubrac", ("Éloïse d’Aubrac",), None),
        ("Автор: Иван Озеров", ("Иван Озеров",), None),
        ("本报记者 张三 李四", ("张三", "李四"), None),
        ("（记者 王五）", ("王五",), None),
        ("文/王小明", ("王小明",), None),
    ],
)
def test_names_are_read_from_a_byline(line: str, names: tuple[str, ...], outlet: str | None) -> None:
    assert bylines.read(line) == bylines.Byline(names, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "By contrast",
        "By Monday",
        "By Order of the Court",
        "By the end of the year the ferry had been sold three times.",
        "Von Helsinki nach Zypern",
        "De Volkskrant",
        "Di Maio",
        "记者招待会",
        "文化部部长",
        "The ferry was sold by Ilse Varga",
        "Bypass Road",
        "",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert bylines.read(line) is None


def test_little_boasts_are_told_from_sentences() -> None:
    assert bylines.is_slogan("“Amateur eel guru. Lifelong coffee ninja. Travel junkie. Tea lover.”")
    assert not bylines.is_slogan("They came. They saw. They sold the ferry.")
    assert not bylines.is_slogan("He is a music lover. He lives in Ostrand with a dog that owns a company.")


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Ilse Varga", ("Ilse Varga",)),
        ("Ilse Varga, Tom Keel", ("Ilse Varga", "Tom Keel")),
        ("Ilse Varga, Political Editor", ("Ilse Varga",)),
        ("Varga, Ilse", ("Varga, Ilse",)),
        ("Banksy", ("Banksy",)),
        ("https://social.example/ilse", ()),
        ("admin", ()),
        ("desk@courier.example", ()),
    ],
)
def test_what_a_page_gives_as_its_author_is_kept_unless_it_is_nobody(stated: str, names: tuple[str, ...]) -> None:
    assert bylines.names(stated) == names


@given(st.text(max_size=200))
def test_any_line_can_be_asked(line: str) -> None:
    bylines.read(line)
    bylines.names(line)
    bylines.is_slogan(line)
