"""A source that was corrected or withdrawn, and everything that rests on it."""

import pytest

from db import briefs, errors, notes, sources, standing, trash
from db.case import Case
from db.refs import Ref, Uuid
from tests.db.conftest import a_source, an_excerpt


@pytest.fixture
def shaken(case: Case) -> sources.Source:
    """A withdrawn article, with the notice that says so."""
    article = a_source(case)
    notice = a_source(case, "We withdraw our article on ferries.", title="A retraction")
    return standing.say(case, article, "withdrawn", notice.uuid)


def test_a_source_stands_as_it_was_published_until_somebody_says_otherwise(case: Case) -> None:
    assert standing.of_source(case, a_source(case).uuid) is None


def test_the_notice_is_a_source_of_its_own(case: Case, shaken: sources.Source) -> None:
    found = standing.of_source(case, shaken.uuid)
    assert found is not None
    assert (found.status, found.notice_title) == ("withdrawn", "A retraction")
    assert [one.source for one in standing.told_by(case, Uuid(str(found.notice)))] == [shaken.uuid]


def test_who_says_it_may_be_left_open(case: Case) -> None:
    article = a_source(case)
    standing.say(case, article, "corrected")
    found = standing.of_source(case, article.uuid)
    assert found is not None
    assert (found.status, found.notice) == ("corrected", None)


def test_a_source_that_stands_again_has_no_notice_any_more(case: Case, shaken: sources.Source) -> None:
    assert standing.say(case, shaken, "current", shaken.notice).notice is None
    assert standing.of_source(case, shaken.uuid) is None


def test_undo_brings_state_and_notice_back_together(case: Case, shaken: sources.Source) -> None:
    standing.say(case, shaken, "current")
    case.undo()
    found = standing.of_source(case, shaken.uuid)
    assert found is not None
    assert found.notice == shaken.notice


def test_a_notice_in_the_trash_is_not_shown_as_one(case: Case, shaken: sources.Source) -> None:
    assert shaken.notice is not None
    trash.put(case, [Ref("source", shaken.notice)])
    found = standing.of_source(case, shaken.uuid)
    assert found is not None
    assert (found.status, found.notice) == ("withdrawn", None)


def test_a_notice_that_was_erased_leaves_the_state_as_it_is(case: Case, shaken: sources.Source) -> None:
    assert shaken.notice is not None
    case.erase([("source", shaken.notice)])
    found = standing.of_source(case, shaken.uuid)
    assert found is not None
    assert (found.status, found.notice) == ("withdrawn", None)


def test_no_source_is_its_own_notice(case: Case) -> None:
    article = a_source(case)
    with pytest.raises(errors.Invalid):
        standing.say(case, article, "corrected", article.uuid)
    with pytest.raises(errors.Invalid):
        standing.say(case, article, "disputed")
    with pytest.raises(errors.Invalid):
        standing.say(case, article, "corrected", Uuid("f" * 32))


def test_what_rests_on_a_source_is_named(case: Case, shaken: sources.Source) -> None:
    excerpt = an_excerpt(case, shaken, "The ferry left.")
    note, _ = notes.write(case, "Ferries", f"They left [@{excerpt.key}].")
    brief, _ = briefs.write(case, "On ferries", f"They left [@{shaken.key}].")
    notes.write(case, "Something else", "Nothing is cited here.")
    assert list(standing.resting_on(case, shaken.uuid)) == [
        Ref("excerpt", excerpt.uuid),
        Ref("note", note.uuid),
        Ref("briefing", brief.uuid),
    ]


def test_a_text_rests_on_what_it_cites_and_on_nothing_with_a_key_that_only_begins_alike(
    case: Case, shaken: sources.Source
) -> None:
    excerpt = an_excerpt(case, shaken, "The ferry left.")
    assert [one.key for one in standing.cited_in(case, f"So it is [@{excerpt.key}].")] == [shaken.key]
    assert standing.cited_in(case, f"So it is [@{shaken.key}x].") == []
    assert standing.cited_in(case, f"`@{shaken.key}` is no citation.") == []


def test_a_list_of_notes_knows_which_of_them_rest_on_it(case: Case, shaken: sources.Source) -> None:
    corrected = standing.say(case, a_source(case, "Another text."), "corrected")
    both, _ = notes.write(case, "Both", f"So [@{corrected.key}; @{shaken.key}].")
    one, _ = notes.write(case, "One", f"So [@{corrected.key}].")
    none, _ = notes.write(case, "None", "So.")
    listed = notes.SHELF.listed(case, [both.uuid, one.uuid, none.uuid])
    assert [listed[uuid].shaken for uuid in (both.uuid, one.uuid, none.uuid)] == ["withdrawn", "corrected", None]
