"""A briefing that cites a corrected or withdrawn source says so wherever it goes."""

import pytest

from db import sensitivity, standing
from db.briefings.report import Code
from db.briefings.verify import verify
from db.refs import Ref
from db.sources import Source
from tests.db.briefings.affair import Affair, source

RETRACTION = "The article of 6 December about police offices is withdrawn.\n"


@pytest.fixture
def notice(affair: Affair) -> Source:
    """The paper's own notice, as a source."""
    return source(affair.case, RETRACTION, title="Retraction", container_title="The Meridian", issued="2023-01-10")


def test_a_footnote_says_that_a_source_was_withdrawn_and_cites_the_notice(affair: Affair, notice: Source) -> None:
    standing.say(affair.case, affair.meridian, "withdrawn", notice.uuid)
    exported = affair.export(f"There are 102 offices [@{affair.meridian.key}].")
    (footnote,) = (line for line in exported.splitlines() if line.startswith("[^1]:"))
    assert f"`@{affair.meridian.key}` (withdrawn by its publisher; notice: “Retraction”, *The Meridian*" in footnote
    assert f"`@{notice.key}`)." in footnote
    assert f"### `@{notice.key}`" in exported
    assert f"- Status: withdrawn by its publisher, notice `@{notice.key}`" in exported


def test_an_unknown_notice_is_left_open(affair: Affair) -> None:
    standing.say(affair.case, affair.meridian, "corrected")
    exported = affair.export(f"There are 102 offices [@{affair.meridian.key}].")
    assert f"`@{affair.meridian.key}` (corrected)." in exported
    assert "- Status: corrected\n" in exported


def test_what_is_exported_so_can_be_read_back(affair: Affair, notice: Source) -> None:
    standing.say(affair.case, affair.meridian, "withdrawn", notice.uuid)
    body = f"“The ministry said it would close the offices.” [@{affair.meridian.key}]\n\nSo it did [@{notice.key}]."
    report = verify(affair.library, affair.export(body))
    assert report.ok
    assert (report.matches, report.quotations) == (1, 1)
    (told,) = (one for one in report.findings if one.code is Code.WITHDRAWN)
    assert (told.key, told.notice) == (affair.meridian.key, notice.key)


def test_nothing_of_a_confidential_notice_is_written(affair: Affair, notice: Source) -> None:
    standing.say(affair.case, affair.meridian, "withdrawn", notice.uuid)
    sensitivity.mark(affair.case, Ref("source", notice.uuid), "confidential")
    exported = affair.export(f"There are 102 offices [@{affair.meridian.key}].")
    assert "(withdrawn by its publisher)." in exported
    assert notice.key not in exported
    assert "Retraction" not in exported
