"""A small case about a fictional affair, with real sources, texts and excerpts, for the tests of briefings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import blobs, briefs, excerpts, sources, texts
from db.briefings.compose import compose
from db.briefings.library import CaseLibrary
from db.case import Case
from db.excerpts import Excerpt
from db.sources import Source

MERIDIAN = """\
The watchdog counted 102 offices in 53 countries, up from 54 in the autumn. Eleven of them are in Italy,
its report says, and they were run by “volunteers” who spoke of a 'service'.

“We have seen no indication that there is a will to coordinate (their actions),” Ms. Orsini said on Monday.
“This is a great pity — a great mistake.” The ministry's café on Lönnrotinkatu employed 1,500 people... until 2015.
The ministry said it would close the offices.

It had *promised* this before | twice.
"""

GAZZETTA = """\
Il ministro ha detto che la polizia ha trovato due uffici e non undici.
Questa è una grande vergogna per il nostro paese.
"""

IN_ENGLISH = """\
The minister said that the police found two offices and not eleven.
This is a great disgrace for our country.
"""

WENGANG = "公告说，当地设立了警务服务站，\n为海外华侨提供服务。警方否认这一说法，称其为“志愿者活动”。\n"

AT = datetime(2023, 5, 4, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Affair:
    """The open case with its three sources."""

    case: Case
    meridian: Source
    gazzetta: Source
    wengang: Source

    @property
    def library(self) -> CaseLibrary:
        """What a briefing is made from and checked against, read anew."""
        return CaseLibrary(self.case)

    def excerpt(self, source: Source, words: str) -> Excerpt:
        """An excerpt of words that stand in a source."""
        return excerpts.quote(self.case, source, words)

    def export(self, body: str, title: str = "How many offices?", **options: Any) -> str:
        """A briefing stored and composed."""
        brief, _ = briefs.write(self.case, title, body)
        return compose(self.library, brief, self.case.head or "", AT, **options)


def made(folder: Path) -> Affair:
    """The case, new in this folder."""
    case = Case.create(folder / "affair.casethread")
    meridian = source(
        case,
        MERIDIAN,
        title="Watchdog counts 102 offices",
        author=("Ada Nkemelu",),
        container_title="The Meridian",
        issued="2022-12-06",
        accessed="2022-12-07",
        url="https://meridian.example/a_b?c=1",
    )
    gazzetta = source(case, GAZZETTA, title="Due, non undici", container_title="La Gazzetta", issued="2022-12-15")
    original = texts.current(case, gazzetta.uuid)
    assert original is not None
    texts.add(
        case,
        gazzetta.uuid,
        IN_ENGLISH,
        kind="translated",
        language="en",
        tool={"name": "by hand"},
        original=original.uuid,
    )
    wengang = source(case, WENGANG, title="公告", container_title="汶港日报", issued="2019-03")
    return Affair(case, meridian, gazzetta, wengang)


def source(case: Case, words: str, **values: Any) -> Source:
    """A source with one text."""
    data = words.encode()
    case.store([data])
    known: Mapping[str, Any] = {"obtained_how": "saved from its site", "media_type": "text/plain", **values}
    added = sources.add(case, blobs.sha256(data), known)
    texts.add(case, added.uuid, words)
    return added
