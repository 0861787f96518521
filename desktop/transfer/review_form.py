"""What is known of the files that are selected in a review, and what can be said of them, one or many at a time."""

import codecs
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from db import errors
from db.importers.file import Wish
from db.importers.parsed import Found
from db.importers.staging import Staged
from db.publishers import FIELDS
from desktop.base import theme
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, caption, column, holding, label, row, warning
from desktop.base.sentences import REASONS
from desktop.base.session import Session
from desktop.describing.extra import ExtraRows
from desktop.describing.field_row import FieldRow
from desktop.describing.fields import OBTAINED, PUBLISHED, STANDING, Field, origin
from desktop.transfer.alike import alike_in_full
from desktop.transfer.review import Review, names_of
from desktop.transfer.wanting import WantingLine
from desktop.transfer.words import warnings

_NAMES_OFFERED = 5
_PASSWORD = frozenset({"needs-password", "wrong-password"})
_PAGES = frozenset({"text/html", "multipart/related"})
_SUGGESTED = {field.name: field for field in PUBLISHED}
_DEFAULTS = {"type": "document", "held": "original", "status": "current", "sensitivity": "open"}


class ReviewForm(QScrollArea):
    """`revised` with a field and its value; `wished` with how to read again; `flipped` with whether to leave out.

    `meant` with the name of a paper and what it means, which may be itself.
    """

    revised = Signal(str, object)
    wished = Signal(object)
    flipped = Signal(bool)
    meant = Signal(str, str)

    def __init__(self, session: Session, review: Review) -> None:
        super().__init__()
        self._review = review
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows: dict[str, FieldRow] = {}
        self.head = label(weight=600, wrap=True)
        self.notes = label(muted=True, size=theme.SECOND_SIZE, wrap=True)
        self.flip = button(tr("Leave it out"), self._on_flip, quiet=True)
        self.wanting = WantingLine(session)
        self.offers: QVBoxLayout = column(gap=4)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(tr("Password"))
        self.password.setAccessibleName(tr("Password"))
        self.charset = QLineEdit()
        self.charset.setPlaceholderText(tr("Character set, such as windows-1251"))
        self.charset.setAccessibleName(tr("Character set"))
        self.advice = warning(tr("There is no character set of this name."))
        self.advice.hide()
        self.whole_page = button(tr("The whole page"), lambda: self._wish(whole_page=True), quiet=True)
        self._out = False
        self._obtained = self._section(tr("How it was obtained"), (*OBTAINED, *STANDING))
        self._published = self._section(tr("As published"), PUBLISHED)
        self.extra = ExtraRows()
        self._again = self._reading()
        body = column(
            self.head,
            self.notes,
            row(self.flip, 1),
            self.wanting,
            self.offers,
            self._obtained,
            self._published,
            self.extra,
            self._again,
            1,
            margins=(16, 12, 16, 16),
            gap=6,
        )
        self.setWidget(holding(body))

    def show_files(self, files: Sequence[Staged], *, out: bool) -> None:
        """Show what is known of some files; what differs among them is left empty."""
        self._out = out
        self.setVisible(bool(files))
        if not files:
            return
        one = files[0] if len(files) == 1 else None
        self.head.setText(one.name if one else count(len(files), "1 file", "{n} files are selected"))
        self.notes.setText(self._notes(one) if one else tr("What you say here holds for all of them."))
        self.notes.setVisible(bool(self.notes.text()))
        leaving, taking = (tr("Leave it out"), tr("Take it in")) if one else (tr("Leave them out"), tr("Take them in"))
        self.flip.setText(taking if out else leaving)
        self.charset.setVisible(any(_may_be_text(file) for file in files))
        self._again.setVisible(any(file.sha256 is not None and file.state != "known" for file in files))
        self.password.setVisible(any(file.reason in _PASSWORD for file in files))
        self.whole_page.setVisible(any(file.media_type in _PAGES for file in files))
        self._obtained.setVisible(any(map(can_be_described, files)))
        self._published.setVisible(any(file.state == "ready" for file in files))
        self.extra.show_extra(one.entry if one else None)
        self._show_values([file.values() for file in files])
        self._offer(one)
        self.wanting.show_file(one)
        self._offer_meanings(files)

    def leave(self) -> None:
        """Seal what is typed."""
        for field_row in self.rows.values():
            field_row.leave()

    def _notes(self, one: Staged) -> str:
        said = alike_in_full(self._review, one)
        if one.state == "failed":
            said.append(tr("It cannot be read: {why}. The file itself is kept.").format(why=_why(one)))
        if one.state == "known":
            said.append(tr("Its bytes are a source of this case already, which stays as it is."))
        if one.read and one.read.named_type:
            said.append(
                tr("Its name says {named}, its content is {actual}.").format(
                    named=one.read.named_type, actual=one.media_type
                )
            )
        if found := warnings(one.warnings):
            said.append(f"{found[0].upper()}{found[1:]}.")
        return "\n".join(said)

    # --- fields ---------------------------------------------------------------------------------------

    def _section(self, title: str, fields: Sequence[Field]) -> QWidget:
        head = caption(title)
        head.setContentsMargins(0, 12, 0, 4)
        return holding(column(head, *(self._row(field) for field in fields), gap=2))

    def _row(self, field: Field) -> FieldRow:
        made = self.rows[field.name] = FieldRow(field)
        made.revised.connect(self.revised)
        return made

    def _show_values(self, values: Sequence[tuple[dict[str, Any], dict[str, str]]]) -> None:
        for name, field_row in self.rows.items():
            known = [(found.get(name, _DEFAULTS.get(name)), origins.get(name)) for found, origins in values]
            value, found_as = known[0][0], ""
            if name in FIELDS and value and (meant := self._review.meaning(value)) != value:
                value, found_as = meant, value
            if all(one == known[0] for one in known):
                field_row.show_value(value, known[0][1], readonly=False, found_as=found_as)
            elif all(one[0] == known[0][0] for one in known):
                field_row.show_value(value, readonly=False, found_as=found_as)
            else:
                field_row.show_several()
            field_row.ask_when(values[0][0])

    def _offer(self, one: Staged | None) -> None:
        """What was only guessed, to be taken or not."""
        while (item := self.offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        offered = one.read.suggestions if one and one.read else {}
        for name, found in offered.items():
            if one and name in _SUGGESTED and not one.values()[0].get(name):
                self.offers.addWidget(self._offered(_SUGGESTED[name], found))

    def _offered(self, field: Field, found: Found) -> QWidget:
        said = tr("{field}: perhaps {value} ({where})").format(
            field=tr(field.title), value=found.value, where=origin(found.origin)
        )
        words = label(said, size=theme.SECOND_SIZE, wrap=True)
        try:
            value = field.read(found.value)
        except errors.Invalid:  # such as "two days ago": a person may know what is meant
            return words
        take = button(tr("Take it"), lambda: self.revised.emit(field.name, value), quiet=True)
        line = row(words, take, gap=6)
        line.setStretch(0, 1)
        return holding(line)

    def _offer_meanings(self, files: Sequence[Staged]) -> None:
        """What names of papers may mean in this case: one click, for all files of that name."""
        for name in list(dict.fromkeys(name for file in files for name in names_of(file)))[:_NAMES_OFFERED]:
            meaning = self._review.likely_meaning(name)
            if meaning is None:
                continue
            words = tr("“{name}” may mean “{meaning}”, as this case calls it.").format(
                name=shown(name), meaning=shown(meaning)
            )
            files_of_it = count(self._review.named(name), "1 file", "{n} files")
            say = tr("It does ({files})").format(files=files_of_it)
            yes = button(say, partial(self.meant.emit, name, meaning), quiet=True)
            no = button(tr("It does not"), partial(self.meant.emit, name, name), quiet=True)
            said = label(words, size=theme.SECOND_SIZE, wrap=True)
            self.offers.addWidget(holding(column(said, row(yes, no, 1, gap=2))))

    # --- reading again --------------------------------------------------------------------------------

    def _reading(self) -> QWidget:
        self.password.returnPressed.connect(self._wish)
        self.charset.returnPressed.connect(self._wish)
        buttons = row(button(tr("Read it again"), self._wish), self.whole_page, 1)
        head = caption(tr("Read it differently"))
        head.setContentsMargins(0, 12, 0, 4)
        return holding(column(head, self.password, self.charset, self.advice, buttons, gap=6))

    def _wish(self, *, whole_page: bool = False) -> None:
        charset, password = self.charset.text().strip() or None, self.password.text() or None
        self.advice.setVisible(not _is_charset(charset))
        if not _is_charset(charset):
            return
        self.password.clear()
        self.wished.emit(Wish(charset=charset, password=password, whole_page=whole_page))

    def _on_flip(self) -> None:
        self.flipped.emit(not self._out)


def can_be_described(one: Staged) -> bool:
    """Whether something said of a file is kept: it becomes a source, holds some, or stays among those not read."""
    return one.state == "ready" or (one.state in {"failed", "bundle"} and one.sha256 is not None)


def _may_be_text(one: Staged) -> bool:
    """Whether a charset may help: it is text, or was taken for none."""
    kind = one.media_type or ""
    return kind.startswith(("text/", "message/", "multipart/")) or one.reason in {"binary", "parser-failed"}


def _is_charset(name: str | None) -> bool:
    """Whether a text can be read so; no name at all leaves it to the file."""
    try:
        return name is None or bool(codecs.lookup(name))
    except LookupError:
        return False


def _why(one: Staged) -> str:
    return tr(REASONS.get(one.reason or "", one.reason or ""))
