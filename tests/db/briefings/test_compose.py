"""What readers outside get: footnotes, references, an annex, and nothing that is confidential."""

import html
import re
from dataclasses import replace

import markdown as python_markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import excerpts, markup, sensitivity, sources, texts
from db.briefings import annex
from db.briefings.cite import located, reference
from db.briefings.comparing import comparable
from db.briefings.wording import ENGLISH
from db.refs import Ref, new_uuid
from db.sources import Source
from db.spans import Span
from tests.db.briefings.affair import Affair, source


def test_a_citation_becomes_a_footnote_with_a_full_reference(affair: Affair) -> None:
    exported = affair.export(f"The watchdog counted 102 offices [@{affair.meridian.key}, p. 3].")
    assert exported.startswith("# How many offices?\n\nThe watchdog counted 102 offices[^1].\n")
    assert (
        "\n[^1]: Ada Nkemelu, “Watchdog counts 102 offices”, *The Meridian*, 6 December 2022, "
        "<https://meridian.example/a_b?c=1>, accessed 7 December 2022, p. 3 "
        f"`@{affair.meridian.key}`.\n"
    ) in exported


def test_a_source_is_written_out_once_and_then_by_the_number_of_that_note(affair: Affair) -> None:
    first, second = affair.meridian.key, affair.gazzetta.key
    exported = affair.export(f"One [@{first}]. Two [@{second}; @{first}, p. 9]. Three [@{second}].")
    notes = re.findall(r"^\[\^(\d)\]: (.*)$", exported, re.MULTILINE)
    assert [number for number, _ in notes] == ["1", "2", "3"]
    assert notes[1][1] == f"“Due, non undici”, *La Gazzetta*, 15 December 2022 `@{second}`; as note 1, p. 9 `@{first}`."
    assert notes[2][1] == f"As note 2 `@{second}`."


def test_footnotes_of_the_writers_own_are_numbered_with_the_others(affair: Affair) -> None:
    exported = affair.export(
        f"One [@{affair.gazzetta.key}].[^x] Two [@{affair.gazzetta.key}].\n\n"
        f"[^x]: I was there; so was [[Ada]], see [@{affair.gazzetta.key}, p. 2].\n\nThe end."
    )
    assert "One[^1].[^2] Two[^3].\n" in exported
    assert f"\n[^2]: I was there; so was Ada, see as note 1, p. 2 `@{affair.gazzetta.key}`.\n" in exported
    assert "\nThe end.\n" in exported
    assert "[^x]" not in exported


def test_links_become_the_words_they_show(affair: Affair) -> None:
    assert "\nAda met Mr \\_X\\_.\n" in affair.export("[[Ada]] met [[Xenia|Mr _X_]].")


def test_a_title_of_its_own_is_kept(affair: Affair) -> None:
    assert affair.export("# Mine\n\nText.").startswith("# Mine\n\nText.\n")
    assert affair.export("## Part\n\nText.", title="A *star*").startswith("# A \\*star\\*\n\n## Part\n")


def test_a_key_that_leads_nowhere_is_written_as_such(affair: Affair) -> None:
    assert "\n[^1]: Unknown source `@nobody2020-abc`.\n" in affair.export("It rained [@nobody2020-abc].")


def test_the_annex_says_how_each_source_was_obtained_and_what_was_quoted(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "102 offices in 53 countries")
    exported = affair.export(f"The watchdog counted “102 offices in 53 countries” [@{excerpt.key}].")
    found = annex.read(exported)
    text = texts.current(affair.case, affair.meridian.uuid)
    assert found is not None
    assert text is not None
    assert (found.facts["case"], found.facts["head"]) == ([affair.case.uuid], [affair.case.head])
    of_source, of_excerpt = found.entries
    assert (of_source.key, of_source.fact("source")) == (affair.meridian.key, affair.meridian.uuid)
    assert (of_source.fact("original"), of_source.fact("text")) == (affair.meridian.sha256, text.sha256)
    assert (of_excerpt.key, of_excerpt.fact("excerpt")) == (excerpt.key, excerpt.uuid)
    assert of_excerpt.fact("chars") == f"{excerpt.start}-{excerpt.end}"
    assert of_excerpt.words == "102 offices in 53 countries"
    assert "- Obtained: saved from its site\n" in exported


