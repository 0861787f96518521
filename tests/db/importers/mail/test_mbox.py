"""A box gives every message in it, each as it was before it was put there, and no line of a letter for a message."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importers.file import File
from db.importers.mail import mbox
from db.importers.parsed import Unreadable

FILES = Path(__file__).parents[5] / "shared" / "corpus" / "files"
LINE = b"From ilse@courier.example Tue Mar 14 10:00:00 2023\n"
HEAD = b"From: Ilse <ilse@courier.example>\nSubject: Crane\n"


def messages(data: bytes) -> list[bytes]:
    return [part.data for part in mbox.read(File("a.mbox", data)).parts]


def test_each_message_is_a_record_named_by_its_subject() -> None:
    bundle = mbox.read(
        File("a.mbox", LINE + HEAD + b"\nOne.\n\n" + LINE + b"Subject: =?utf-8?q?Br=C3=BCcke?=\n\nTwo.\n")
    )
    assert [(part.name, part.role) for part in bundle.parts] == [
        ("0001 Crane.eml", "record"),
        ("0002 Brücke.eml", "record"),
    ]
    assert [part.data for part in bundle.parts] == [HEAD + b"\nOne.\n", b"Subject: =?utf-8?q?Br=C3=BCcke?=\n\nTwo.\n"]
    assert bundle.media_type == "application/mbox"


@pytest.mark.parametrize(
    "body",
    [
        b"He said:\nFrom ilse@courier.example Tue Mar 14 10:00:00 2023\nis a line.\n",
        b"He said:\n\nFrom here on we walked.\n",
        b"He said:\n\nFrom Ostrand: a bridge\nis closed.\n",
    ],
)
def test_a_line_of_a_letter_is_no_message(body: bytes) -> None:
    assert messages(LINE + HEAD + b"\n" + body + b"\n" + LINE + HEAD + b"\nTwo.\n") == [
        HEAD + b"\n" + body,
        HEAD + b"\nTwo.\n",
    ]


def test_lines_that_were_protected_are_as_they_were() -> None:
    data = LINE + HEAD + b"\n>From here on.\n>>From there.\n> From quoting.\n\n" + LINE + HEAD + b"\nTwo.\n"
    assert messages(data)[0] == HEAD + b"\nFrom here on.\n>From there.\n> From quoting.\n"


def test_a_length_is_believed_where_a_message_begins_there() -> None:
    body = b"See:\n\n" + LINE + HEAD + b"\n>From a quotation.\n"
    data = LINE + HEAD + b"Content-Length: %d\n\n" % len(body) + body + b"\n" + LINE + HEAD + b"\nTwo.\n"
    first, second = messages(data)
    assert first.endswith(body)
    assert second == HEAD + b"\nTwo.\n"


def test_a_length_that_is_wrong_is_not_believed() -> None:
    data = LINE + HEAD + b"Content-Length: 3\n\nOne.\n\n" + LINE + HEAD + b"\nTwo.\n"
    assert len(messages(data)) == 2


def test_windows_line_ends_change_nothing() -> None:
    data = (LINE + HEAD + b"\nOne.\n\n" + LINE + HEAD + b"\nTwo.\n").replace(b"\n", b"\r\n")
    assert [each.rpartition(b"\r\n\r\n")[2] for each in messages(data)] == [b"One.\r\n", b"Two.\r\n"]


def test_a_box_is_told_by_its_content() -> None:
    assert File("inbox", LINE + HEAD + b"\nOne.\n").kind.media_type == "application/mbox"
    assert File("a.txt", b"From here on the ferry is late.\n").kind.media_type == "text/plain"


def test_what_is_no_box_is_refused() -> None:
    with pytest.raises(Unreadable):
        messages(b"Nothing of the kind.\n")


@given(
    st.lists(st.lists(st.sampled_from([b"", b"Words.", b"From here on.", b">From there.", b"> From x"]), max_size=5))
)
def test_what_was_put_in_comes_out(letters: list[list[bytes]]) -> None:
    given_ = [HEAD + b"\n" + b"".join(line + b"\n" for line in lines) + b"End.\n" for lines in letters]
    protected = (each.replace(b"\n>From ", b"\n>>From ").replace(b"\nFrom ", b"\n>From ") for each in given_)
    box = b"".join(LINE + each + b"\n" for each in protected)
    assert (messages(box) if box else []) == given_


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("ingest/plan.mbox", 1),
        ("office/complex.mbox", 3),
        ("office/simple.mbox", 2),
        ("office/quoted.mbox", 1),
        ("office/multiline2.mbox", 1),
        ("office/testMBOX_complex.mbox", 1),
    ],
)
def test_boxes_that_others_wrote_have_their_count(name: str, count: int) -> None:
    path = FILES / name
    if not path.exists():
        pytest.skip("the corpus is not here")
    assert len(messages(path.read_bytes())) == count


def test_a_box_whose_reader_was_lost_is_read_as_one_text() -> None:
    box = b"From a@b.example Tue Mar 14 10:00:00 2023\nFrom: a@b.example\n\nThe crane was paid for.\n"
    assert "The crane was paid for." in mbox.read_source(File("a.mbox", box)).text
