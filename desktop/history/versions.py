"""The states of one object in the inspector, and the way back to each."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from db import history
from db.history import Version
from db.refs import Ref
from desktop.base.dates import moment
from desktop.base.edits import edit_words
from desktop.base.features import Panel
from desktop.base.i18n import tr
from desktop.base.pieces import Card, button, column, holding, label, row
from desktop.base.session import Session
from desktop.history.words import fields, sentence_case

KINDS = ("source", "note", "entity", "briefing")
"""What has versions that are shown."""

_MOST = 60
_LONGEST = 160


class VersionsPanel(Panel):
    """The versions of what is shown, last first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ref: Ref | None = None
        self._shown: tuple[Ref | None, tuple[str, ...]] = (None, ())
        self.cards = QVBoxLayout()
        self.cards.setContentsMargins(16, 14, 16, 14)
        self.cards.setSpacing(10)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(tr("Versions"))
        area.setWidget(holding(column(self.cards, 1)))
        self.setLayout(column(area))

    def follow(self, ref: Ref | None) -> None:
        """Show the versions of an object."""
        found = history.versions(self._session.case, ref, _MOST) if ref and ref.kind in KINDS else []
        shown = (ref, tuple(version.rev for version in found))
        if shown == self._shown:
            return
        self._ref, self._shown = ref, shown
        while (item := self.cards.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for number, version in enumerate(found):
            self.cards.addWidget(self._card(version, is_first=number == len(found) - 1))

    def go_back_to(self, rev: str) -> None:
        """Give the object the values of a version again."""
        ref = self._ref
        if ref is not None:
            words = tr("An earlier version is back. Ctrl+Z takes that back.")
            self._session.write(lambda case: history.back_to(case, ref, rev), lambda _: self._session.tell(words))

    def _card(self, version: Version, *, is_first: bool) -> Card:
        who = version.author or tr("unsigned")
        what = sentence_case(tr(edit_words(version.code)))
        lines: list[QWidget | QLayout] = [
            label(what, weight=500, wrap=True),
            label(f"{moment(version.at)}  ·  {who}", size=12, muted=True),
        ]
        if not is_first and (told := _told(version)):
            lines.append(label(told, size=12, wrap=True))
        if version.current:
            lines.append(label(tr("This is how it stands now"), size=12, muted=True))
        elif not self._session.readonly:
            again = button(tr("Back to this version"), lambda: self.go_back_to(version.rev), quiet=True)
            lines.append(row(again, 1))
        return Card(*lines)


_POINTING = frozenset({"current_text", "notice", "version_of", "recording", "part_of", "received", "sha256"})
"""What holds an identity, which says nothing to anybody."""


def _told(version: Version) -> str:
    """What is different in this version from the one before it."""
    before, after = version.before, version.values
    if "body" in version.fields:
        return _new_words(str(before.get("body") or ""), str(after.get("body") or ""))
    if len(version.fields) == 1 and version.fields[0] not in _POINTING:
        name = version.fields[0]
        return tr("{field}: {before} → {after}").format(
            field=fields((name,)), before=_value(before, name), after=_value(after, name)
        )
    return fields(version.fields)


def _new_words(before: str, after: str) -> str:
    earlier, later = before.splitlines(), after.splitlines()
    if new := _without(later, earlier):
        return _short(tr("now says: {words}").format(words=new))
    gone = _without(earlier, later)
    return _short(tr("no longer says: {words}").format(words=gone)) if gone else ""


def _without(lines: Sequence[str], others: Sequence[str]) -> str:
    """The lines that do not stand among others, as one."""
    known = set(others)
    return " ".join(line.strip() for line in lines if line not in known).strip()


def _value(content: Mapping[str, object], name: str) -> str:
    value = content.get(name)
    return tr("nothing") if value is None else _short(str(value))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
