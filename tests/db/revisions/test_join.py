"""Bringing two lines of one row together, field by field."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.refs import Uuid
from db.revisions.content import DELETED, Content, Table
from db.revisions.graph import Graph
from db.revisions.join import join, three_way
from db.revisions.ledger import Revision
from tests.db.revisions.replicas import Replica

UUID = Uuid("1" * 32)
MEMO = Table("memo", ("sensitivity", DELETED, "title", "body"), {"body": ""}, frozenset(), frozenset({"body"}), ())
values = st.sampled_from([None, "x", "y", "z"])
contents = st.builds(
    lambda title, sensitivity, deleted: {
        name: value
        for name, value in (("title", title), ("sensitivity", sensitivity), (DELETED, deleted))
        if value is not None
    },
    values,
    values,
    st.sampled_from([None, None, "2021", "2022"]),
)


@given(contents, contents, contents)
def test_each_field_goes_to_whoever_changed_it_and_a_clash_keeps_both(base: Content, a: Content, b: Content) -> None:
    merged, clashes = three_way(MEMO, base, a, b)
    clashing = {clash.field: (clash.a, clash.b) for clash in clashes}
    for field in ("title", "sensitivity"):
        old, one, other = base.get(field), a.get(field), b.get(field)
        if other in (one, old):
            assert merged.get(field) == one
            assert field not in clashing
        elif one == old:
            assert merged.get(field) == other
            assert field not in clashing
        else:
            assert merged.get(field) == one
            assert clashing[field] == (one, other)


@given(contents, contents, contents)
def test_whichever_side_asks_the_answer_is_the_same_but_for_clashes(base: Content, a: Content, b: Content) -> None:
    (one, clashes), (other, mirrored) = three_way(MEMO, base, a, b), three_way(MEMO, base, b, a)
    assert [(clash.field, clash.b, clash.a) for clash in clashes] == [(c.field, c.a, c.b) for c in mirrored]
    assert {k: v for k, v in one.items() if k not in {c.field for c in clashes}} == {
        k: v for k, v in other.items() if k not in {c.field for c in clashes}
    }


@given(contents, contents)
def test_one_line_that_stood_still_takes_the_other_as_it_is(base: Content, changed: Content) -> None:
    assert three_way(MEMO, base, changed, base) == (changed, [])
    assert three_way(MEMO, base, base, changed) == (changed, [])
    assert three_way(MEMO, base, changed, changed) == (changed, [])


@pytest.mark.parametrize(
    ("a", "b", "deleted", "clash"),
    [
        ({DELETED: "2022"}, {}, "2022", False),
        ({DELETED: "2022"}, {DELETED: "2021"}, "2021", False),
        ({DELETED: "2022"}, {"title": "worked on"}, None, True),
        ({DELETED: "2022", "title": "last words"}, {}, "2022", False),
    ],
)
def test_what_one_side_threw_away_stays_when_the_other_worked_on_it(
    a: Content, b: Content, deleted: str | None, *, clash: bool
) -> None:
    for one, other in ((a, b), (b, a)):
        merged, clashes = three_way(MEMO, {}, one, other)
        assert merged.get(DELETED) == deleted
        assert [found.field for found in clashes] == ([DELETED] if clash else [])


def test_a_text_is_merged_by_lines_and_clashes_only_where_both_wrote() -> None:
    base: Content = {"body": "one\ntwo\nthree\n"}
    merged, clashes = three_way(MEMO, base, {"body": "ONE\ntwo\nthree\n"}, {"body": "one\ntwo\nTHREE\n"})
    assert (merged, clashes) == ({"body": "ONE\ntwo\nTHREE\n"}, [])
    merged, (clash,) = three_way(MEMO, base, {"body": "ONE\ntwo\nthree\n"}, {"body": "Uno\ntwo\nthree\n"})
    assert merged == {"body": "ONE\ntwo\nthree\n"}
    assert (clash.base, clash.a, clash.b) == (base["body"], "ONE\ntwo\nthree\n", "Uno\ntwo\nthree\n")


def test_a_text_that_merges_to_nothing_is_left_out_like_any_default() -> None:
    merged, clashes = three_way(MEMO, {"body": "one\n\n\ntwo\n"}, {"body": "\n\ntwo\n"}, {"body": "one\n\n\n"})
    assert clashes == []
    assert merged == {"body": "\n\n"}
    assert three_way(MEMO, {"body": "a\n"}, {}, {"body": "a\n"}) == ({}, [])


def test_two_rows_made_apart_clash_where_they_differ() -> None:
    merged, clashes = three_way(MEMO, None, {"title": "x", "sensitivity": "open"}, {"title": "y"})
    assert [clash.field for clash in clashes] == ["title"]
    assert merged == {"title": "x", "sensitivity": "open"}


# --- revisions ----------------------------------------------------------------------------------


def _revision(parents: list[Revision], salt: bytes, **content: str) -> Revision:
    return Revision.make("memo", UUID, [parent.rev for parent in parents], salt, content)


def _graph(*revisions: Revision) -> Graph:
    return Graph({revision.rev: revision for revision in revisions})


def test_everybody_who_joins_two_revisions_makes_the_same_one() -> None:
    base = _revision([], b"0", title="x")
    one, other = _revision([base], b"1", title="y"), _revision([base], b"2", title="z")
    graph = _graph(base, one, other)
    assert join(MEMO, graph, one.rev, other.rev) == join(MEMO, graph, other.rev, one.rev)
    joined, (clash,) = join(MEMO, graph, one.rev, other.rev)
    smaller = min((one, other), key=lambda revision: revision.rev)
    assert joined.content == smaller.content
    assert (clash.base, clash.a) == ("x", (smaller.content or {})["title"])
    assert set(joined.parents) == {one.rev, other.rev}


def test_after_two_crossed_merges_nothing_is_asked_again() -> None:
    base = _revision([], b"0", title="x", body="1\n\n2\n\n3\n")
    one = _revision([base], b"1", title="x", body="one\n\n2\n\n3\n")
    other = _revision([base], b"2", title="other", body="1\n\n2\n\n3\n")
    graph = _graph(base, one, other)
    joined, _ = join(MEMO, graph, one.rev, other.rev)
    graph.add(joined)
    left = _revision([joined], b"3", title="other", body="one\n\n2\n\nthree\n")
    right = Revision.make("memo", UUID, [one.rev, other.rev], b"4", {"title": "other", "body": "one\n\ntwo\n\n3\n"})
    graph.add(left)
    graph.add(right)
    assert len(graph.bases(left.rev, right.rev)) == 2
    merged, clashes = join(MEMO, graph, left.rev, right.rev)
    assert clashes == []
    assert merged.content == {"title": "other", "body": "one\n\ntwo\n\nthree\n"}


def test_ancestors_are_counted_by_what_is_reachable_and_missing_ones_do_no_harm() -> None:
    lost = _revision([], b"9", title="lost")
    base = _revision([lost], b"0", title="x")
    one, other = _revision([base], b"1", title="y"), _revision([base], b"2", title="z")
    graph = _graph(base, one, other)
    assert graph.ancestors(one.rev) == {one.rev, base.rev}
    assert graph.bases(one.rev, other.rev) == [base.rev]
    assert graph.bases(one.rev, base.rev) == [base.rev]
    assert _graph(one, lost).bases(one.rev, lost.rev) == []


# --- in a whole case ----------------------------------------------------------------------------


@pytest.fixture
def pair() -> Iterator[tuple[Replica, Replica]]:
    one = Replica()
    one.add_memo(title="Memo", body="1\n\n2\n\n3\n")
    other = one.copy()
    yield one, other
    one.close()
    other.close()


def test_a_clash_is_listed_once_on_both_sides_and_keeps_both_values(pair: tuple[Replica, Replica]) -> None:
    one, other = pair
    (memo,) = one.live("memo")
    one.change("memo", memo, title="Mine")
    other.change("memo", memo, title="Yours")
    one.merge(other)
    other.merge(one)
    one.merge(other)
    assert one.content() == other.content()
    assert one.conflicts() == other.conflicts()
    (conflict,) = one.ledger.query("SELECT field, value_a, value_b, base FROM conflict")
    assert conflict[0] == "title"
    assert set(conflict[1:3]) == {'"Mine"', '"Yours"'}
    assert conflict[3] == '"Memo"'


def test_what_one_side_threw_away_and_the_other_worked_on_is_there_on_both(pair: tuple[Replica, Replica]) -> None:
    one, other = pair
    (memo,) = one.live("memo")
    one.remove("memo", memo)
    other.change("memo", memo, body="1\n\nrewritten\n\n3\n")
    one.merge(other)
    other.merge(one)
    assert one.live("memo") == other.live("memo") == [memo]
    assert one.content() == other.content()
    assert [field for _, field, _, _ in one.conflicts()] == [DELETED]


def test_something_new_under_what_the_other_threw_away_brings_it_back(pair: tuple[Replica, Replica]) -> None:
    one, other = pair
    (memo,) = one.live("memo")
    paper = other.add_paper("1", title="Paper")
    one.remove("memo", memo)
    other.pin(memo, paper)
    one.merge(other)
    other.merge(one)
    for replica in pair:
        assert replica.live("memo") == [memo]
        assert len(replica.live("pin")) == 1
        assert replica.orphans() == []
    assert one.content() == other.content()
