"""One row of the table of odd inputs: the files it is about, and what is wanted of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILES = Path(__file__).parents[5] / "shared" / "corpus" / "files"
"""Real files, where they are kept beside the repository."""

Made = bytes | str | Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What a file has to become.

    `state` and `reason` are those of a staged file; where several reasons are right, all of them are named. `says` must
    stand in its text and `hides` must not; `warns` are warnings it must have. `is_a` is the type that it must be told
    as, `named` the type that its name says instead. `holds` are names in it with the reasons why they were refused.
    """

    state: str = "ready"
    reason: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    is_a: str | None = None
    named: str | None = None
    holds: Mapping[str, str | None] | None = None


def refused(*reasons: str, is_a: str | None = None) -> Want:
    """A file that gives nothing, for one of these reasons."""
    return Want(state="failed", reason=reasons, is_a=is_a)


def bundle(*warns: str, **holds: str | None) -> Want:
    """A file that is no document and holds some, by their names with `__` for a dot and reasons where refused."""
    return Want(state="bundle", warns=warns, holds={name.replace("__", "."): reason for name, reason in holds.items()})


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered kind of odd input.

    `files` are made by us; `real` are others', looked at where they are, by their place below the collection.
    """

    number: int
    about: str
    files: Mapping[str, tuple[Made, Want]] = field(default_factory=dict)
    real: Mapping[str, Want] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number:02}-{self.about.replace(' ', '-')}"

    def written(self, folder: Path) -> list[Path]:
        """Its files, those of ours written into a folder of its own."""
        below = folder / f"{self.number:02}"
        below.mkdir()
        for name, (made, _) in self.files.items():
            data = made() if callable(made) else made
            (below / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return [below / name for name in self.files] + [FILES / name for name in self.real if (FILES / name).is_file()]

    def wants(self, folder: Path) -> dict[Path, Want]:
        """What is wanted of each file that is there."""
        ours = {folder / f"{self.number:02}" / name: want for name, (_, want) in self.files.items()}
        return ours | {FILES / name: want for name, want in self.real.items() if (FILES / name).is_file()}
