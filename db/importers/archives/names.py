"""What the members of an archive are called: bytes in some charset, which the archive may or may not tell.

A name is a label to show and never a path, so that nothing needs to be forbidden in it but what is no text at all.
"""

from collections.abc import Sequence

from db import plain

_LETTERS = frozenset(range(0x80, 0xA6)) | {0xE1}
"""Where the old charset of DOS has its letters; a name with other bytes above ASCII is likely in another charset."""
_CLUTTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def decoded(names: Sequence[bytes]) -> list[str]:
    """The names as text; those of one archive are most likely in one charset, and together tell more."""
    strange = [name for name in names if not _is_utf_8(name)]
    charset = "utf-8"
    if strange:
        all_dos = all(byte < 0x80 or byte in _LETTERS for name in strange for byte in name)
        charset = "cp437" if all_dos else plain.decode(b"\n".join(strange)).charset
    return [label(name.decode("utf-8" if _is_utf_8(name) else charset, errors="replace")) for name in names]


def label(name: str) -> str:
    """The name as it can be stored and shown: without what is no character."""
    return plain.normalise(name).replace("\n", " ")


def is_clutter(name: str) -> bool:
    """Whether a member is what systems leave in folders for themselves."""
    folders = name.replace("\\", "/").split("/")
    return "__MACOSX" in folders or folders[-1].casefold() in _CLUTTER


def _is_utf_8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
