"""The entries at the left: what a case consists of, in sections, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.base import theme
from desktop.base.features import Collection
from desktop.base.i18n import tr
from desktop.base.records import Index

_ID, _ICON, _COUNT = (Qt.ItemDataRole.UserRole + n for n in range(1, 4))
_ROW, _SECTION = 32, 34


class Navigation(QListView):
    """The collections; `chosen` with the id of one."""

    chosen = Signal(str)

    def __init__(self, collections: Sequence[Collection], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("collection")
        self.setAccessibleName(tr("Collections"))
        self._model = QStandardItemModel(self)
        self._items: dict[str, QStandardItem] = {}
        self._fill(collections)
        self.setModel(self._model)
        self.setItemDelegate(_Entry(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, id_: str) -> None:
        """Make a collection the current one."""
        self.setCurrentIndex(self._items[id_].index())

    def ids(self) -> list[str]:
        """The collections there are."""
        return list(self._items)

    def current(self) -> str:
        """The current collection; empty when there is none."""
        return self.currentIndex().data(_ID) or ""

    def set_count(self, id_: str, count: int) -> None:
        """Show how many there are."""
        item = self._items[id_]
        item.setData(f"{count:,}" if count else "", _COUNT)
        item.setAccessibleText(f"{item.text()} {count}")

    def _fill(self, collections: Sequence[Collection]) -> None:
        section = None
        for collection in collections:
            if collection.section != section:
                section = collection.section
                head = QStandardItem(tr(section))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self._model.appendRow(head)
            item = QStandardItem(tr(collection.title))
            item.setData(collection.id, _ID)
            item.setData(collection.icon, _ICON)
            self._items[collection.id] = item
            self._model.appendRow(item)

    def _on_current(self, current: QModelIndex) -> None:
        if id_ := current.data(_ID):
            self.chosen.emit(id_)


class _Entry(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _ROW if index.data(_ID) else _SECTION)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        inks, rect = theme.inks(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_ID) is None:
            painter.setFont(theme.caption_font())
            painter.setPen(theme.color(inks.muted))
            painter.drawText(rect.adjusted(20, 8, -8, -2), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            self._entry(painter, option, index, rect)
        painter.restore()

    def _entry(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect) -> None:
        inks, state = theme.inks(), option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(inks.selection if selected else inks.sunken))
            painter.drawRoundedRect(rect.adjusted(8, 1, -8, -1), 6, 6)
        ink = inks.thread if selected else inks.muted
        painter.drawPixmap(rect.x() + 18, rect.y() + 7, theme.pixmap(index.data(_ICON), ink, 18))
        painter.setPen(theme.color(inks.text))
        painter.setFont(theme.interface_font())
        painter.drawText(rect.adjusted(46, 0, -52, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.setPen(theme.color(inks.muted))
        painter.setFont(theme.interface_font(theme.SECOND_SIZE))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -22, 0), right, str(index.data(_COUNT) or ""))
