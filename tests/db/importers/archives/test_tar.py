"""Tar archives and single compressed files are bundles, up to where they are damaged."""

import bz2
import gzip
import lzma
import random
import tarfile
from collections.abc import Callable
from io import BytesIO

import pytest

from db.importers import formats
from db.importers.file import File
from db.importers.parsed import Bundle, Unreadable


def tarred(*members: tuple[str, bytes], link: str = "") -> bytes:
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as out:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, BytesIO(data))
        if link:
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, link
            out.addfile(info)
    return stream.getvalue()


def read(data: bytes, name: str = "a") -> Bundle:
    file = File(name, data)
    bundle = formats.ways(file)[0](file)
    assert isinstance(bundle, Bundle)
    return bundle


def test_each_file_in_a_tar_becomes_a_part_and_links_are_only_named() -> None:
    bundle = read(tarred(("../a.txt", b"The ferry"), ("b/c.txt", b"was late"), link="/etc/passwd"))
    assert [(part.name, part.data, part.refused) for part in bundle.parts] == [
        ("../a.txt", b"The ferry", None),
        ("b/c.txt", b"was late", None),
        ("link", b"", "unsupported-type"),
    ]


def test_what_came_before_the_damage_is_kept() -> None:
    data = tarred(("a.txt", b"The ferry"), ("b.txt", bytes(9000)))
    bundle = read(data[:1500])
    assert bundle.parts[0].data == b"The ferry"
    assert "archive-damaged" in bundle.warnings


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_a_bundle_of_the_file_in_it(compress: Callable[[bytes], bytes]) -> None:
    part = read(compress(b"The ferry was late"), "ferry.txt.gz").parts[0]
    assert (part.name, part.data, part.role) == ("ferry.txt", b"The ferry was late", "member")


def test_a_compressed_tar_holds_a_tar() -> None:
    assert read(gzip.compress(tarred(("a.txt", b"a"))), "a.tgz").parts[0].name == "a.tar"


def test_a_compressed_file_gives_what_comes_before_its_damage() -> None:
    text = random.Random(3).randbytes(200_000)
    part = read(gzip.compress(text)[:100_000], "a.bin.gz").parts[0]
    assert text.startswith(part.data)
    assert len(part.data) > 50_000
    assert part.warnings == ("cut-off",)


def test_a_compressed_file_that_expands_too_far_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(gzip.compress(bytes(20 << 20)), "a.gz")
    assert refusal.value.reason == "expands-too-far"
