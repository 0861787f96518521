"""The list of what is wanted: sources that are cited and not held, with who cites them."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from db import wanted
from db.refs import Ref, Uuid
from db.wanted import Wanted
from desktop.base.dates import shown as shown_date
from desktop.base.frame import frame_of
from desktop.base.i18n import count, tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.pieces import EmptyPlace, button, column, label, narrowing, row, untitled
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session
from desktop.describing.document_types import type_words


class WantedPanel(QWidget):
    """What is wanted; a field narrows it, and what is found is attached from here."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._known: Mapping[str, Wanted] = {}
        self.records: Records[Wanted] = Records(self._load, lambda one: one.source.title or untitled())
        self.list = RecordList(self.records, WantedRow(), tr("Wanted"), kind="source")
        self.field = narrowing()
        self.note = button(tr("Note one…"), lambda: self._do("wanted.note"), quiet=True)
        self.attach = button(tr("Attach its file…"), lambda: self._do("wanted.attach"), quiet=True)
        words = tr("A report that everybody quotes and nobody has shown belongs here until it is found.")
        self.first = button(tr("Note a source that is only cited…"), lambda: self._do("wanted.note"), chief=True)
        self.empty = EmptyPlace(tr("Nothing is wanted"), words, self.first)
        head = row(label(tr("Wanted"), weight=600), 1, self.note, self.attach, margins=(16, 8, 8, 0), gap=2)
        narrow = row(self.field, margins=(12, 4, 12, 8))
        self.setLayout(column(head, narrow, self.list, self.empty))
        for one in (self.note, self.first):
            one.setEnabled(not session.readonly)
        self._latest = Latest(session, self)
        self.list.opened.connect(lambda uuid: session.show(Ref("source", Uuid(uuid))))
        self.list.chosen.connect(lambda ids: self.attach.setEnabled(len(ids) == 1 and not session.readonly))
        self.field.textChanged.connect(lambda _: self.reload())
        session.changed.connect(self._on_changed)
        self.attach.setEnabled(False)
        self.empty.hide()
        self.reload()

    def reload(self) -> None:
        """Read again what is shown, off the window's thread."""
        typed = self.field.text()
        self._latest.read(lambda case: wanted.every(case, typed), self._show)

    def _show(self, found: Sequence[Wanted]) -> None:
        self._known = {one.source.uuid: one for one in found}
        self.list.show_ids(list(self._known))
        none = not found and not self.field.text()
        self.list.setVisible(not none)
        self.empty.setVisible(none)
        for one in (self.note, self.attach, self.field):
            one.setVisible(not none)

    def _load(self, ids: Sequence[str]) -> Mapping[str, Wanted]:
        return {id_: self._known[id_] for id_ in ids if id_ in self._known}

    def _do(self, action: str) -> None:
        actions = frame_of(self.session).actions_
        actions.refresh()
        actions.qt(action).trigger()

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "note", "briefing"):
            self.reload()


class WantedRow(RowDelegate):
    """Title; author, publisher and date; what it is, and who cites it."""

    def row(self, record: object) -> Row:
        """What to show of a wanted source."""
        assert isinstance(record, Wanted)
        source = record.source
        paper = source.container_title or source.publisher or ""
        when = shown_date(source.issued) if source.issued else tr("no date")
        parts = dict.fromkeys(("; ".join(source.author), paper, when))
        return Row(
            title=shown(source.title or "") or untitled(),
            second="  ·  ".join(shown(part) for part in parts if part),
            chips=[Chip(type_words(source.type)), *_citing(record)],
        )


def _citing(record: Wanted) -> list[Chip]:
    if not record.citers:
        return []
    if len(record.citers) == 1:
        title = shown(record.citers[0].title)
        short = title if len(title) <= 24 else f"{title[:23]}…"
        return [Chip(tr("cited by “{title}”").format(title=short), Tone.ORIGIN)]
    return [Chip(count(len(record.citers), "", "cited by {n}"), Tone.ORIGIN)]
