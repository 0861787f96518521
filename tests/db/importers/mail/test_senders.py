"""Who sent a message may be in danger: no key, no entity and no author is made of them before a person says so."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from db import entities, sources
from db.case import Case
from db.importers import intake
from db.importers.accepting import Acceptance
from db.importers.staging import Reading, Staged
from db.importers.worker import Workers
from db.sources import Source
from tests.db.importers.mail import ole

SENDER, ADDRESS = "Zdenka Quillfeather", "zdenka@quillfeather.example"
LETTER = (
    f"From: {SENDER} <{ADDRESS}>\nTo: Ben <ben@example.org>\nDate: Tue, 19 Nov 2024 10:00:00 +0100\n"
    "Subject: The list\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHere is the list.\n--x\n'
    'Content-Type: text/plain\nContent-Disposition: attachment; filename="list.txt"\n\nContessa Armida.\n--x--\n'
)
NAMES = ("zdenka", "quillfeather")
OUTLOOK: dict[int, object] = {
    0x001A: "IPM.Note",
    0x0037: "The list",
    0x1000: "Here is the list.",
    0x0C1A: SENDER,
    0x5D01: ADDRESS,
    0x0C1F: ADDRESS,
}


def _mbox() -> bytes:
    second = LETTER.replace("The list", "Another list").replace("Contessa Armida", "Isla Clavel")
    start = f"From {ADDRESS} Tue Nov 19 10:00:00 2024\n"
    return f"{start}{LETTER}\n{start}{second}\n".encode()


def _staged(case: Case, path: Path) -> list[Staged]:
    with Workers(1) as workers:
        return list(Reading(intake.directly(case)).staged([path], workers))


def _accepted(case: Case, staged: Sequence[Staged]) -> list[Source]:
    outcomes = list(Acceptance(intake.directly(case)).accept(staged))
    return [sources.get(case, one.key) for one in outcomes if one.key]


@pytest.fixture(params=["a.eml", "a.mbox", "a.msg", "without-subject.eml"])
def mail(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A message, or a box of two, from somebody who must not be named."""
    path: Path = tmp_path / request.param
    contents: dict[str, Callable[[], bytes]] = {
        "a.eml": LETTER.encode,
        "a.mbox": _mbox,
        "a.msg": lambda: ole.file(ole.message(OUTLOOK)),
        "without-subject.eml": lambda: LETTER.replace("Subject: The list\n", "").encode(),
    }
    path.write_bytes(contents[request.param]())
    return path


def test_the_sender_is_only_offered(case: Case, mail: Path) -> None:
    made = _accepted(case, _staged(case, mail))
    assert made
    for source in made:
        assert source.author == ()
        assert not any(name in source.key for name in NAMES)
        assert not any(name in (source.publisher or "").casefold() for name in NAMES)
        assert source.obtained_from is None, "that is for a person to say"
    assert entities.every(case) == []


def test_the_sender_is_there_to_be_taken(case: Case, mail: Path) -> None:
    letters = [one for one in _staged(case, mail) if one.read and one.read.suggestions.get("author")]
    assert letters
    assert all(SENDER in one.read.suggestions["author"].value for one in letters if one.read)
    taken = [replace(one, by_hand={"author": (SENDER,)}) for one in letters]
    assert all(source.author == (SENDER,) for source in _accepted(case, taken))


def test_a_confidential_message_has_a_neutral_key_from_the_start_and_so_has_what_hangs_on_it(
    case: Case, mail: Path
) -> None:
    said = {"sensitivity": "confidential", "author": (SENDER,)}
    staged = [replace(one, by_hand=said) if one.within is None else one for one in _staged(case, mail)]
    made = _accepted(case, staged)
    assert made
    for source in made:
        assert source.sensitivity == "confidential"
        assert source.key.startswith("s-")
    every = " ".join(row["key"] for row in case.query("SELECT key FROM source"))
    assert not any(name in every for name in (*NAMES, "list"))
    revisions = case.query("SELECT data FROM revision WHERE tbl = 'source'")
    assert all('"key":"s-' in row["data"].replace(" ", "") for row in revisions), "no other key was ever written down"