def test_passages_of_a_translation_stand_apart_and_say_so(affair: Affair) -> None:
    translation = affair.library.texts(affair.gazzetta.uuid)[-1]
    content = affair.library.content(translation)
    translated = excerpts.add(affair.case, translation, content, Span(0, content.index("\n")))
    own = affair.excerpt(affair.gazzetta, "due uffici e non undici")
    exported = affair.export(f"Two [@{translated.key}]. Two again [@{own.key}].")
    assert f"15 December 2022, translated `@{translated.key}`." in exported
    apart = exported.index(ENGLISH.translations)
    assert exported.index(f"#### `@{own.key}`") < apart < exported.index(f"#### `@{translated.key}`")


def test_of_a_confidential_source_only_its_neutral_key_is_written(affair: Affair) -> None:
    leak = source(affair.case, "He gave it to me in the car park.\n", title="The leak", sensitivity="confidential")
    excerpt = affair.excerpt(leak, "in the car park")
    exported = affair.export(f"It was handed over [@{leak.key}] [@{excerpt.key}].")
    assert f"\n[^1]: Source withheld `@{leak.key}`.\n" in exported
    assert not any(word in exported for word in ("leak", "car park", leak.uuid, leak.sha256 or "?", excerpt.uuid))
    assert leak.key.startswith("s-")


def test_a_source_that_became_confidential_loses_even_its_key(affair: Affair) -> None:
    sensitivity.mark(affair.case, Ref("source", affair.meridian.uuid), "confidential")
    exported = affair.export(f"It was counted [@{affair.meridian.key}].")
    assert "\n[^1]: Source withheld.\n" in exported
    assert affair.meridian.key not in exported


def test_of_a_confidential_excerpt_only_the_source_is_written(affair: Affair) -> None:
    excerpt = affair.excerpt(affair.meridian, "The ministry's café on Lönnrotinkatu")
    sensitivity.mark(affair.case, Ref("excerpt", excerpt.uuid), "confidential")
    exported = affair.export(f"They had a place to meet [@{excerpt.key}].")
    assert f"`@{affair.meridian.key}`" in exported
    assert not any(word in exported for word in ("Lönnrotinkatu", excerpt.key, excerpt.uuid))


def test_what_is_released_is_written(affair: Affair) -> None:
    leak = source(affair.case, "He gave it to me in the car park.\n", title="The leak", sensitivity="confidential")
    exported = affair.export(f"It was handed over [@{leak.key}].", released={leak.uuid})
    assert "“The leak”" in exported
    assert leak.uuid in exported


def test_who_gave_a_source_and_who_took_it_is_never_written(affair: Affair) -> None:
    given = {"obtained_from": "Ms. Orsini", "obtained_by": "Bertrand", "conditions": "not to be named"}
    changed = sources.revise(affair.case, affair.meridian, given)
    written = affair.export(f"It was [@{changed.key}].")
    assert "- Obtained: saved from its site\n" in written
    assert not any(word in written for word in ("Orsini", "Bertrand", "not to be named"))


def test_what_somebody_wrote_for_herself_stays_at_home(affair: Affair) -> None:
    exported = affair.export("---\ntags: [secret]\n---\nIt rained. <!-- ask Orsini again -->\n\n<!-- and Ada -->\n")
    assert not any(word in exported for word in ("secret", "Orsini", "Ada", "<!--"))


def test_an_address_that_is_not_of_the_web_is_left_out(affair: Affair) -> None:
    sources.revise(affair.case, affair.meridian, {"url": "file:///home/ada/leak.html"})
    assert "/home/ada" not in affair.export(f"It was [@{affair.meridian.key}].")


