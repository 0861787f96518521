"""What people are told: one sentence, with advice, for every error that can be expected.

A rule test proves that no error of `db` is without one. Values stand in quotation marks of their own;
whole sentences are made here, never glued from parts.
"""

from collections.abc import Callable
from typing import Any

from db import errors

_SENTENCES: dict[str, Callable[[Any], str]] = {}  # by name, so that no heavy module is loaded for its error


def sentence(error: errors.Expected) -> str:
    """The sentence for an error."""
    for kind in type(error).__mro__:
        if kind.__name__ in _SENTENCES:
            return _SENTENCES[kind.__name__](error)
    return f"This did not work ({error.code})."


def has_sentence(kind: type[errors.Expected]) -> bool:
    """Whether an error of this very type has a sentence of its own."""
    return kind.__name__ in _SENTENCES


def say(kind: type[errors.Expected] | str, words: str | Callable[[Any], str]) -> None:
    """Declare the sentence for a type of error; `{e.field}` in it is filled from the error."""
    _SENTENCES[kind if isinstance(kind, str) else kind.__name__] = (
        words if callable(words) else lambda error: words.format(e=error)
    )


def _held(error: errors.CaseHeld) -> str:
    holder = f" (process {error.pid} on {error.host})" if error.pid and error.host else ""
    return (
        f"“{error.path}” is open for writing elsewhere{holder}. Close it there, or read it meanwhile: "
        "searching and showing work, changing does not."
    )


def _not_found(error: errors.QuoteNotFound) -> str:
    if error.count:
        return f"These words stand only {error.count} times in {error.key}; choose a smaller number with --nth."
    nearest = f" The nearest passage is: “{error.nearest}”" if error.nearest else ""
    return f"These words do not stand in {error.key}: “{_short(error.quote)}”.{nearest}"


def _ambiguous(error: errors.Ambiguous) -> str:
    keys = ", ".join(error.keys)
    return f"“{error.name}” can mean {len(error.keys)} things ({keys}). Say which one by its key."


def _file_problem(error: errors.FileProblem) -> str:
    return f"“{error.path}”: {REASONS.get(error.reason, error.reason)}."


def _short(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:117]}…"


REASONS = {
    "missing": "there is no such file or folder",
    "unreadable": "the system does not allow it to be read",
    "unwritable": "the system does not allow it to be written",
    "no-such-folder": "its folder does not exist",
    "is-a-folder": "this is a folder",
    "exists": "a file of this name is already there",
    "disk-full": "the disk is full",
    "empty": "the file is empty",
    "no-text": "there is no text in it",
    "unsupported-type": "files of this type cannot be read yet",
    "old-office": "an older format of Office: save it as .docx, .xlsx, .pptx or PDF",
    "other-archive": "an archive of this kind cannot be opened here: make a ZIP of it",
    "binary": "this is no text, and no type that is known",
    "too-large": "the file is larger than 512 MB",
    "no-file": "this is no file, but a pipe or a device",
    "is-a-case": "this is a case, which is never written over",
    "timed-out": "reading it took too long",
    "out-of-memory": "reading it took too much memory",
    "worker-died": "reading it ended the reader",
    "parser-failed": "the file is damaged, or not what it says it is",
    "needs-password": "it is locked with a password",
    "wrong-password": "the password does not open it",
    "encrypted": "it is encrypted in a way that cannot be undone here",
    "expands-too-far": "it would unpack to far more than it claims to be",
    "too-deep": "it lies in too many archives inside one another",
    "damaged": "it is damaged: too much is missing or altered to read it",
    "erased": "this document was erased from the case for good",
    "not-held": "no file of it is held in the case",
    "not-kept": "it was erased since it was read",
    "as-its-copy": "a copy of it in the same import failed",
}
"""Why a file did not come in or out, as the end of a sentence."""

say(errors.CaseMissing, "There is no case “{e.path}”. Make one with: casethread new “{e.path}”")
say(errors.CaseExists, "“{e.path}” is already there and was left as it is. Choose another name.")
say(errors.NotACase, "“{e.path}” is not a Casethread case. It was not changed.")
say(errors.EmptyFile, "“{e.path}” is empty: no case was ever stored in it, or its copying broke off.")
say(
    errors.CaseDamaged,
    "“{e.path}” is damaged: parts of it are missing or altered. It was not changed. "
    "Keep it, and go on with your last copy.",
)
say(
    errors.RecordDamaged,
    "Something in this case can no longer be read ({e.kind} {e.identity}). "
    "Keep the file as it is, look at it with: casethread check, and go on with your last copy.",
)
say(errors.WrongPassphrase, "This passphrase does not open “{e.path}”, or the file is not a Casethread case.")
say(
    errors.PassphraseNeeded,
    "“{e.path}” is encrypted, or it is not a Casethread case. If it is yours, give its passphrase "
    "(when asked, or in CASETHREAD_PASSPHRASE).",
)
say(errors.UnusablePassphrase, "A passphrase needs at least one character, and no NUL.")
say(
    errors.NewerVersion,
    "“{e.path}” was written by a later version of Casethread. It can be read, not changed, with this one.",
)
say(
    errors.OlderVersion,
    "“{e.path}” was made by an earlier version of Casethread. Open it once for writing, which brings it up to date; "
    "a case on a medium that takes no writing has to be copied first.",
)
say(errors.ReadOnly, "“{e.path}” is open for reading only.")
say(errors.CaseHeld, _held)
say(
    errors.CaseMoved,
    "“{e.path}” was removed or renamed while it was open. Nothing was written; put it back, "
    "or open it where it is now.",
)
say(
    errors.CaseReplaced,
    "“{e.path}” was changed by another program while it was open, perhaps by a sync client. "
    "Nothing was written. Open it again and look at its history.",
)
say(errors.CaseBusy, "“{e.path}” is being written by another process just now. Try again in a moment.")
say(
    errors.DiskFull,
    "The disk with “{e.path}” is full. The last step was not written; what was saved before is safe. "
    "Make room and try again.",
)
say(errors.DiskFailure, "The disk did not read or write “{e.path}”. Nothing was changed.")
say(errors.Refused, "The system does not allow “{e.path}” to be opened.")
say(errors.Unknown, "There is no {e.kind} “{e.name}” in this case.")
say(errors.Ambiguous, _ambiguous)
say(errors.QuoteNotFound, _not_found)
say(
    errors.QuoteAmbiguous,
    "These words stand {e.count} times in {e.key}. Say which one with --nth, or quote more of them.",
)
say(errors.Invalid, "“{e.value}” cannot be the {e.field}.")
say(errors.FileProblem, _file_problem)
say(errors.NothingToUndo, "There is nothing to undo.")
say(errors.NothingToRedo, "There is nothing to redo.")
say(
    errors.ChangedSince,
    "This cannot be taken back, because later work rests on it. Take the later work back first.",
)
say(errors.Erased, "This was erased from the case for good and does not come back.")
say("IndexDamaged", "The search index was damaged, and could not be made again just now. The case itself is whole.")
say("Unreadable", lambda error: f"The file was not read: {REASONS.get(error.reason, error.reason)}.")
say(
    "WorkersUnavailable",
    "The system does not let Casethread start the processes that read files. Nothing was imported.",
)
