"""What a query stands for in a case, how that is told, and the texts that switch it."""

from collections.abc import Iterator

import pytest

from db import entities, notes, personal, sensitivity
from db.case import Case
from db.derived import Derived
from db.finding import Asked, find, grouped
from db.refs import Ref, Uuid
from db.search.understanding import Expanding, Expansion
from tests.db.conftest import a_source, an_excerpt


@pytest.fixture
def derived(case: Case) -> Iterator[Derived]:
    """What is derived of the case."""
    with Derived(case) as made:
        yield made


def titles(case: Case, derived: Derived, text: str, expanding: Expanding | None = None) -> list[str]:
    """The titles of the sources that a query finds, sorted."""
    asked = Asked(text, expanding=expanding) if expanding else Asked(text)
    return sorted(hit.title for hit in find(case, derived, asked, None).hits if hit.ref.kind == "source")


def expansions(derived: Derived, text: str) -> dict[str, Expansion]:
    """The expansions of a query by their kind."""
    return {one.kind: one for term in derived.understand(text).terms for one in term.expansions}


def test_a_word_finds_its_other_forms_until_it_is_quoted(case: Case, derived: Derived) -> None:
    a_source(case, "Two offices were searched.", title="many", language="en")
    a_source(case, "The office was closed.", title="one", language="en")
    assert titles(case, derived, "office") == ["many", "one"]
    forms = expansions(derived, "office")["forms"]
    assert [other.text for other in forms.others] == ["offices"]
    assert forms.switched == '"office"'
    assert titles(case, derived, forms.switched) == ["one"]
    assert expansions(derived, forms.switched)["forms"].switched == "office"


def test_one_form_of_several_can_be_left_out(case: Case, derived: Derived) -> None:
    for word in ("walk", "walks", "walked"):
        a_source(case, f"They {word} home.", title=word, language="en")
    forms = expansions(derived, "walk home")["forms"]
    without = next(other.without for other in forms.others if other.text == "walks")
    assert titles(case, derived, without) == ["walk", "walked"]


@pytest.mark.parametrize(
    ("language", "asked", "written"),
    [
        ("it", "ufficio", "uffici"),
        ("it", "anno", "anni"),
        ("it", "banche", "banca"),
        ("ru", "полиция", "полицию"),
        ("ru", "новая", "новый"),
        ("fr", "bureau", "bureaux"),
        ("de", "Haus", "Hauses"),
        ("ar", "شرطة", "الشرطة"),
        ("ar", "الشرطة", "وشرطة"),
    ],
)
def test_words_have_forms_in_their_own_language(
    case: Case, derived: Derived, language: str, asked: str, written: str
) -> None:
    a_source(case, f"{written}.", title="there", language=language)
    assert titles(case, derived, asked) == ["there"]
    assert titles(case, derived, f'"{asked}"') == []


@pytest.mark.parametrize(
    ("language", "asked", "written"), [("it", "casa", "caso"), ("it", "porto", "portata"), ("en", "office", "officer")]
)
def test_words_that_only_look_alike_are_no_forms(
    case: Case, derived: Derived, language: str, asked: str, written: str
) -> None:
    a_source(case, f"{written}, {asked[:2]}.", title="there", language=language)
    assert titles(case, derived, asked) == []


def test_forms_are_wanted_no_more_for_good(case: Case, derived: Derived) -> None:
    a_source(case, "Two offices were searched.", title="many", language="en")
    assert titles(case, derived, "office", Expanding(forms=False)) == []
    assert derived.understand("office", Expanding(forms=False)).terms[0].expansions[0].off


def test_a_name_finds_all_names_of_who_goes_by_it(case: Case, derived: Derived) -> None:
    entities.add(case, "Luo Huaizhou", "person", ["骆怀舟", "Mr Luo"])
    a_source(case, "骆怀舟说。", title="zh")
    a_source(case, "It was Mr Luo who spoke.", title="en")
    a_source(case, "Luo spoke of Huaizhou.", title="apart")
    assert titles(case, derived, "Luo Huaizhou") == ["apart", "en", "zh"]
    assert titles(case, derived, "駱懷舟") == ["en", "zh"]
    assert titles(case, derived, 'entity:"Mr Luo"') == ["en", "zh"]
    assert titles(case, derived, '"Mr Luo"') == ["en"]
    names = expansions(derived, "Luo Huaizhou spoke")["names"]
    assert {other.text for other in names.others} == {"骆怀舟", "Mr Luo"}
    assert titles(case, derived, names.switched) == ["apart"]
    assert expansions(derived, '"Mr Luo"')["names"].switched == 'entity:"Mr Luo"'
    assert titles(case, derived, "Luo Huaizhou", Expanding(names=False)) == ["apart"]


