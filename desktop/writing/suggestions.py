"""The list of completions, near the cursor; the editor keeps the focus while it is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.pieces import column
from desktop.writing.completing import Offer

_OFFER = Qt.ItemDataRole.UserRole + 1
_WIDTH, _MOST_ROWS = 440, 8
_LOW, _HIGH = 30, 46  # heights of rows with one line and with two


class Suggestions(QFrame):
    """Shows offers; `taken` when one is clicked."""

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._ground = parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = QListView()
        self.view.setAccessibleName(tr("Completions"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self._model = QStandardItemModel(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Line(self))
        self.view.clicked.connect(lambda index: self.taken.emit(index.data(_OFFER)))
        self.setLayout(column(self.view, margins=(5, 5, 5, 5)))
        self.hide()

    def offer(self, offers: Sequence[Offer], below: QRect) -> None:
        """Show these below (or above) a line, which is a place in the parent."""
        self._model.clear()
        for one in offers:
            item = QStandardItem(one.words)
            item.setData(one, _OFFER)
            item.setAccessibleText(", ".join(part for part in (one.words, one.side, one.detail) if part))
            self._model.appendRow(item)
        self.view.setCurrentIndex(self._model.index(0, 0))
        self.move_to(below)
        self.show()
        self.raise_()

    def offers(self) -> list[Offer]:
        """What is offered now."""
        return [self._model.item(row).data(_OFFER) for row in range(self._model.rowCount())]

    def chosen(self) -> Offer | None:
        """The one that Enter would take."""
        found: Offer | None = self.view.currentIndex().data(_OFFER)
        return found

    def step(self, by: int) -> None:
        """Choose another one, going round at the ends."""
        rows = self._model.rowCount()
        if rows:
            self.view.setCurrentIndex(self._model.index((self.view.currentIndex().row() + by) % rows, 0))

    def move_to(self, below: QRect) -> None:
        """Stand below or above another line."""
        room = self._ground.rect()
        height = sum(_height(one) for one in self.offers()[:_MOST_ROWS]) + 12
        width = min(_WIDTH, room.width() - 16)
        left = max(8, min(below.left() - 12, room.right() - width - 8))
        top = below.bottom() + 6
        if top + height > room.bottom() and below.top() - height - 6 > 0:
            top = below.top() - height - 6
        self.setGeometry(QRect(QPoint(left, top), QSize(width, height)))


def _height(offer: Offer) -> int:
    return _HIGH if offer.detail else _LOW


class _Line(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _height(index.data(_OFFER)))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        offer: Offer = index.data(_OFFER)
        inks, rect = theme.inks(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        if option.state & QStyle.StateFlag.State_Selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(inks.sunken if hovered else inks.selection))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(10, 5, -10, -5)
        head = QRect(inner.x(), inner.y(), inner.width(), 19)
        side = tr("new") if offer.new else tr(offer.side)
        taken = _words(painter, head, side, theme.CAPTION_SIZE, inks.thread if offer.new else inks.muted, right=True)
        words = tr("New entity “{name}”").format(name=offer.words) if offer.new else offer.words
        _words(painter, head.adjusted(0, 0, -taken - 14, 0), words, theme.TEXT_SIZE, inks.text)
        if offer.detail:
            _words(painter, head.translated(0, 18), offer.detail, theme.SECOND_SIZE, inks.muted)
        painter.restore()


def _words(painter: QPainter, rect: QRect, words: str, size: int, ink: str, *, right: bool = False) -> int:
    painter.setFont(theme.interface_font(size, QFont.Weight.Normal))
    painter.setPen(theme.color(ink))
    words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    where = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | where, words)
    return painter.fontMetrics().horizontalAdvance(words)
