"""What pages say in JSON-LD is read in all the shapes they give it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers import jsonld

CRANE = {"@type": "NewsArticle", "headline": "One crane", "datePublished": "2023-03-14", "author": "Ilse Varga"}


def said(*data: Any, address: str | None = None) -> jsonld.Statement | None:
    return jsonld.read([json.dumps(each) for each in data], address)


@pytest.mark.parametrize(
    "shape",
    [
        CRANE,
        [CRANE],
        {"@graph": [{"@type": "WebSite", "name": "x"}, CRANE]},
        {"@type": "WebPage", "mainEntity": CRANE},
        [[{"@graph": [CRANE]}]],
        {**CRANE, "@type": ["Thing", "NewsArticle"]},
        {**CRANE, "@type": "https://schema.org/NewsArticle"},
        {**CRANE, "author": {"@type": "Person", "name": "Ilse Varga"}},
        {**CRANE, "author": [{"givenName": "Ilse", "familyName": "Varga"}]},
        {**CRANE, "author": None, "creator": ["Ilse Varga"]},
    ],
)
def test_an_article_is_found_in_any_shape(shape: Any) -> None:
    statement = said(shape)
    assert statement is not None
    assert statement.title == "One crane"
    assert statement.authors == ("Ilse Varga",)
    assert statement.published == "2023-03-14"
    assert statement.type == "article-newspaper"


def test_references_are_followed_also_in_circles() -> None:
    ann = {"@id": "#ann", "@type": "Person", "name": "Ann Reed"}
    statement = said({"@graph": [{**CRANE, "author": {"@id": "#ann"}, "publisher": {"@id": "#loop"}}, ann]})
    assert statement is not None
    assert statement.authors == ("Ann Reed",)
    assert said({**CRANE, "author": {"@id": "#self", "author": {"@id": "#self"}}}) is not None


def test_teasers_are_not_taken_for_the_article() -> None:
    other = {"@type": "NewsArticle", "headline": "Ten ways to cook eel", "url": "https://courier.example/eel"}
    assert said({"@type": "ItemList", "itemListElement": [{"item": other}]}) is None
    here = {**CRANE, "mainEntityOfPage": {"@id": "https://courier.example/crane"}}
    statement = said(other, here, address="https://courier.example/crane")
    assert statement is not None
    assert statement.title == "One crane"


def test_a_paper_that_names_itself_as_author_has_none() -> None:
    statement = said(
        {**CRANE, "author": {"@type": "Organization", "name": "Courier"}, "publisher": {"name": "Courier"}}
    )
    assert statement is not None
    assert statement.authors == ()


def test_the_page_is_not_the_paper() -> None:
    page = {"@id": "#page", "@type": "WebPage", "name": "One crane | Courier"}
    statement = said({"@graph": [page, {**CRANE, "isPartOf": {"@id": "#page"}}]})
    assert statement is not None
    assert statement.container_title is None


@pytest.mark.parametrize(
    "script", ["", "{", "[" * 100_000, '{"@type": 5}', '"NewsArticle"', '{"@type": "NewsArticle",}']
)
def test_what_is_no_json_says_nothing(script: str) -> None:
    assert jsonld.read([script]) is None


def test_wrappings_and_control_characters_are_forgiven() -> None:
    script = '<!-- //<![CDATA[ {"@type": "NewsArticle", "headline": "One\ncrane"} //]]> -->'
    statement = jsonld.read([script.replace("<!-- //<", "//<").replace("]]> -->", "]]>")])
    assert statement is not None
    assert statement.title == "One\ncrane"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@type", "@graph", "@id", "name", "author", "headline"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_can_be_asked(data: Any) -> None:
    said({"@type": "NewsArticle", "author": data, "publisher": data, "isPartOf": data}, data)
