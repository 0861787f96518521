"""Names of papers that mean one, because a person said so."""

from pathlib import Path

import pytest

from db import publishers, sources, trash
from db.alike import Alike
from db.case import Case
from db.derived import Derived
from db.publishers import Publisher
from db.refs import Ref
from tests.db.conftest import a_source


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived lies in a folder of this test."""
    monkeypatch.setenv("CASETHREAD_CACHE", str(tmp_path / "cache"))


def _papers(case: Case) -> dict[str, str | None]:
    return {source.key: source.publisher for source in sources.every(case)}


def _some(case: Case) -> None:
    for number, (name, url) in enumerate(
        (
            ("Reuters", "https://www.reuters.com/a"),
            ("Reuters", "https://www.reuters.com/b"),
            ("REUTERS", None),
            ("reuters.com", "https://www.reuters.com/c"),
            ("The Guardian", "https://www.theguardian.com/a"),
            ("theguardian.com", None),
            ("BBC News", "https://www.bbc.co.uk/news"),
            ("bbc.co.uk", None),
            ("聯合早報", None),
            ("联合早报", None),
            ("Courier", None),
        )
    ):
        a_source(case, f"Words number {number}.", publisher=name, url=url)


def test_a_name_means_another_from_then_on_and_what_was_found_stays(case: Case) -> None:
    before = a_source(case, "One.", publisher="reuters.com")
    publishers.join(case, ["reuters.com"], "Reuters")
    after = a_source(case, "Two.", publisher="reuters.com")
    for source in (sources.of_uuid(case, before.uuid), after):
        assert source.publisher == "Reuters"
        assert source.found_as == {"publisher": "reuters.com"}
    assert after.key.startswith("reuters")
    assert case.query("SELECT DISTINCT publisher FROM source") == [{"publisher": "reuters.com"}]


def test_joining_is_one_step_that_is_undone_as_one(case: Case) -> None:
    _some(case)
    before = _papers(case)
    publishers.join(case, ["reuters.com", "REUTERS", "Reuters"], "Reuters")
    assert list(_papers(case).values()).count("Reuters") == 4
    case.undo()
    assert _papers(case) == before
    case.redo()
    assert list(_papers(case).values()).count("Reuters") == 4


def test_names_that_two_copies_of_a_case_joined_either_way_are_separated_at_once(case: Case) -> None:
    for name in ("Reuters", "REUTERS"):
        a_source(case, f"Words of {name}.", publisher=name)
    publishers.join(case, ["REUTERS"], "Reuters")
    with case.edit("publisher.join") as edit:  # as it came in with a merge
        row = {"name": "Reuters", "meant": "REUTERS"}
        edit.insert("publisher_name", case.natural_uuid("publisher_name", "Reuters"), row)
    (ring,) = publishers.listed(case)
    publishers.separate(case, [name for name, _ in ring.found_as if name != ring.meant])
    assert not publishers.meanings(case)
    assert len(publishers.listed(case)) == 2


def test_separated_names_stand_for_themselves_again_and_are_offered_no_more(case: Case) -> None:
    _some(case)
    publishers.join(case, ["reuters.com", "REUTERS"], "Reuters")
    publishers.separate(case, ["reuters.com", "REUTERS"])
    assert {"reuters.com", "REUTERS", "Reuters"} <= set(_papers(case).values())
    assert [one.alike for one in publishers.listed(case) if "euters" in one.meant.lower()] == [(), (), ()]


def test_what_meant_a_name_follows_it_when_it_is_joined_to_another(case: Case) -> None:
    a_source(case, "One.", publisher="reuters.com")
    publishers.join(case, ["reuters.com"], "Reuters")
    publishers.join(case, ["Reuters"], "Thomson Reuters")
    assert list(_papers(case).values()) == ["Thomson Reuters"]
    publishers.join(case, ["Thomson Reuters"], "Reuters")
    assert list(_papers(case).values()) == ["Reuters"]


def test_chains_and_rings_as_two_copies_can_make_them_end_somewhere(case: Case) -> None:
    with case.edit("publisher.join") as edit:
        for name, meant in (("a", "b"), ("b", "c"), ("x", "y"), ("y", "z"), ("z", "y")):
            edit.insert("publisher_name", case.natural_uuid("publisher_name", name), {"name": name, "meant": meant})
    assert publishers.meanings(case) == {"a": "c", "b": "c", "x": "y", "z": "y"}


def test_copies_of_a_case_that_join_other_names_are_brought_together(path: Path, tmp_path: Path) -> None:
    with Case.create(path) as case:
        a_source(case, "One.", publisher="reuters.com")
        a_source(case, "Two.", publisher="REUTERS")
    copy = tmp_path / "copy.casethread"
    copy.write_bytes(path.read_bytes())
    with Case.open(copy) as other:
        publishers.join(other, ["REUTERS"], "Reuters")
    with Case.open(path) as case, Case.open(copy, readonly=True) as other:
        publishers.join(case, ["reuters.com"], "Reuters")
        case.merge(other)
        assert set(_papers(case).values()) == {"Reuters"}


def test_sources_are_sorted_and_found_by_the_name_that_is_meant(case: Case) -> None:
    last = a_source(case, "The ferry left at nine.", publisher="aaa.example")
    first = a_source(case, "Nothing else.", publisher="Meridian")
    assert sources.in_order(case, "publisher") == [last.uuid, first.uuid]
    with Derived(case) as derived:
        assert derived.search("publisher:zenith").total == 0
        publishers.join(case, ["aaa.example"], "Zenith")
        assert sources.in_order(case, "publisher") == [first.uuid, last.uuid]
        assert sources.in_order(case, containing="zenith") == [last.uuid]
        assert sources.in_order(case, containing="aaa.example") == [last.uuid]
        assert derived.search("publisher:zenith").total == 1
        case.undo()
        assert derived.search("publisher:zenith").total == 0


def test_alike_names_are_offered_together_and_not_joined(case: Case) -> None:
    _some(case)
    groups = {frozenset((one.meant, *one.alike)) for one in publishers.listed(case) if one.alike}
    assert groups == {
        frozenset({"Reuters", "REUTERS", "reuters.com"}),
        frozenset({"The Guardian", "theguardian.com"}),
        frozenset({"BBC News", "bbc.co.uk"}),
        frozenset({"聯合早報", "联合早报"}),
    }
    assert publishers.meanings(case) == {}
    meant = [one.meant for one in publishers.listed(case)]
    assert meant[-1] == "Courier", "what is offered comes first"
    places = sorted(meant.index(name) for name in ("Reuters", "REUTERS", "reuters.com"))
    assert places[2] - places[0] == 2, "and stands together"


def test_each_name_counts_the_sources_that_have_it(case: Case) -> None:
    _some(case)
    publishers.join(case, ["REUTERS"], "Reuters")
    found = {one.meant: one for one in publishers.listed(case)}
    assert found["Reuters"] == Publisher("Reuters", (("Reuters", 2), ("REUTERS", 1)), ("reuters.com",))
    assert found["Reuters"].sources == 3
    trash.put(case, [Ref("source", sources.every(case)[0].uuid)])
    assert sum(one.sources for one in publishers.listed(case)) == 10


def test_a_name_that_is_new_to_the_case_has_a_likely_meaning(case: Case) -> None:
    _some(case)
    publishers.join(case, ["REUTERS"], "Reuters")
    likely = publishers.likely(case)
    assert likely.meaning("www.reuters.com") == "Reuters"
    assert likely.meaning("www.bbc.co.uk") == "BBC News"
    assert likely.meaning("guardian") == "The Guardian"
    assert likely.meaning("REUTERS") is None, "a person has said what it means"
    assert likely.meaning("Courier") is None
    assert likely.meaning("Gazette") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The New York Times", "New York Times"),
        ("Le Monde", "lemonde.fr"),
        ("Der Spiegel", "Spiegel"),
        ("El País", "elpais.com"),
        ("الجزيرة", "الجزيره"),
        ("Novaya Gazeta", "NOVAYA GAZETA"),
        ("Al-Jazeera", "Al Jazeera"),
    ],
)
def test_names_that_are_one_to_a_reader_are_alike(one: str, other: str) -> None:
    assert Alike({one: 3}).of(other) == one


@pytest.mark.parametrize(("one", "other"), [("The Times", "The Sunday Times"), ("Times", "Time"), ("新报", "新华报")])
def test_names_of_different_papers_are_not(one: str, other: str) -> None:
    assert Alike({one: 3}).of(other) is None
