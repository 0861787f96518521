"""Choosing one of many by typing: the command palette, the quick switcher and the sheet of shortcuts are made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from db.folding import fold
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import column, label
from desktop.base.records import Index

_CHOICE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One of many: what it says, what stands at its right (keys, a kind), more words to find it by."""

    text: str
    run: Callable[[], None]
    side: str = ""
    keywords: str = ""
    icon: str = ""


def score(typed: str, choice: Choice) -> int:
    """How well a choice fits what was typed; 0 when its letters do not stand in it in order."""
    wanted, text = fold(typed).strip(), fold(choice.text)
    if not wanted:
        return 1
    if text.startswith(wanted):
        return 1000
    if any(word.startswith(wanted) for word in text.split()):
        return 800
    if wanted in text:
        return 600
    if wanted in fold(choice.keywords):
        return 500
    letters = iter(text)
    return 100 if all(letter in letters for letter in wanted.replace(" ", "")) else 0


class Chooser(QDialog):
    """A field and a list below it; Enter does what is chosen, Escape does nothing."""

    typed = Signal(str)

    def __init__(self, parent: QWidget, placeholder: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("chooser")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.view = QListView()
        self.view.setAccessibleName(placeholder)
        self._model = QStandardItemModel(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Line(self))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = label(tr("Nothing fits what is typed."), muted=True)
        self.nothing.setContentsMargins(10, 4, 10, 4)
        self.nothing.hide()
        self.setLayout(column(self.field, self.nothing, self.view, margins=(10, 10, 10, 10), gap=8))
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.view.clicked.connect(lambda _: self._take())
        self._place(parent)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these, the first of them chosen."""
        self._model.clear()
        self.nothing.setVisible(not choices)
        for choice in choices:
            item = QStandardItem(choice.text)
            item.setData(choice, _CHOICE)
            item.setAccessibleText(f"{choice.text} {choice.side}".strip())
            self._model.appendRow(item)
        self.view.setCurrentIndex(self._model.index(0, 0))

    def choices(self) -> list[Choice]:
        """What is offered now."""
        return [self._model.item(row).data(_CHOICE) for row in range(self._model.rowCount())]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.view.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        choice = self.view.currentIndex().data(_CHOICE)
        if isinstance(choice, Choice):
            self.close()
            choice.run()

    def _place(self, parent: QWidget) -> None:
        window = parent.window()
        width = min(620, max(360, window.width() - 80))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + 56, width, 420)


def choose(parent: QWidget, placeholder: str, choices: Sequence[Choice]) -> Chooser:
    """Open a chooser over a fixed set, sorted by how well each fits what is typed."""
    chooser = Chooser(parent, placeholder)

    def narrow(typed: str) -> None:
        scored = [(score(typed, choice), number, choice) for number, choice in enumerate(choices)]
        fitting = sorted((found for found in scored if found[0]), key=lambda found: (-found[0], found[1]))
        chooser.offer([choice for _, _, choice in fitting])

    chooser.typed.connect(narrow)
    narrow("")
    chooser.show()
    chooser.field.setFocus()
    return chooser


class _Line(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 34)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(_CHOICE)
        inks, rect = theme.inks(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(inks.selection))
            painter.drawRoundedRect(rect, 6, 6)
        left = rect.x() + 10
        if choice.icon:
            painter.drawPixmap(left, rect.y() + 8, theme.pixmap(choice.icon, inks.muted, 18))
        left += 28
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        painter.setPen(theme.color(inks.muted))
        side = painter.fontMetrics().horizontalAdvance(choice.side)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, choice.side)
        painter.setFont(theme.interface_font())
        painter.setPen(theme.color(inks.text))
        room = rect.right() - left - side - 24
        text = painter.fontMetrics().elidedText(choice.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.y(), room, rect.height()), middle, text)
        painter.restore()
