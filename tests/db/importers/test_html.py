"""A saved page gives its article and what it says about itself; guesses are never more than suggestions."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import plain
from db.importers import formats, html, pagetext
from db.importers.file import File, Wish
from db.importers.parsed import Found, Parsed, Unreadable

PAGES = Path(__file__).parents[2] / "files" / "pages"
PROSE = (
    "<p>The harbour office of Saltmarsh paid for the same crane twice within eleven weeks, according to invoices that "
    "were seen by the Courier. Both payments were approved by the same two people.</p>"
    "<p>The company that sent the invoices was founded nine days before the first of them, and its seat is a letter "
    "box above a bakery. The office said that it could not comment on a matter under inquiry.</p>"
)


def saved(name: str) -> Parsed:
    return html.read_article(File(name, (PAGES / name).read_bytes()))


def page(head: str = "", body: str = PROSE, language: str = "en") -> Parsed:
    text = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body><article>{body}</article></body></html>'
    return html.read_article(File("page.html", text.encode()))


def test_the_article_is_read_without_what_stands_around_it() -> None:
    parsed = saved("harbour.html")
    assert parsed.extractor.name == "trafilatura"
    assert "“I only ever saw one, and it was standing still.”" in parsed.text
    assert "Ten ways to cook eel" not in parsed.text
    assert "Sport" not in parsed.text
    assert "same two people.\n\n“We were told" in parsed.text


def test_json_ld_is_believed_before_meta_tags() -> None:
    parsed = saved("harbour.html")
    assert parsed.title == Found("Harbour office paid twice for one crane", "json-ld")
    assert parsed.authors == (Found("Ilse Varga", "json-ld"), Found("Tomás Keel", "json-ld"))
    assert parsed.issued == Found("2023-03-14", "json-ld")
    assert parsed.suggestions["modified"] == Found("2023-03-16", "json-ld")
    assert parsed.publisher == Found("Saltmarsh Press", "json-ld")
    assert parsed.container_title == Found("The Saltmarsh Courier", "meta")
    assert parsed.url == Found("https://courier.example/2023/03/14/harbour-crane/", "meta")
    assert parsed.type == Found("article-newspaper", "json-ld")
    assert parsed.language == Found("en", "meta")
    assert parsed.warnings == ()


def test_nothing_is_invented_for_an_undated_page() -> None:
    parsed = saved("undated.html")
    assert parsed.issued is None
    assert (parsed.authors, parsed.publisher, parsed.container_title) == ((), None, None)
    assert parsed.url is None
    assert {name: found.origin for name, found in parsed.suggestions.items()} == {"issued": "guess"}
    assert parsed.title == Found("About the marsh railway", "meta")


def test_a_page_saved_by_singlefile_says_from_where_and_when() -> None:
    parsed = saved("saved.html")
    assert parsed.url == Found("https://ostrand-bote.example/stadt/2021/jun/05/bruecke-gesperrt?ref=mail", "capture")
    assert parsed.accessed == Found("2021-06-07", "capture")
    assert parsed.issued == Found("2021-06-05", "time")
    assert parsed.authors == (Found("Änne Holm", "byline"),)
    assert parsed.title == Found("Brücke nach Ostrand bleibt gesperrt", "heading")
    assert parsed.language == Found("de", "meta")


def test_the_date_in_an_address_is_a_suggestion() -> None:
    parsed = page('<link rel="canonical" href="https://courier.example/2023/mar/14/crane">')
    assert parsed.issued is None
    assert parsed.suggestions["issued"] == Found("2023-03-14", "url")


def test_a_date_in_the_text_of_a_page_is_a_suggestion() -> None:
    parsed = page(body=f"<p>Published 14 March 2023</p>{PROSE}")
    assert parsed.issued is None
    assert parsed.suggestions["issued"].value == "2023-03-14"


def test_the_last_change_is_never_the_date_of_publication() -> None:
    parsed = page('<meta property="article:modified_time" content="2023-03-16T10:00:00Z">')
    assert parsed.issued is None
    assert parsed.suggestions["modified"] == Found("2023-03-16", "meta")


@pytest.mark.parametrize(
    "tag",
    [
        '<meta property="article:published_time" content="2023-03-14T06:30:00+01:00">',
        '<meta name="citation_publication_date" content="2023/03/14">',
        '<meta name="dc.date.issued" content="2023-03-14">',
        '<meta name="DC.date" content="14 March 2023">',
        '<meta itemprop="datePublished" content="2023-03-14">',
    ],
)
def test_dates_in_meta_tags_are_filled_in(tag: str) -> None:
    assert page(tag).issued == Found("2023-03-14", "meta")


def test_several_dates_in_an_article_are_not_chosen_from() -> None:
    times = '<time datetime="2023-03-14">14 March</time> <time datetime="2023-01-02">2 January</time>'
    parsed = page(body=f"{times}{PROSE}")
    assert parsed.issued is None
    assert parsed.suggestions["issued"] == Found("2023-03-14", "time")


def test_a_date_that_programs_write_for_none_is_none() -> None:
    assert page('<meta property="article:published_time" content="1970-01-01T00:00:00Z">').issued is None


def test_an_author_who_is_an_address_or_the_paper_itself_is_no_author() -> None:
    head = '<meta property="og:site_name" content="The Courier"><meta name="author" content="The Courier">'
    assert page(f'{head}<meta property="article:author" content="https://social.example/ilse">').authors == ()


def test_the_name_of_the_site_is_taken_off_the_title() -> None:
    head = '<meta property="og:site_name" content="The Courier"><title>One crane – The Courier</title>'
    assert page(head).title == Found("One crane", "meta")


def test_an_address_that_is_not_of_the_web_is_not_taken_over() -> None:
    assert page('<link rel="canonical" href="javascript:alert(1)">').url is None
    assert page('<link rel="canonical" href="file:///etc/passwd">').url is None


def test_a_page_that_names_another_site_as_its_own_is_cited_from_where_it_was_saved() -> None:
    comment = "<!-- saved from url=(0028)https://courier.example/crane -->"
    head = '<link rel="canonical" href="https://other.example/crane">'
    parsed = html.read_article(
        File("a.html", f"{comment}<html><head>{head}</head><body>{PROSE}</body></html>".encode())
    )
    assert parsed.url == Found("https://courier.example/crane", "capture")
    assert parsed.suggestions["url"] == Found("https://other.example/crane", "meta")


def test_a_language_that_the_text_contradicts_is_doubted() -> None:
    parsed = page(language="de")
    assert parsed.language == Found("en", "guess")
    assert parsed.suggestions["language"] == Found("de", "meta")
    assert "language-doubted" in parsed.warnings


def test_an_article_that_the_extractor_misses_is_read_from_the_whole_page() -> None:
    parsed = saved("teaser.html")
    assert parsed.extractor.name == "lexbor"
    assert "whole-page-text" in parsed.warnings
    assert "forty-one pages on what swims in the river" in parsed.text


def test_where_the_careful_extractor_finds_only_small_print_the_less_careful_one_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = pagetext.article

    def with_small_print(tree: object, *, precise: bool = True) -> str:
        return "For your own use only." if precise else usual(tree)

    monkeypatch.setattr(pagetext, "article", with_small_print)
    parsed = page()
    assert "same crane twice" in parsed.text
    assert parsed.extractor.options["favor_precision"] == "false"
    assert "whole-page-text" not in parsed.warnings


def test_a_sentence_full_of_links_between_two_paragraphs_is_not_lost() -> None:
    link = "<p><a href='/x'>It was told in a report published on Monday by the Saltmarsh Chamber of Trade</a>.</p>"
    first, second, *_ = PROSE.split("</p>")
    parsed = page(body=f"{first}</p>{link}{second}</p>{first.replace('Courier', 'Herald')}</p>")
    assert parsed.extractor.name == "trafilatura"
    told = "It was told in a report published on Monday by the Saltmarsh Chamber of Trade."
    assert f"the same two people.\n\n{told}\n\nThe company" in parsed.text


@pytest.mark.parametrize(
    ("between", "why"),
    [
        ("<p>Read on here</p>", "no sentence"),
        ("<aside><p>Let our news meet your inbox, every morning of the week.</p></aside>", "beside the text"),
        ("<p>The harbour office of Saltmarsh paid for the same crane twice.</p>", "there already"),
    ],
)
def test_what_is_no_sentence_of_the_article_is_not_put_between_its_paragraphs(between: str, why: str) -> None:
    before, after = "The harbour office of Saltmarsh paid for the same crane twice.", "The office would not comment."
    shown = f"<body><p>{before}</p>{between}<p>{after}</p></body>"
    assert pagetext.mended(f"{before}\n\n{after}", shown) == f"{before}\n\n{after}", why


def test_the_whole_page_can_be_wished_for_in_the_place_of_the_article() -> None:
    file = File("harbour.html", (PAGES / "harbour.html").read_bytes(), Wish(whole_page=True))
    parsed = formats.ways(file)[0](file)
    assert isinstance(parsed, Parsed)
    assert "Ten ways to cook eel" in parsed.text
    assert "“I only ever saw one, and it was standing still.”" in parsed.text
    assert parsed.title == Found("Harbour office paid twice for one crane", "json-ld")
    assert "whole-page-text" in parsed.warnings


def test_a_page_with_little_text_is_named() -> None:
    assert "little-text" in page(body="<p>Please accept our cookies to read on.</p>").warnings


def test_a_page_that_shows_nothing_has_no_text() -> None:
    with pytest.raises(Unreadable):
        page(body="<script>document.write('The ferry')</script>")


@pytest.mark.parametrize("read", html.WAYS)
def test_scripts_styles_and_comments_are_no_text(read: formats.Reader) -> None:
    hidden = "<script>var a = '<p>SECRET</p>'</script><style>p{content:'SECRET'}</style><!-- SECRET -->"
    parsed = read(File("a.html", f"<html><body>{hidden}{PROSE}{hidden}</body></html>".encode()))
    assert isinstance(parsed, Parsed)
    assert "SECRET" not in parsed.text
    assert "letter box above a bakery" in parsed.text


def test_what_is_hidden_on_the_page_is_not_in_its_visible_text() -> None:
    text = (
        "<body><p>Seen</p><p hidden>Unseen</p><div style='display:none'>Unseen <div>too</div></div><p>Seen</p></body>"
    )
    assert pagetext.visible(text) == "Seen\n\nSeen"


def test_the_visible_text_has_the_pages_paragraphs_and_lines() -> None:
    text = "<body><h1>One\n crane</h1><p>First <b>line</b>,<br>second</p><ul><li>a<li>b</ul><pre>x\n  y</pre></body>"
    assert pagetext.visible(text) == "One crane\n\nFirst line,\nsecond\n\na\n\nb\n\nx\n  y"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/pdivascr&;#x0=\"' \n\x00\ufdd0a"), max_size=200))
def test_any_markup_is_read_or_refused(text: str) -> None:
    for read in html.WAYS:
        try:
            parsed = read(File("a.html", f"<html><body>{text}".encode()))
        except Unreadable:
            continue
        assert parsed.text == plain.normalise(parsed.text)


def test_co_authors_are_kept_and_those_who_comment_are_not_taken_for_authors() -> None:
    marked = '<a rel="author" href="/i">Ilse Varga</a> <a rel="author" href="/t">Tom Keel</a>'
    assert [found.value for found in page(body=f"{marked}{PROSE}").authors] == ["Ilse Varga", "Tom Keel"]
    comments = '<b class="author">Eel Friend</b> says no. <b class="author">Reed Hater</b> says yes.'
    assert page(body=f"{PROSE}<div>{comments}</div>").authors == ()
