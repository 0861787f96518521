"""What is known of a source, in the inspector: each value with where it was found, and changed in place."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from db import errors, sources, standing
from db.case import Case
from db.refs import Ref, Uuid
from db.sources import Source
from desktop.base import theme
from desktop.base.features import Panel
from desktop.base.i18n import tr
from desktop.base.offsets import breakable, shown
from desktop.base.pieces import button, caption, column, holding, label, row
from desktop.base.session import Session
from desktop.describing.extra import ExtraRows
from desktop.describing.field_row import FieldRow
from desktop.describing.fields import OBTAINED, PUBLISHED, STANDING, Field
from desktop.reader.belonging import BelongingList
from desktop.reader.notice_row import NoticeRow

_SHORT = 12  # characters of a hash that are shown


class InfoPanel(Panel):
    """The fields of the source that is open."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.source: Source | None = None
        self.rows: dict[str, FieldRow] = {}
        self.extra = ExtraRows()
        self.notice = NoticeRow(session)
        self.notice.revised.connect(lambda uuid: self._revise("notice", uuid))
        self.key, self.file, self.hash = _value(), _value(), _value()
        self.copy_key = _copying(tr("Copy the key of this source"), lambda: self.source.key if self.source else None)
        self.copy_hash = _copying(
            tr("Copy the SHA-256 of the file"), lambda: self.source.sha256 if self.source else None
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._body())
        self.setLayout(column(area))

    def follow(self, ref: Ref | None) -> None:
        """Show what is known of a source."""
        if ref is None or ref.kind != "source":
            return
        self.source = sources.of_uuid(self.session.case, ref.uuid)
        readonly = self.session.readonly or bool(self.source.deleted_at)
        for name, field_row in self.rows.items():
            found_as = self.source.found_as.get(name, "")
            value, found = getattr(self.source, name), self.source.origins.get(name)
            field_row.show_value(value, found, readonly=readonly, found_as=found_as)
            field_row.ask_when({"issued": self.source.issued, "issued_because": self.source.issued_because})
        self.notice.show_source(self.source, readonly=readonly)
        self.extra.show_extra(self.source.extra)
        self.key.setText(self.source.key)
        file = " · ".join(part for part in (self.source.file_name, self.source.media_type) if part)
        self.file.setText(breakable(shown(file)) or "—")
        self.file.setToolTip(self.source.file_name or "")
        self.hash.setText(f"{(self.source.sha256 or '')[:_SHORT]}…" if self.source.sha256 else "—")
        self.hash.setToolTip(self.source.sha256 or "")
        self.copy_hash.setEnabled(bool(self.source.sha256))
        self.belonging.follow(self.source)

    def leave(self) -> None:
        """Seal what is being typed."""
        for field_row in self.rows.values():
            field_row.leave()

    @property
    @override
    def at_risk(self) -> bool:
        return any(field_row.at_risk for field_row in self.rows.values())

    def _body(self) -> QWidget:
        file = column(
            row(_title(tr("Key")), self.key, self.copy_key, gap=6),
            row(_title(tr("File")), self.file, gap=6),
            row(_title(tr("SHA-256")), self.hash, self.copy_hash, gap=6),
            gap=4,
        )
        parts: list[QWidget] = [
            *self._section(tr("As published"), PUBLISHED),
            self.extra,
            *self._section(tr("How it was obtained"), OBTAINED),
            *self._section(tr("In this case"), STANDING),
        ]
        self.belonging = BelongingList(self.session)
        return holding(column(*parts, file, self.belonging, 1, margins=(16, 4, 14, 16), gap=2))

    def _section(self, title: str, fields: Sequence[Field]) -> list[QWidget]:
        head = caption(title)
        head.setContentsMargins(0, 12, 0, 4)
        made: list[QWidget] = [head]
        for field in fields:
            field_row = self.rows[field.name] = FieldRow(field)
            field_row.revised.connect(self._revise)
            made.append(field_row)
            if field.name == "status":
                made.append(self.notice)
        return made

    def _revise(self, name: str, value: object) -> None:
        if self.source is None:
            return
        uuid: Uuid = self.source.uuid
        if (getattr(self.source, name) or None) == (value or None):
            return
        self.session.write(
            lambda case: _revised(case, uuid, name, value),
            failed=lambda error: self._not_revised(name, error),
        )

    def _not_revised(self, name: str, error: BaseException) -> None:
        """Show again what is stored in the place of what can never be; keep what a disk did not take."""
        self.session.failed.emit(error)
        if self.source is None or not isinstance(error, errors.Expected):
            return
        if isinstance(error, errors.CaseError):
            if name in self.rows:
                self.rows[name].reopen(getattr(self.source, name))
        else:
            self.follow(Ref("source", self.source.uuid))


def _revised(case: Case, uuid: Uuid, name: str, value: Any) -> Source:
    """Change one thing that is known of a source; its state and the notice belong together."""
    source = sources.of_uuid(case, uuid)
    if name == "status":
        return standing.say(case, source, value, source.notice)
    if name == "notice":
        return standing.say(case, source, source.status, value)
    return sources.revise(case, source, {name: value})


def _title(words: str) -> QWidget:
    made = label(words, muted=True, size=theme.SECOND_SIZE)
    made.setFixedWidth(82)
    return made


def _value() -> QLabel:
    made = label(size=theme.SECOND_SIZE, wrap=True)
    made.setContentsMargins(5, 0, 0, 0)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _copying(name: str, words: Callable[[], str | None]) -> QPushButton:
    made = button(tr("Copy"), lambda: QGuiApplication.clipboard().setText(words() or ""), quiet=True)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
