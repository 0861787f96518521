"""One field of a document: its title, its value that can be changed in place, where it was found."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from db import errors
from desktop.base import theme
from desktop.base.choices import Choice
from desktop.base.i18n import tr
from desktop.base.in_place import InPlace
from desktop.base.offsets import shown
from desktop.base.pieces import column, label, row
from desktop.describing.fields import Field, origin

_TITLE_WIDTH = 82


class FieldRow(QWidget):
    """`revised` with the name of the field and its new value."""

    revised = Signal(str, object)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        title = label(tr(field.title), muted=True, size=theme.SECOND_SIZE, wrap=True)
        title.setFixedWidth(_TITLE_WIDTH)
        title.setAlignment(Qt.AlignmentFlag.AlignTop)
        title.setContentsMargins(0, 4, 0, 0)
        self.aside = label(muted=True, size=theme.CAPTION_SIZE, wrap=True)
        self.aside.setContentsMargins(5, 0, 0, 0)
        self.advice = label(size=theme.CAPTION_SIZE, wrap=True)
        self.advice.setObjectName("warning")
        self.advice.hide()
        self._editor, self._show = self._made()
        self.offers = _Offers(field, self._take_offer)
        line = row(self._editor, self.offers, gap=0)
        line.setStretch(0, 1)
        self.setLayout(row(title, column(line, self.aside, self.advice, gap=1), gap=6))

    def show_value(self, value: Any, found: str | None = None, *, readonly: bool, found_as: str = "") -> None:
        """Show a value; `found` is the code of where it was found, `found_as` what it was found as."""
        words = self.field.words(value)
        self._show(words, readonly)
        self.offers.setEnabled(not readonly)
        said = shown(words)
        as_found = tr("found as {words}").format(words=shown(found_as)) if found_as else ""
        self._say(self.field.aside(words), said if said != words else "", as_found, origin(found))

    def ask_when(self, known: Mapping[str, Any]) -> None:
        """Show the row only when what is known of the document makes it worth asking."""
        self.setVisible(self.field.when(known))

    def show_several(self) -> None:
        """Show that several documents differ in this; what is typed will hold for all of them."""
        self._show("", False)
        self._say(tr("several values"))

    def _say(self, *words: str) -> None:
        self.aside.setText("  ·  ".join(one for one in words if one))
        self.aside.setVisible(bool(self.aside.text()))

    def leave(self) -> None:
        """Seal what is typed."""
        if isinstance(self._editor, InPlace):
            self._editor.seal()

    def reopen(self, stored: Any) -> None:
        """What was typed could not be stored: it stays in the field."""
        if isinstance(self._editor, InPlace):
            self._editor.reopen(self.field.words(stored))
        else:
            self.show_value(stored, readonly=False)

    @property
    def at_risk(self) -> bool:
        """Whether something is typed that is not stored."""
        return isinstance(self._editor, InPlace) and self._editor.unsealed and self.advice.isHidden()

    def _made(self) -> tuple[QWidget, Callable[[str, bool], None]]:
        return self._choice() if self.field.choices else self._line()

    def _line(self) -> tuple[QWidget, Callable[[str, bool], None]]:
        line = InPlace(tr(self.field.title), placeholder="—")
        line.sealed.connect(self._read)
        line.left.connect(line.focusNextChild)

        def show(words: str, readonly: bool) -> None:
            line.show_words(words)
            line.setReadOnly(readonly)

        return line, show

    def _choice(self) -> tuple[QWidget, Callable[[str, bool], None]]:
        box = Choice()
        box.setObjectName("inplace")
        box.setAccessibleName(tr(self.field.title))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for code, words in (self.field.choices or {}).items():
            box.addItem(tr(words), code)
        box.activated.connect(lambda number: self.revised.emit(self.field.name, box.itemData(number) or None))

        def show(code: str, readonly: bool) -> None:
            if code and box.findData(code) < 0:
                box.addItem(code, code)
            box.setCurrentIndex(box.findData(code))
            box.setEnabled(not readonly)

        return box, show

    def _take_offer(self, words: str) -> None:
        """Put what is often said behind what is said already; what has to be completed is not sealed yet."""
        if not isinstance(self._editor, InPlace):
            return
        said = self._editor.words().strip()
        self._editor.setPlainText(f"{said}; {words}" if said else words)
        self._editor.moveCursor(QTextCursor.MoveOperation.End)
        self._editor.setFocus()
        if not words.endswith(" "):
            self._editor.seal()

    def _read(self, words: str) -> None:
        try:
            value: Any = self.field.read(words)
        except errors.Invalid:
            self.advice.setText(tr(self.field.advice))
            self.advice.show()
            return
        self.advice.hide()
        self.revised.emit(self.field.name, value)


def _taken(take: Callable[[str], None], words: str, _checked: bool = False) -> None:
    take(words)


class _Offers(QToolButton):
    """An arrow beside a field, with what is often said in it; hidden when there is nothing such."""

    def __init__(self, field: Field, take: Callable[[str], None]) -> None:
        super().__init__()
        name = tr("What is often said")
        self.setAccessibleName(f"{tr(field.title)}: {name}")
        self.setToolTip(name)
        self.setIcon(theme.icon("down"))
        self.setIconSize(QSize(12, 12))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for offer in field.offers:
            said = tr(offer)
            made = menu.addAction(f"{said.rstrip()}…" if said.endswith(" ") else said)
            made.triggered.connect(partial(_taken, take, said))
        self.setMenu(menu)
        self.setVisible(bool(field.offers))
