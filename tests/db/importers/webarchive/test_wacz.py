"""A web archive with a list of its hashes gives its pages, and says when it was changed after it was made."""

import hashlib
import io
import json
import zipfile

import pytest

from db.importers.file import File
from db.importers.parsed import Bundle, Unreadable
from db.importers.webarchive import wacz
from tests.db.importers.webarchive.capture import PAGE, URL, answer, packed, record

CAPTURES = "archive/data.warc.gz"


def archive(members: dict[str, bytes], altered: dict[str, bytes] | None = None, digest: bytes | None = None) -> bytes:
    """A file with these members, of which some were altered after their hashes were taken."""
    resources = [{"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"} for name, data in members.items()]
    listed = json.dumps({"profile": "data-package", "resources": resources}).encode()
    of_list = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(digest or listed).hexdigest()}"}
    written = {
        **members,
        **(altered or {}),
        "datapackage.json": listed,
        "datapackage-digest.json": json.dumps(of_list).encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in written.items():
            file.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> Bundle:
    return wacz.read(File("a.wacz", data))


WHOLE = {CAPTURES: packed(record(answer())), "pages/pages.jsonl": b'{"format": "json-pages-1.0"}'}


def test_the_pages_of_all_archives_in_it_are_parts() -> None:
    data = archive({**WHOLE, "archive/more.warc": record(answer(), url=f"{URL}/2")})
    file = File("capture.zip", data)
    assert (file.kind.media_type, file.kind.named_type) == ("application/wacz", "application/zip")
    bundle = read(data)
    assert [(part.name, part.data) for part in bundle.parts] == [(URL, PAGE), (f"{URL}/2", PAGE)]
    assert bundle.warnings == ()


@pytest.mark.parametrize(
    "data",
    [
        archive(WHOLE, altered={CAPTURES: packed(record(answer(PAGE.replace(b"twice", b"never"))))}),
        archive(WHOLE, altered={"pages/pages.jsonl": b"{}"}),
        archive(WHOLE, digest=b"another list"),
    ],
)
def test_a_change_after_it_was_made_is_told(data: bytes) -> None:
    bundle = read(data)
    assert len(bundle.parts) == 1
    assert bundle.warnings == ("hash-mismatch",)


def test_a_list_that_is_missing_or_names_what_is_not_there_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(CAPTURES, WHOLE[CAPTURES])
    for data in (out.getvalue(), archive(WHOLE).replace(b"pages/pages.jsonl", b"pages/pages.txt__")):
        assert len(read(data).parts) == 1
        assert read(data).warnings == ("archive-damaged",)


def test_a_member_that_unpacks_to_far_too_much_is_left_out() -> None:
    bundle = read(archive({**WHOLE, "archive/bomb.warc": bytes(300 << 20)}))
    assert [part.name for part in bundle.parts] == [URL]
    assert bundle.warnings == ("parts-left-out",)


def test_what_is_no_zip_file_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(b"PK\x03\x04 and no more")
