"""What stands above the results: the query, how many were found, their order, and what was done with the words."""

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from db.finding import Grouped
from desktop.base import theme
from desktop.base.choices import Order
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, caption, column, label, row
from desktop.search import expanding

ORDERS = {"relevance": "Best first", "newest": "Newest first", "oldest": "Oldest first", "title": "By title"}


class ResultsHead(QWidget):
    """`ordered` when another order is chosen, `asked` with the query text behind a link."""

    ordered = Signal(str)
    asked = Signal(str)
    narrowed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._answer: Grouped | None = None
        self.query = label(wrap=True)
        self.query.setFont(theme.reading_font(24))
        self.query.setTextFormat(Qt.TextFormat.PlainText)
        self.summary = label(size=theme.SECOND_SIZE, muted=True, wrap=True)
        self.explanation = _linked(self.asked)
        self.order = Order({name: tr(words) for name, words in ORDERS.items()}, tr("Order of the results"))
        self.order.activated.connect(lambda: self.ordered.emit(self.order.currentData()))
        self.narrow: QPushButton = button(tr("Narrow down"), lambda: self.narrowed.emit(self.narrow.isChecked()))
        self.narrow.setCheckable(True)
        self.narrow.hide()
        line = row(self.summary, self.narrow, self.order, gap=8)
        line.setStretchFactor(self.summary, 1)
        parts = (caption(tr("Search")), self.query, line, self.explanation)
        self.setLayout(column(*parts, margins=(24, 24, 24, 8), gap=4))

    def set_query(self, text: str) -> None:
        """Show what is searched for."""
        self.query.setText(shown(text))

    def set_order(self, name: str) -> None:
        """Show in which order the results stand."""
        self.order.setCurrentIndex(max(self.order.findData(name), 0))
        self.order.updateGeometry()

    def tell(self, answer: Grouped) -> None:
        """Say how many were found, how the query was read, and what was done with its words."""
        found = count(answer.total, "1 found", "{n} found")
        how = tr("read as  {query}").format(query=shown(answer.read_as)) if answer.read_as else ""
        self.summary.setText("  ·  ".join(part for part in (found, how) if part))
        self._answer = answer
        explained = expanding.explained(answer.understood.terms, theme.inks().thread)
        self.explanation.setText(explained)
        self.explanation.setVisible(bool(explained))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._answer is not None:
            self.tell(self._answer)  # its links are drawn in the ink of the theme


def _linked(asked: SignalInstance) -> QLabel:
    """A line of small words with links that are reached with Tab."""
    words = label(size=theme.SECOND_SIZE, muted=True, wrap=True)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    words.setAccessibleName(tr("What was done with the words"))
    words.linkActivated.connect(asked)
    words.hide()
    return words
