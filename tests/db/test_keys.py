"""Citation keys: readable, never the same for two things, and harmless wherever they stand."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.keys import KEY, excerpt_key, is_key, short, source_key
from db.refs import Uuid

UUID = Uuid("8f14e45fceea467a9c36dedd4bea2543")
uuids = st.uuids().map(lambda one: Uuid(one.hex))
words = st.one_of(st.none(), st.text(), st.text("The Guardian./:-_*[]()\\\"'é漢 2022"))


def free(_key: str) -> bool:
    return False


def key_of(
    publisher: str | None = None,
    *,
    author: str | None = None,
    title: str | None = None,
    year: str | int | None = None,
    confidential: bool = False,
    uuid: Uuid = UUID,
    taken: Callable[[str], bool] = free,
) -> str:
    return source_key(
        uuid, publisher=publisher, author=author, title=title, year=year, confidential=confidential, taken=taken
    )


@pytest.mark.parametrize(
    ("publisher", "word"),
    [
        ("The Guardian", "guardian"),
        ("La Repubblica", "repubblica"),
        ("Der Spiegel", "spiegel"),
        ("De Volkskrant", "volkskrant"),
        ("El País", "pais"),
        ("L’Espresso", "espresso"),
        ("Süddeutsche Zeitung", "suddeutsche"),
        ("The New York Times", "newyork"),
        ("BBC News", "bbcnews"),
        ("BBC", "bbc"),
        ("BBC 中文", "bbc"),
        ("24 Heures", "heures"),
        ("theguardian.com", "theguardian"),
        ("https://www.bbc.co.uk/news", "bbc"),
        ("Die", "die"),
    ],
)
def test_a_source_is_called_after_its_paper(publisher: str, word: str) -> None:
    assert key_of(publisher).startswith(f"{word}-")


def test_a_source_without_a_paper_is_called_after_its_author_or_its_title() -> None:
    assert key_of(author="Sebastian Rotella", title="Outlaw Alliance").startswith("rotella-")
    assert key_of(author="Della Porta, Anna").startswith("dellaporta-")
    assert key_of(title="The Outlaw Alliance").startswith("outlaw-")
    assert key_of("人民日报", author="王小明", title="警察").startswith("source-")
    assert key_of().startswith("source-")


def test_the_year_is_part_of_a_key_when_it_is_known() -> None:
    assert key_of("The Guardian", year=2022).startswith("guardian2022-")
    assert key_of("The Guardian", year="2022").startswith("guardian2022-")
    assert key_of("The Guardian", year="202X").startswith("guardian-")


def test_a_key_ends_in_letters_of_the_uuid_and_in_more_of_them_while_it_is_taken() -> None:
    keys: set[str] = set()
    for _ in range(4):
        keys.add(key_of("BBC", taken=keys.__contains__))
    shortest, *longer = sorted(keys, key=len)
    assert [len(key) - len("bbc-") for key in (shortest, *longer)] == [3, 4, 5, 6]
    assert all(key.startswith(shortest) for key in longer)


def test_a_confidential_source_has_a_key_that_says_nothing() -> None:
    key = key_of("The Guardian", author="Rotella", title="Outlaw", year=2022, confidential=True)
    assert key == key_of(confidential=True)
    assert key.startswith("s-")
    assert len(key) == len("s-x4q9")


def test_no_open_source_looks_like_a_confidential_one() -> None:
    assert not key_of("S").startswith("s-")
    assert not key_of("The S").startswith("s-")


def test_an_excerpt_is_called_after_its_source() -> None:
    key = excerpt_key("guardian2022-x4q", UUID, free)
    source, letters = key.split(".")
    assert source == "guardian2022-x4q"
    assert len(letters) == 3
    assert excerpt_key(source, UUID, {key}.__contains__).startswith(key)


def test_notes_and_entities_are_called_by_the_start_of_their_uuid() -> None:
    assert short(UUID) == UUID[:6]
    assert short(UUID, {UUID[:6], UUID[:7]}.__contains__) == UUID[:8]
    assert short(UUID, lambda _key: True) == UUID


@settings(deadline=None)
@given(uuids, words, words, words, st.booleans())
def test_a_key_is_the_same_every_time_and_harmless_everywhere(
    uuid: Uuid, publisher: str | None, author: str | None, title: str | None, confidential: bool
) -> None:
    made = [
        key_of(publisher, author=author, title=title, year=2022, confidential=confidential, uuid=uuid) for _ in range(2)
    ]
    assert made[0] == made[1]
    assert set(made[0]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert is_key(made[0])
    assert is_key(excerpt_key(made[0], uuid, free))
    assert len(made[0]) <= 32


@settings(deadline=None)
@given(uuids, uuids)
def test_two_uuids_never_have_the_same_letters_in_the_end(one: Uuid, other: Uuid) -> None:
    ends = {key_of(uuid=uuid, taken=lambda _key: True) for uuid in (one, other)}
    assert len(ends) == len({one, other})


@settings(deadline=None)
@given(uuids)
def test_letters_that_are_taken_for_each_other_are_not_used(uuid: Uuid) -> None:
    letters = key_of(uuid=uuid, taken=lambda _key: True).removeprefix("source-")
    assert not set(letters) & set("01lo")


def test_a_key_in_a_citation_ends_before_the_punctuation() -> None:
    found = [match.group() for match in KEY.finditer("@guardian2022-x4q.k7d. @s-x4q9, @8f14e4-")]
    assert found == ["guardian2022-x4q.k7d", "s-x4q9", "8f14e4"]
    assert not any(map(is_key, ["", "a b", "a..b", "-a", "a.", "a/b", "é", "a\n"]))
