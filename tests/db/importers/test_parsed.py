"""Results and messages cross a pipe as plain data, and what is not ours is not taken for ours."""

import io
import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers.parsed import (
    Bundle,
    Cue,
    Extractor,
    Failure,
    Found,
    Highlight,
    Origin,
    PageStart,
    Parsed,
    Part,
    Reason,
    Result,
    Role,
)
from db.importers.wire import NotAResultError, from_message, to_message
from db.processes import frames

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
found = st.builds(Found, words, st.sampled_from(get_args(Origin)))
maybe = st.none() | found
places = st.integers(0, 1000)
times = st.floats(0, 1e6)
parts = st.builds(
    Part,
    name=words,
    role=st.sampled_from(get_args(Role)),
    data=st.binary(max_size=20),
    said=st.dictionaries(words, found, max_size=2),
    authors=st.lists(found, max_size=2).map(tuple),
    declared=st.none() | words,
    files=st.lists(words, max_size=2).map(tuple),
    refused=st.none() | st.sampled_from(get_args(Reason)),
    warnings=st.lists(words, max_size=2).map(tuple),
)
several = st.lists(parts, max_size=3).map(tuple)
documents = st.builds(
    Parsed,
    text=words,
    media_type=words,
    extractor=st.builds(Extractor, words, words, st.dictionaries(words, words, max_size=2)),
    named_type=st.none() | words,
    charset=st.none() | words,
    title=maybe,
    authors=st.lists(found, max_size=3).map(tuple),
    publisher=maybe,
    original_publisher=maybe,
    issued=maybe,
    language=maybe,
    suggestions=st.dictionaries(words, found, max_size=2),
    warnings=st.lists(words, max_size=2).map(tuple),
    pages=st.lists(st.builds(PageStart, places, words), max_size=2).map(tuple),
    cues=st.lists(st.builds(Cue, places, times, times), max_size=2).map(tuple),
    highlights=st.lists(st.builds(Highlight, places, places, words), max_size=2).map(tuple),
    parts=several,
)
bundles = st.builds(Bundle, media_type=words, parts=several, named_type=st.none() | words)
failures = st.builds(Failure, st.sampled_from(get_args(Reason)), words)


@given(documents | bundles | failures)
def test_a_result_comes_out_of_a_pipe_as_it_went_in(result: Result) -> None:
    pipe = io.BytesIO()
    frames.write(pipe, *to_message(result))
    pipe.seek(0)
    assert from_message(*frames.read(pipe)) == result


GOOD, _ = to_message(Parsed(text="The ferry", media_type="text/plain", extractor=Extractor("test", "1")))


@pytest.mark.parametrize(
    "damage",
    [
        {"text": 5},
        {"text": None},
        {"text": "\ud800"},
        {"title": "The ferry"},
        {"title": {"value": "The ferry", "origin": "rumour"}},
        {"authors": None},
        {"extractor": {}},
        {"suggestions": []},
        {"unheard-of": 1},
        {"kind": "rumour"},
        {"text_kind": "rumour"},
        {"pages": [{"start": -1, "label": ""}]},
        {"pages": [{"start": "0", "label": ""}]},
        {"cues": [{"start": 0, "begin": True, "end": 1.0}]},
        {"parts": [{"size": 5}]},
    ],
)
def test_data_that_is_no_result_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(NotAResultError):
        from_message({**GOOD, **damage})


@pytest.mark.parametrize("data", [{}, [], None, "reason", {"kind": "failure", "reason": "mood", "detail": ""}])
def test_other_data_is_refused(data: Any) -> None:
    with pytest.raises(NotAResultError):
        from_message(data)


def test_a_message_that_breaks_off_is_the_end() -> None:
    pipe = io.BytesIO()
    frames.write(pipe, {"name": "a.txt"}, b"The ferry was late")
    for length in range(len(pipe.getvalue())):
        with pytest.raises(EOFError):
            frames.read(io.BytesIO(pipe.getvalue()[:length]))


@pytest.mark.parametrize(
    "data", [b"\xff" * 16, bytes(7) + b"\x02" + bytes(8) + b"[]", bytes(7) + b"\x01" + bytes(8) + b"{"]
)
def test_a_message_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, json.JSONDecodeError)):
        frames.read(io.BytesIO(data))


def test_bytes_that_belong_to_no_part_are_refused() -> None:
    with pytest.raises(NotAResultError):
        from_message(GOOD, b"more")


def test_a_warning_is_given_once() -> None:
    parsed = from_message(GOOD)
    assert isinstance(parsed, Parsed)
    assert parsed.warned("a", "b").warned("a") == replace(parsed, warnings=("a", "b"))