def test_what_is_not_wanted_is_no_more_than_what_was_typed(case: Case, derived: Derived) -> None:
    entities.add(case, "Contessa Armida", "other", ["Isla Clavel"])
    a_source(case, "The Isla Clavel and other ferries.", title="isla", language="en")
    a_source(case, "The Contessa Armida, a ferry.", title="armida", language="en")
    assert titles(case, derived, 'Clavel -"Contessa Armida"') == ["isla"]
    assert titles(case, derived, "Clavel -Armida -(Contessa Armida) -ferry") == ["isla"]


def test_a_name_has_no_other_forms_unless_they_are_asked_for(case: Case, derived: Derived) -> None:
    a_source(case, "The walks along the coast.", title="walks", language="en")
    entities.add(case, "Joan Walk", "person")
    assert titles(case, derived, "walk") == ["walks"], "a word of a longer name is a word like others"
    entities.add(case, "Walk", "place")
    assert titles(case, derived, "walk") == []
    forms = expansions(derived, "walk")["forms"]
    assert forms.off
    assert titles(case, derived, forms.switched) == ["walks"]


def test_a_star_is_for_the_word_it_was_typed_with(case: Case, derived: Derived) -> None:
    entities.add(case, "Italy", "place", ["Italia"])
    a_source(case, "La banca italiana.", title="italiana", language="it")
    a_source(case, "In Italia.", title="italia", language="it")
    a_source(case, "Italy's police.", title="italy", language="en")
    assert titles(case, derived, "italy*") == ["italia", "italy"]


def test_the_very_letters_are_asked_of_what_was_typed_only(case: Case, derived: Derived) -> None:
    entities.add(case, "Città", "place", ["Stadt"])
    a_source(case, "Die Stadt.", title="stadt", language="de")
    a_source(case, "La citta.", title="plain", language="it")
    a_source(case, "La Città.", title="accented", language="it")
    assert titles(case, derived, "città", Expanding(folding=False)) == ["accented", "stadt"]


