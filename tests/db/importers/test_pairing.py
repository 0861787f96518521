"""A recording and what was written down of it come to belong to one another."""

from pathlib import Path

import pytest

from db import belonging, sources, wanted
from db.case import Case
from db.importers.intake import directly, take_in
from db.importers.wanting import fill
from db.importers.worker import Workers
from db.sources import Source

MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 64
SRT = b"""\
1
00:00:01,000 --> 00:00:04,000
The harbour office paid twice.

2
00:00:05,000 --> 00:00:08,000
For one crane.
"""


def taken(case: Case, *files: Path) -> dict[str, Source]:
    list(take_in(directly(case), list(files)))
    return {source.file_name or "": source for source in sources.every(case)}


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["talk.srt", "Talk.en.srt", "talk.SRT"])
def test_a_transcript_knows_the_recording_of_its_name(case: Case, tmp_path: Path, name: str) -> None:
    found = taken(case, written(tmp_path / name, SRT), written(tmp_path / "talk.mp3", MP3))
    assert found[name].recording == found["talk.mp3"].uuid
    assert belonging.of_source(case, found[name]).recording == found["talk.mp3"]
    assert belonging.of_source(case, found["talk.mp3"]).transcripts == (found[name],)


def test_a_recording_in_another_folder_or_of_another_name_is_not_it(case: Case, tmp_path: Path) -> None:
    elsewhere = written(tmp_path / "b" / "talk.mp3", MP3)
    found = taken(case, written(tmp_path / "a" / "talk.srt", SRT), elsewhere, written(tmp_path / "a/tal.mp3", MP3 * 2))
    assert found["talk.srt"].recording is None
    assert not belonging.of_source(case, found["talk.srt"])


def test_of_two_recordings_of_one_name_none_is_taken(case: Case, tmp_path: Path) -> None:
    files = (written(tmp_path / "talk.mp3", MP3), written(tmp_path / "talk.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0" + MP3))
    assert taken(case, written(tmp_path / "talk.srt", SRT), *files)["talk.srt"].recording is None


def test_what_is_in_the_trash_is_not_listed(case: Case, tmp_path: Path) -> None:
    found = taken(case, written(tmp_path / "talk.srt", SRT), written(tmp_path / "talk.mp3", MP3))
    sources.remove(case, found["talk.mp3"])
    assert not belonging.of_source(case, found["talk.srt"])


def test_a_recording_that_was_only_cited_before_is_the_one_that_a_transcript_knows(case: Case, tmp_path: Path) -> None:
    cited = wanted.note(case, {"title": "The talk"})
    recording = written(tmp_path / "talk.mp3", MP3)
    with Workers(1) as workers:
        fill(directly(case), cited.uuid, recording, workers)
    taken(case, written(tmp_path / "talk.srt", SRT), recording)
    (transcript,) = (source for source in sources.every(case) if source.uuid != cited.uuid)
    assert transcript.recording == cited.uuid
