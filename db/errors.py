"""What can be expected to go wrong, as types that carry facts.

No sentence for a person stands here: the desktop turns each of these into one, with advice.
Foreign exceptions are turned into these once, where they arise.
"""

from dataclasses import dataclass
from pathlib import Path


class Expected(Exception):
    """Something a person can cause or meet, to be told in one sentence."""

    @property
    def code(self) -> str:
        """A stable name for machines, such as `wrong-passphrase`."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


# --- the file -----------------------------------------------------------------------------------


@dataclass
class CaseError(Expected):
    """Something about the case file as a whole."""

    path: Path


class CaseMissing(CaseError):
    """There is no file of this name."""


class CaseExists(CaseError):
    """A file of this name is already there."""


class NotACase(CaseError):
    """The file is something else."""


class EmptyFile(CaseError):
    """The file holds no bytes."""


class CaseDamaged(CaseError):
    """The file is a case, and parts of it are missing or altered."""


@dataclass
class RecordDamaged(Expected):
    """Something stored in the case can no longer be read as what it was."""

    kind: str
    identity: str


class WrongPassphrase(CaseError):
    """The passphrase does not open the file, or the file is no case."""


class PassphraseNeeded(CaseError):
    """The file is encrypted, or it is no case, and no passphrase was given."""


class UnusablePassphrase(Expected):
    """A passphrase that is empty or holds a NUL."""


class NewerVersion(CaseError):
    """A later version of the program wrote the file: it can be read, not written."""


class OlderVersion(CaseError):
    """An earlier version of the program wrote the file: it has to be brought up to date before it can be read."""


class ReadOnly(CaseError):
    """The case was opened for reading."""


@dataclass
class CaseHeld(CaseError):
    """Another process writes to the case."""

    pid: int | None = None
    host: str | None = None


class CaseMoved(CaseError):
    """The file was removed or renamed while it was open."""


class CaseReplaced(CaseError):
    """Another program put a different file in its place, or wrote to it, while it was open."""


class CaseBusy(CaseError):
    """The file could not be read or written within the time allowed."""


class DiskFull(CaseError):
    """The disk has no room; nothing was written."""


class DiskFailure(CaseError):
    """The system refused to read or write the file."""


class Refused(CaseError):
    """The system does not allow this file to be read or written."""


# --- what a person names ------------------------------------------------------------------------


@dataclass
class Unknown(Expected):
    """Nothing of this kind has this name or key."""

    kind: str
    name: str


@dataclass
class Ambiguous(Expected):
    """Several things of this kind answer to this name."""

    kind: str
    name: str
    keys: tuple[str, ...]


@dataclass
class QuoteNotFound(Expected):
    """The words are not in the text, or not as often as asked for; `count` says how often they are."""

    key: str
    quote: str
    nearest: str | None = None
    count: int = 0


@dataclass
class QuoteAmbiguous(Expected):
    """The words occur several times in the text; `count` says how often."""

    key: str
    quote: str
    count: int


@dataclass
class Invalid(Expected):
    """A value that cannot be stored as given."""

    field: str
    value: str


# --- files that come in or go out ---------------------------------------------------------------


@dataclass
class FileProblem(Expected):
    """A file or folder that cannot be read or written, with the system's reason."""

    path: Path
    reason: str


# --- undo ---------------------------------------------------------------------------------------


class NothingToUndo(Expected):
    """No edit is left to take back."""


class NothingToRedo(Expected):
    """No edit that was taken back can be made again."""


@dataclass
class ChangedSince(Expected):
    """Later edits rest on what is to be taken back."""

    rows: tuple[tuple[str, str], ...]


@dataclass
class Erased(Expected):
    """This very thing was erased for good, and does not come back."""

    kind: str
    uuid: str
