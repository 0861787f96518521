"""How queries are read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.search.grammar import DEEPEST, LONGEST
from db.search.query import all_of, leaves, parse
from tests.db.search.samples import engine_of

SIGNS = st.sampled_from(
    (
        *("(", ")", '"', "*", ":", "-", "—", "“", "」", "（", " ", "\n", "'"),
        *(" AND ", " OR ", " NOT ", "NOT", "title:", "kind:", "title:("),
        *("a", "Bé", "al-As", "中国", "习", "210,000", "١٢", "ा", "\U0001f600"),
        *("\x00", "\u202e", "\u200f", "\ud800"),
    )
)
ANYTHING = st.one_of(st.text(), st.text(st.characters()), st.lists(SIGNS, max_size=40).map("".join))


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("police", "police"),
        ("police station", "police AND station"),
        ('"police station"', '"police station"'),
        ("police AND station", "police AND station"),
        ("police and station", "police AND and AND station"),
        ("milan OR rome", "milan OR rome"),
        ("police milan OR rome", "police AND (milan OR rome)"),
        ("police AND milan OR rome", "(police AND milan) OR rome"),
        ("police (milan OR rome)", "police AND (milan OR rome)"),
        ("-police", "NOT police"),
        ("NOT police", "NOT police"),
        ("station -police", "station AND NOT police"),
        ('station -"police force"', 'station AND NOT "police force"'),
        ("station NOT (a OR b)", "station AND NOT (a OR b)"),
        ("a - b", "a AND b"),
        ("defend*", "defend*"),
        ('"safeguard def*"', '"safeguard def*"'),
        ("al-Assad", '"al assad"'),
        ("al-As*", '"al as*"'),
        ("O’Brien", '"o brien"'),
        ("Città", "citta"),
        ("習近平", "习近平"),
        ("习近平 主席", "习近平 AND 主席"),
        ("习*", "习"),
        ("210,000", "210000"),
        ("title:Milan", "title:milan"),
        ("Title:Milan", "title:milan"),
        ('title:"Via Strozzi" x', 'title:"via strozzi" AND x'),
        ("title:(a OR b)", "title:a OR title:b"),
        ("kind:note -kind:source", "kind:note AND NOT kind:source"),
        ("colour:red", '"colour red"'),
        ("https://example.org/a?b=1", '"https example org a b 1"'),
        ("a a A", "a"),
        ("((a))", "a"),
        ("NOT NOT a", "a"),
        ("-(-a)", "a"),
    ],
)
def test_a_query_is_read_as_it_is_meant(typed: str, read_as: str) -> None:
    assert parse(typed).read_as == read_as


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("", ""),
        ("   ", ""),
        ("()", ""),
        ('"', ""),
        ("*", ""),
        ("€ — …", ""),
        ("AND", "and"),
        ("NOT", "not"),
        ("police AND", "police"),
        ("police OR NOT", "police"),
        ("OR police", "police"),
        ("a AND OR b", "a OR b"),
        ("a AND (", "a"),
        ("(a OR b", "a OR b"),
        ("a) b", "a AND b"),
        ('a "police stat', 'a AND "police stat"'),
        ("title:", "title"),
        ("title: milan", "title AND milan"),
        ("€ AND x", "x"),
        ("“police station”", '"police station"'),
        ("«police station»", '"police station"'),
        ("（a OR b）", "a OR b"),
        ("title：a", "title:a"),
        ("a\x00b", "a AND b"),
        ("\u202epolice\u202c", "police"),
    ],
)
def test_half_typed_and_odd_queries_are_read_as_far_as_they_go(typed: str, read_as: str) -> None:
    assert parse(typed).read_as == read_as


def test_two_thousand_parentheses_are_no_obstacle() -> None:
    assert parse("(" * 2000 + "a" + ")" * 2000).read_as == "a"
    assert parse("(a " * 2000).read_as == "a"
    assert parse("(a -" * 2000).read_as.count("(") <= DEEPEST


def test_of_a_very_long_query_the_beginning_is_read() -> None:
    assert parse("milan " * 20_000).read_as == "milan"
    read = parse(" ".join(f"w{n}" for n in range(20_000))).read_as
    assert read.startswith("w0 AND w1 AND ")
    assert len(read.replace(" AND ", " ")) <= LONGEST
    assert parse("x" * 100_000).read_as == "x" * LONGEST


@settings(max_examples=400)
@given(ANYTHING)
@example("title:(")
@example("NOT AND -")
def test_any_text_is_a_query(text: str) -> None:
    read = parse(text).read_as
    assert parse(read).read_as == read


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_any_query_finds_some_documents_or_none(text: str) -> None:
    with engine_of("a Bé al-Assad 中国", "习近平 210,000", "") as engine:
        results = engine.search(text)
        assert 0 <= results.total <= 3
        assert len(results.hits) == results.total


@given(ANYTHING)
def test_a_query_can_be_typed_again_as_it_was_meant(text: str) -> None:
    query = parse(text)
    again = parse(query.typed)
    assert again.read_as == query.read_as
    assert again.typed == query.typed


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("bistro~", "bistro~"),
        ("bistro~2", "bistro~2"),
        ("bistro~9", '"bistro 9"'),
        ("习近平~", "习近平"),
        ('"police"', '"police"'),
        ("=Città", "=Città"),
        ('="Città di Altacorte"', '="Città di Altacorte"'),
        ("title:=Città", "title:=Città"),
        ("visa NEAR/5 police", "visa NEAR/5 police"),
        ("visa NEAR police", "visa NEAR/10 police"),
        ("visa NEAR/5 police NEAR/3 station", "visa NEAR/5 police AND police NEAR/3 station"),
        ("-visa NEAR police", "NOT visa NEAR/10 police"),
        ("visa NEAR -police", "visa AND NOT police"),
        ("visa NEAR (a OR b)", "visa AND (a OR b)"),
        ("NEAR visa", "visa"),
        ("visa NEAR", "visa"),
        ("date:2022", "date:2022"),
        ("date:2022..2023-06", "date:2022..2023-06"),
        ("date:2022..", "date:2022.."),
        ("date:..2023-06-30", "date:..2023-06-30"),
        ("date:2022-1", "date:2022"),
        ("date:2022-13-", "date:2022"),
        ("year:2022/2023", "date:2022/2023"),
        ("date:soon", '"date soon"'),
        ("grade:b", "grade:B"),
        ("grade:good", '"grade good"'),
        ("lang:zh", "language:zh"),
        ('publisher:="The Guardian"', 'publisher:="The Guardian"'),
        ('entity:"Zhang  Naizhong"', 'entity:"Zhang Naizhong"'),
        ("entity:(Zhang OR Li)", 'entity:"Zhang" OR entity:"Li"'),
        ("has:excerpts", "has:excerpt"),
        ("has:wings", '"has wings"'),
        ("is:unread -is:withdrawn", "is:unread AND NOT is:withdrawn"),
        ("like:ledger2024-x4q", "like:ledger2024-x4q"),
        ("author:Varga", "author:varga"),
    ],
)
def test_more_than_words_is_read_as_it_is_meant(typed: str, read_as: str) -> None:
    assert parse(typed).read_as == read_as


def test_what_is_excluded_is_not_among_the_words_to_mark() -> None:
    query = parse("a -b title:c (d OR NOT e)")
    assert [str(leaf) for leaf in leaves(query)] == ["a", "title:c", "d"]


def test_queries_are_joined() -> None:
    assert all_of(parse("a OR b"), parse("c")).read_as == "(a OR b) AND c"
    assert all_of(parse("a"), parse("")).read_as == ""
