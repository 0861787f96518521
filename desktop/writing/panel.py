"""The list of notes, or of briefings: a field that narrows it, its order, the rows, and beginning a new one."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from typing_extensions import override

from db.refs import Ref, Uuid
from db.writings import Listed, Shelf
from desktop.base import theme
from desktop.base.choices import Order
from desktop.base.dialogs import ask_line
from desktop.base.i18n import tr
from desktop.base.pieces import EmptyPlace, button, column, label, narrowing, row, untitled
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session
from desktop.writing.rows import WritingRow

_ORDERS = {"changed": "last changed", "title": "by title", "added": "last begun"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a list and its page say, for one subject."""

    title: str
    new: str
    new_title: str
    empty: str
    how: str
    rename: str
    rename_how: str


def begin(session: Session, shelf: Shelf, words: Words) -> None:
    """Begin a new one and go to its title; what is typed meanwhile, or when it fails, belongs to no other text."""
    if (focus := QApplication.focusWidget()) is not None:
        focus.clearFocus()
    session.write(
        lambda case: shelf.add(case, tr(words.new_title)),
        lambda made: session.show(Ref(shelf.kind, made.uuid), {"title": True}),
    )


class WritingsPanel(QWidget):
    """All writings of one subject."""

    def __init__(self, session: Session, shelf: Shelf, words: Words) -> None:
        super().__init__()
        self.session, self.shelf, self.words = session, shelf, words
        self.records: Records[Listed] = Records(
            lambda uuids: shelf.listed(session.case, uuids), lambda found: found.writing.title or untitled()
        )
        self.list = RecordList(self.records, WritingRow(), tr(words.title), kind=shelf.kind)
        self.field = narrowing()
        self.order = Order({id_: tr(said) for id_, said in _ORDERS.items()}, tr("Order"))
        self.new = QToolButton()
        self.new.setIcon(theme.icon("add"))
        self.new.setAccessibleName(tr(words.new))
        self.new.setToolTip(tr(words.new))
        self.new.clicked.connect(self.begin)
        self.first = button(tr(words.new), self.begin, chief=True)
        self.empty = EmptyPlace(tr(words.empty), tr(words.how), self.first)
        self.nothing = EmptyPlace(tr("Nothing fits"), tr("No title and no text here has these words."))
        head = row(label(tr(words.title), weight=600), 1, self.order, self.new, margins=(16, 8, 8, 0), gap=4)
        narrow = row(self.field, margins=(12, 4, 12, 8))
        self.setLayout(column(head, narrow, self.list, self.empty, self.nothing))
        for one in (self.new, self.first):
            one.setEnabled(not session.readonly)
        self.list.opened.connect(lambda uuid: session.show(Ref(shelf.kind, Uuid(uuid))))
        self.list.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self.reload())
        self.order.currentIndexChanged.connect(lambda _: self.reload())
        session.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        narrowed = self.field.text()
        found = self.shelf.in_order(self.session.case, self.order.currentData(), narrowed)
        self.list.show_ids(found)
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found and not narrowed)
        self.nothing.setVisible(not found and bool(narrowed))

    def begin(self) -> None:
        """Begin a new one and go to its title."""
        begin(self.session, self.shelf, self.words)

    def rename(self) -> None:
        """Ask for another title of the current one."""
        uuid = self.list.current()
        if uuid is None or self.session.readonly:
            return
        writing = self.shelf.of_uuid(self.session.case, Uuid(uuid))
        title = ask_line(self, tr(self.words.rename), tr(self.words.rename_how), tr("Rename"), writing.title)
        if title and title != writing.title:
            self.session.write(lambda case: self.shelf.rename(case, writing, title))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in kinds and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self.rename()
            return True
        return super().eventFilter(watched, event)

    def _on_changed(self, change: Change) -> None:
        if change.touches(self.shelf.kind) or {"source.status", "undo", "redo"} & set(change.codes):
            self.reload()