@pytest.mark.parametrize("title", ['A 6" “gun” and “more', "*Stars* | `code` [x] <b>", "Say “no” now", "``", "#1 @you"])
def test_any_title_is_shown_as_it_is(affair: Affair, title: str) -> None:
    sources.revise(affair.case, affair.meridian, {"title": title})
    exported = affair.export(f"It was [@{affair.meridian.key}].")
    shown = python_markdown.markdown(exported, extensions=["extra", "sane_lists"])
    assert shown.count(html.escape(f"“{title}”", quote=False)) + html.unescape(shown).count(f"“{title}”") >= 2


names = st.text(st.sampled_from("ab1 “”\"'‘’«»„[]*_`<>&\\.:;,-中|#@"), min_size=1)


@given(title=names, name=names, publisher=names)
@example(title="a", name="“", publisher='"b" c')
def test_a_reference_quotes_nothing_but_its_title(title: str, name: str, publisher: str) -> None:
    written = Source(uuid=new_uuid(), key="k-1", title=title, author=(name,), container_title=name, publisher=publisher)
    note = f"It rained.[^1]\n\n[^1]: {reference(written, ENGLISH)}, {located(name)} `@k-1`.\n"
    document = markup.parse(note)
    quoted = [comparable(one.text).text.strip() for one in document.quotations]
    shown = title if title.strip() else ENGLISH.untitled
    assert quoted == ([comparable(shown).text.strip()] if any(map(str.isalnum, shown)) else [])
    assert document.strays == []
    assert [one.key for one in document.sentences[0].citations] == ["k-1"]


@pytest.mark.parametrize(
    ("edtf", "spoken"),
    [
        ("2022-12-06", "6 December 2022"),
        ("2022-12", "December 2022"),
        ("2022", "2022"),
        ("2022-12-06?", "6 December 2022?"),
        ("2022-12-06T10:00:00Z", "6 December 2022"),
        ("2022-21", "2022-21"),
        ("2022-09/2022-12", "2022-09/2022-12"),
    ],
)
def test_dates_are_written_out_when_they_are_days_months_or_years(edtf: str, spoken: str) -> None:
    assert ENGLISH.spoken(edtf) == spoken


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])))
@example("a  \n\n\n  b\t\n# c\n> d\n1. e\n---\n```\n| f |\n\n")
@example("\n\n`x` &#64; [@key] “«‹ \u202eabc\u202c \u200b")
def test_a_quote_in_the_annex_is_read_back_exactly(quote: str) -> None:
    lines = ["`casethread-briefing:1`, `case:x`", "", "#### `@a.b`", "", *annex.quoted(quote), "", "#### `@a.c`"]
    for end in ("\n", "\r\n"):
        found = annex.read(end.join(lines))
        assert found is not None
        assert found.entries[0].words == quote


@given(st.text(st.sampled_from("ab1 \n\\`*_{}[]()<>#+-.!|~^@:=&;\"'“”$\t中。ا")))
def test_a_quote_in_the_annex_is_shown_word_for_word(quote: str) -> None:
    shown = python_markdown.markdown("\n".join(["x", "", *annex.quoted(quote)]), extensions=["extra", "sane_lists"])
    words = html.unescape(re.sub(r"</?(?:p|blockquote|br)\s*/?>", " ", shown)).split()
    assert words == ["x", *quote.split()]


def test_the_wording_may_be_that_of_another_language(affair: Affair) -> None:
    wording = replace(ENGLISH, sources="Quellen", as_note="wie Anm. {number}", day="{day}. {month} {year}")
    exported = affair.export(f"A [@{affair.meridian.key}]. B [@{affair.meridian.key}].", wording=wording)
    assert "## Quellen\n" in exported
    assert f"[^2]: Wie Anm. 1 `@{affair.meridian.key}`.\n" in exported
    found = annex.read(exported)
    assert found is not None
    assert [entry.key for entry in found.entries] == [affair.meridian.key]
