"""What was written down of a recording is readable, and every word keeps its time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers.detect import SRT, TRANSCRIPT, VTT, kind
from db.importers.file import File
from db.importers.media import transcripts
from db.importers.parsed import Cue, Found, Parsed, Unreadable

SUBTITLES = """1
00:00:01,000 --> 00:00:03,500
Good evening. The harbour
has new cranes.

2
00:00:03,600 --> 00:00:05,000 X1:10
<i>They were paid twice.</i>

3
00:00:09,000 --> 00:00:11,000
ANA MARTINS: Who signed?

4
00:00:11,100 --> 00:00:12,000
- Nobody.
- {\\an8}Really &amp; truly?
"""


def read(text: str, name: str = "talk.srt") -> Parsed:
    parsed = transcripts.read(File(name, text.encode()))
    assert [cue.start for cue in parsed.cues] == sorted(cue.start for cue in parsed.cues)
    return parsed


def test_subtitles_become_paragraphs() -> None:
    parsed = read(SUBTITLES.replace("\n", "\r\n"))
    assert parsed.text == (
        "Good evening. The harbour has new cranes. They were paid twice.\n\n"
        "ANA MARTINS: Who signed?\n\n- Nobody.\n\n- Really & truly?"
    )
    assert parsed.text_kind == "transcribed"
    assert parsed.title == Found("talk", "file")
    assert parsed.cues[0] == Cue(0, 1.0, 3.5)
    assert parsed.text[parsed.cues[1].start :].startswith("They were paid twice.")
    assert parsed.text[parsed.cues[2].start :].startswith("ANA")
    assert (parsed.cues[3].begin, parsed.cues[3].end) == (11.1, 12.0)


def test_webvtt_names_its_speakers_and_has_remarks() -> None:
    parsed = read(
        "WEBVTT - talk\n\nNOTE made by hand\n\nSTYLE\n::cue {}\n\nintro\n01:02.000 --> 01:04.000 align:start\n"
        "<v Ana Martins>Who <c.loud>signed</c>?\n\nNOTE\nmore\n\n01:04.500 --> 01:05.000\n<v Ana Martins>And why?\n\n"
        "01:05.500 --> 01:06.000\n<v.x Bo>I did.</v>\n"
    )
    assert parsed.text == "Ana Martins: Who signed? And why?\n\nBo: I did."
    assert [cue.begin for cue in parsed.cues] == [62.0, 64.5, 65.5]


def test_captions_that_roll_are_read_once() -> None:
    parsed = read(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nthe harbour\n\n00:02.000 --> 00:02.010\nthe harbour\n\n"
        "00:02.010 --> 00:04.000\nthe harbour\nhas new<00:03.000><c> cranes</c>\n"
    )
    assert parsed.text == "the harbour has new cranes"
    assert [(cue.begin, cue.end) for cue in parsed.cues] == [(0.0, 2.01), (2.01, 4.0)]


def test_a_number_that_is_spoken_is_no_number_of_a_cue() -> None:
    parsed = read(
        "1\n00:01,000 --> 00:02,000\nHow many?\n\n2\n00:02,100 --> 00:03,000\n54\n\n3\n00:03,100 --> 00:04,000\nYes."
    )
    assert parsed.text == "How many? 54 Yes."


def whisper(**more: object) -> str:
    segments = [
        {"id": 0, "start": 0.0, "end": 2.5, "text": " The harbour has new cranes."},
        {"id": 1, "start": 2.5, "end": 4.0, "text": " They were paid twice.", "speaker": "SPEAKER_01"},
    ]
    return json.dumps({"text": "x" * 100_000, "segments": segments, **more})


def test_a_transcript_by_machine_keeps_times_speakers_and_language() -> None:
    parsed = read(whisper(language="en"), "talk.json")
    assert parsed.text == "The harbour has new cranes.\n\nSPEAKER_01: They were paid twice."
    assert parsed.language == Found("en", "properties")
    assert parsed.cues[1].begin == 2.5


def test_its_other_way_of_writing_is_read_too() -> None:
    segment = {
        "timestamps": {"from": "00:00:01,500", "to": "00:00:02,000"},
        "offsets": {"from": 1500, "to": 2000},
        "text": " 港口",
    }
    parsed = read(json.dumps({"result": {"language": "zh"}, "transcription": [segment, segment]}), "talk.json")
    assert parsed.text == "港口港口"
    assert parsed.cues[0] == Cue(0, 1.5, 2.0)


def test_transcripts_are_known_by_what_is_in_them() -> None:
    assert kind("talk.txt", SUBTITLES.encode()).media_type == SRT
    assert kind("talk.vtt", b"\xef\xbb\xbfWEBVTT\n\n").media_type == VTT
    assert kind("talk.json", whisper().encode()) == kind("x", whisper().encode())
    assert kind("talk.json", whisper().encode()).media_type == TRANSCRIPT


@pytest.mark.parametrize(
    "broken", ['{"segments": [{"start": 1', '{"segments": [1, {"start": "x", "text": "a"}]}', '{"segments": 5}']
)
def test_a_broken_transcript_is_damaged(broken: str) -> None:
    with pytest.raises(Unreadable) as raised:
        transcripts.read(File("a.json", broken.encode()))
    assert raised.value.reason in {"damaged", "no-text"}


@given(st.lists(st.sampled_from([*SUBTITLES.splitlines(), "", "5", "NOTE x", "00:01 --> 00:00"]), max_size=14))
def test_cues_in_any_order_keep_their_places(lines: list[str]) -> None:
    try:
        parsed = read("\n".join(lines))
    except Unreadable:
        return
    assert all(0 <= cue.start < len(parsed.text) and 0 <= cue.begin <= cue.end for cue in parsed.cues)
