"""A text of a source in words: how it came about, with what, when and by whom."""

from dataclasses import dataclass

from db import history, sources, texts
from db.case import Case
from db.refs import Ref
from db.sources import Source
from db.texts import Text
from desktop.base import dates
from desktop.base.i18n import count, tr
from desktop.base.languages import language_name
from desktop.base.pieces import untitled

_KINDS = {
    "extracted": "As read from the file",
    "corrected": "Corrected",
    "transcribed": "Transcribed",
    "recognised": "Recognised in a picture",
    "translated": "Translated",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One text as it is listed; `at` is when it came into the case, in UTC, `author` who brought it, if known."""

    text: Text
    current: bool
    at: str
    author: str | None
    drafted: bool = False

    @property
    def kind(self) -> str:
        """What kind of text it is."""
        return kind_words(self.text)

    @property
    def origin(self) -> str:
        """With what it was made, when, and by whom."""
        made_with = " ".join(part for part in (self.text.tool, self.text.tool_version) if part)
        return "  ·  ".join(part for part in (made_with, dates.moment(self.at) if self.at else "", self.author) if part)

    @property
    def extent(self) -> str:
        """How long it is, and in which language."""
        length = count(self.text.length, "1 character", "{n} characters")
        pages = count(len(self.text.layout.pages), "1 page", "{n} pages") if self.text.layout.pages else ""
        return "  ·  ".join(part for part in (length, pages, language_name(self.text.language)) if part)


def kind_words(text: Text) -> str:
    """What kind of text it is, in words."""
    return tr(_KINDS.get(text.kind, text.kind))


def told(case: Case, text: Text, *, current: bool, drafted: bool = False) -> Told:
    """A text with when it was made, and by whom."""
    made = history.of_object(case, Ref("text", text.uuid))
    first = made[-1] if made else None
    return Told(text, current, first.at if first else "", first.author if first else None, drafted)


def of_source(case: Case, source: Source, drafts: frozenset[str] = frozenset()) -> list[Told]:
    """The texts of a source, the current one first, then the newest; `drafts` are texts that are being corrected."""
    current = texts.current(case, source.uuid)
    found = texts.of_source(case, source.uuid)[::-1]
    found.sort(key=lambda text: current is None or text.uuid != current.uuid)
    return [
        told(case, text, current=current is not None and text.uuid == current.uuid, drafted=text.uuid in drafts)
        for text in found
    ]


def source_lines(case: Case, text: Text) -> tuple[str, str]:
    """The source of a text: its title, and its date and key."""
    source = sources.of_uuid(case, text.source)
    date = dates.shown(source.issued) if source.issued else ""
    return source.title or untitled(), "  ·  ".join(part for part in (date, source.key) if part)
