"""What the last word may become: a row of words above the results, the first of which is taken with Tab."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from db.folding import fold
from db.search import fields
from desktop.base.actions import shown as shown_keys
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, label, row

MOST = 5
_IN_A_FIELD = re.compile(rf"""(?i)(?:^|[\s(-])(?:{"|".join(set(fields.ALL) - {"title"})}):=?(?:"[^"]*|[^\s"()]*)$""")
_LAST = re.compile(r"""[^\s"():]*$""")


class Completions(QWidget):
    """Words to go on with; `taken` with the whole query text when one is chosen."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Words to go on with"))
        self._texts: list[str] = []
        self.buttons: list[QPushButton] = []
        for number in range(MOST):
            one = button("", partial(self._take, number), quiet=True)
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons.append(one)
        self.key: QLabel = label(shown_keys("Tab"))
        self.key.setObjectName("key")
        self.key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self.key, *self.buttons, 1, margins=(16, 0, 14, 2), gap=2))
        self.hide()

    def offer(self, typed: str, words: Sequence[str]) -> None:
        """Show words that go on from the last of a query."""
        begin = typed[: _LAST.search(typed).start()]  # type: ignore[union-attr] # it fits an empty end as well
        last = fold(typed[len(begin) :])
        some = [word for word in words if fold(word) != last][:MOST] if not _IN_A_FIELD.search(typed) else []
        self._texts = [f"{begin}{word} " for word in some]
        for one, word in zip(self.buttons, [*some, *[""] * (MOST - len(some))], strict=True):
            one.setText(shown(word))
            one.setVisible(bool(word))
        self.setVisible(bool(some))

    def take_first(self) -> bool:
        """Go on with the first word; whether there is one."""
        if self.isHidden() or not self._texts:
            return False
        self._take(0)
        return True

    def _take(self, number: int) -> None:
        self.taken.emit(self._texts[number])