def test_leaving_out_one_of_many_similar_words_stays_short(case: Case, derived: Derived) -> None:
    words = [f"wor{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    a_source(case, " ".join(words), title="many")
    like = expansions(derived, "woraa~2")["like"]
    assert len(like.others) == 63
    assert max(len(other.without) for other in like.others) < 400
    (hit,) = find(case, derived, "woraa~2").hits
    assert hit.in_text == 64


def test_a_name_that_is_learned_later_is_known_in_the_next_question(case: Case, derived: Derived) -> None:
    a_source(case, "骆怀舟说。", title="zh")
    assert titles(case, derived, "Luo Huaizhou") == []
    entities.add(case, "Luo Huaizhou", "person", ["骆怀舟"])
    assert titles(case, derived, "Luo Huaizhou") == ["zh"]


def test_accents_make_no_difference_until_the_very_letters_are_asked_for(case: Case, derived: Derived) -> None:
    a_source(case, "La Città di Altacorte", title="accented")
    a_source(case, "la citta", title="plain")
    a_source(case, "LA CITTÀ", title="loud")
    assert titles(case, derived, "città") == ["accented", "loud", "plain"]
    folding = expansions(derived, "città")["folding"]
    assert folding.switched == "=città"
    assert titles(case, derived, "=città") == ["accented", "loud"]
    assert titles(case, derived, "=Città") == ["accented"]
    assert expansions(derived, "=città")["folding"].switched == "città"
    assert titles(case, derived, "città", Expanding(folding=False)) == ["accented", "loud"]


def test_traditional_and_simplified_characters_can_be_told_apart(case: Case, derived: Derived) -> None:
    a_source(case, "汀瀾的渡輪", title="traditional")
    a_source(case, "汀澜的渡轮", title="simplified")
    assert titles(case, derived, "渡轮") == ["simplified", "traditional"]
    assert expansions(derived, "渡轮")["folding"].others[0].text == "渡輪"
    assert titles(case, derived, "=渡輪") == ["traditional"]


def test_what_is_mistyped_is_found_when_asked_for_and_offered_when_nothing_is(case: Case, derived: Derived) -> None:
    a_source(case, "The harbour police came.", title="there")
    assert titles(case, derived, "harbuor~2") == ["there"]
    assert [other.text for other in expansions(derived, "polize~")["like"].others] == ["police"]
    assert find(case, derived, "harbour polize").instead == "harbour police"
    assert find(case, derived, "harbour -police").instead == ""
    assert find(case, derived, "quux").instead == ""


def test_words_near_each_other_are_found_and_marked(case: Case, derived: Derived) -> None:
    a_source(case, "A police station. Later, after many other words, one more police officer.", title="near")
    a_source(case, "The police came and went and never saw the station.", title="far")
    assert titles(case, derived, "station NEAR/2 police") == ["near"]
    (hit,) = find(case, derived, "station NEAR/2 police").hits
    assert hit.in_text == 2
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["police", "station"]


def test_what_the_case_knows_narrows_a_search_down(case: Case, derived: Derived) -> None:
    one = a_source(case, "The ferry left.", title="one", issued="2022-03", grade="B", publisher="The Ledger")
    a_source(case, "The ferry came.", title="two", issued="2023-06-30", grade="C", publisher="The Ledger Weekly")
    an_excerpt(case, one, "ferry")
    assert titles(case, derived, "ferry has:excerpt") == ["one"]
    assert titles(case, derived, "ferry date:2022..2023-05") == ["one"]
    assert titles(case, derived, "ferry date:2023..") == ["two"]
    assert titles(case, derived, "grade:B") == ["one"]
    assert titles(case, derived, 'publisher:="the ledger"') == ["one"]
    assert titles(case, derived, "publisher:ledger") == ["one", "two"]
    assert titles(case, derived, "-has:excerpt") == ["two"]
    assert titles(case, derived, "has:attachment") == []


def test_whatever_is_confidential_can_be_left_out(case: Case, derived: Derived) -> None:
    one = a_source(case, "The ferry left.", title="one")
    a_source(case, "The ferry came.", title="two")
    an_excerpt(case, one, "ferry")
    notes.write(case, "Ferry", "A ferry.")
    sensitivity.mark(case, Ref("source", one.uuid), "confidential")
    sensitivity.mark(case, Ref("note", notes.every(case)[0].uuid), "confidential")
    assert [hit.title for hit in find(case, derived, "ferry -is:confidential").hits] == ["two"]
    assert find(case, derived, "ferry is:confidential").total == 3


def test_what_a_person_has_read_is_of_that_person(case: Case) -> None:
    one = a_source(case, "The ferry left.", title="one")
    a_source(case, "The ferry came.", title="two")
    state = personal.Personal(case)
    with Derived(case, state.read) as derived:
        assert titles(case, derived, "ferry is:unread") == ["one", "two"]
        state.mark_read([Uuid(one.uuid)])
        assert titles(case, derived, "ferry is:unread") == ["two"]
        assert titles(case, derived, "is:read") == ["one"]
    state.close()


def test_more_like_a_text_shares_its_uncommon_words(case: Case, derived: Derived) -> None:
    one = a_source(case, "The dredger Contessa lay in Tinglan harbour with a false register.", title="one")
    a_source(case, "A false register was found for the dredger Contessa at the Tinglan yard.", title="two")
    for day in range(20):
        a_source(case, f"On day {day} the weather in the harbour was fair with a light wind.", title="weather")
    assert titles(case, derived, f"like:{one.key}") == ["two"]
    assert titles(case, derived, f"like:{one.key} yard") == ["two"]
    assert titles(case, derived, "like:nothing2020-abc") == []


def test_a_result_tells_its_passages_with_their_paragraphs(case: Case, derived: Derived) -> None:
    filler = "\n\n".join("Nothing of interest happened on that day at sea. " * 3 for _ in range(8))
    a_source(case, f"The ferry left.\n\n{filler}\n\nThe ferry came back.", title="far apart")
    (group,) = grouped(case, derived, Asked("ferry", passages=3), {"source": 5}).groups
    assert [passage.paragraph for passage in group.hits[0].passages] == [1, 10]
    assert group.hits[0].matches == 2


def test_results_come_in_the_order_that_is_asked_for(case: Case, derived: Derived) -> None:
    for title, issued in (("b", "2021"), ("c", ""), ("a", "2023")):
        a_source(case, f"ferry {title}", title=title, issued=issued or None)

    def of(order: str, text: str = "ferry") -> list[str]:
        return [hit.title for hit in find(case, derived, Asked(text, order)).hits]

    assert of("newest") == ["a", "b", "c"]
    assert of("oldest") == ["b", "a", "c"]
    assert of("title") == ["a", "b", "c"]
    assert of("relevance", "kind:=source") == ["a", "b", "c"]


def test_a_note_is_found_by_its_forms_as_well(case: Case, derived: Derived) -> None:
    a_source(case, "The ferries left.", language="en")
    notes.write(case, "Ferry", "One ferry.")
    assert find(case, derived, "ferry").total == 2
