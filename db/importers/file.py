"""A file as a reader gets it: its name and bytes, and what a person said about how to read it."""

from dataclasses import dataclass
from functools import cached_property

from db import plain
from db.importers import detect


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a person wants a file to be read: its charset, its password, the whole page in the place of the article."""

    charset: str | None = None
    password: str | None = None
    whole_page: bool = False


AS_EVER = Wish()


@dataclass(frozen=True)
class File:
    """The name without its folders, and the bytes; `declared` is a charset that came with the file, as by HTTP."""

    name: str
    data: bytes
    wish: Wish = AS_EVER
    declared: str | None = None

    @cached_property
    def kind(self) -> detect.Kind:
        """What the bytes are, and what the name says when that is something else."""
        return detect.kind(self.name, self.data)

    def decoded(self, declared: str | None = None) -> plain.Decoded:
        """The bytes as text, not normalised: in the charset that was wished for, or the one they are most likely in."""
        if self.wish.charset:
            return plain.decode_as(self.data, self.wish.charset)
        return plain.decode(self.data, self.declared or declared)
