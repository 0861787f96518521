"""The small pieces that views are made of: captions, labels, cards, empty places, buttons, text that loads nothing."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QByteArray, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.base import theme
from desktop.base.i18n import tr


def column(
    *items: QWidget | QLayout | int, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0
) -> QVBoxLayout:
    """Widgets from top to bottom; a number is a stretch."""
    return _filled(QVBoxLayout(), items, margins, gap)  # type: ignore[return-value]


def row(
    *items: QWidget | QLayout | int, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8
) -> QHBoxLayout:
    """Widgets from left to right; a number is a stretch."""
    return _filled(QHBoxLayout(), items, margins, gap)  # type: ignore[return-value]


def holding(layout: QLayout, name: str = "") -> QWidget:
    """A widget with this layout; `name` is what the style sheet calls it."""
    widget = QWidget()
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, bool(name))
    widget.setLayout(layout)
    return widget


def label(
    words: str = "", *, size: int = theme.TEXT_SIZE, muted: bool = False, weight: int = 400, wrap: bool = False
) -> QLabel:
    """Words, never taken for markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.interface_font(size, QFont.Weight(weight)))
    made.setWordWrap(wrap)
    if muted:
        made.setObjectName("muted")
    return made


def caption(words: str) -> QLabel:
    """A caption in small capitals."""
    made = label(words, muted=True)
    made.setFont(theme.caption_font())
    return made


def button(words: str, run: Callable[[], object], *, chief: bool = False, quiet: bool = False) -> QPushButton:
    """A button with a verb on it; `chief` is the one thing to do here."""
    made = QPushButton(words)
    made.setObjectName("chief" if chief else "quiet" if quiet else "")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: run())
    return made


def narrowing() -> QLineEdit:
    """A field whose words narrow the list below it."""
    made = QLineEdit()
    made.setPlaceholderText(tr("Narrow the list"))
    made.setAccessibleName(tr("Narrow the list"))
    made.setClearButtonEnabled(True)
    return made


class Card(QFrame):
    """A sheet with round corners that holds a few lines."""

    def __init__(self, *items: QWidget | QLayout | int) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setLayout(column(*items, margins=(12, 10, 12, 10), gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.hasHeightForWidth():
            self.setMinimumHeight(self.heightForWidth(self.width()))  # or words in a narrow card are cut off
        return done


class EmptyPlace(QWidget):
    """What stands where nothing is yet: what belongs here, and how it gets here."""

    def __init__(self, title: str, words: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.head = label(title, size=15, weight=600)
        self.body = label(words, muted=True, wrap=True)
        for one in (self.head, self.body):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.setMaximumWidth(420)
        self.body.setMinimumWidth(200)
        lines = (self.head, row(1, self.body, 1), row(1, *buttons, 1))
        self.setLayout(column(1, *lines, 2, margins=(24, 24, 24, 24), gap=10))

    def say(self, title: str, words: str) -> None:
        """Say something else."""
        self.head.setText(title)
        self.body.setText(words)


class SafeText(QTextBrowser):
    """Rich text that loads nothing and opens nothing: links are told, not followed."""

    link_followed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._on_anchor)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QImage() if kind == 2 else QByteArray()

    def _on_anchor(self, url: QUrl) -> None:
        self.link_followed.emit(url.toString())


def tip(words: str) -> str:
    """Words for a tool tip, which would otherwise take words that look like markup for it, and load what it names."""
    return f"<p>{escape(words)}</p>" if words else ""


def warning(words: str) -> QLabel:
    """A line that says that something is not as it should be."""
    made = label(words, wrap=True)
    made.setObjectName("warning")
    return made


def untitled() -> str:
    """What is shown for something without a title."""
    return tr("Untitled")


def _filled(
    layout: QBoxLayout, items: tuple[QWidget | QLayout | int, ...], margins: tuple[int, int, int, int], gap: int
) -> QBoxLayout:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout
