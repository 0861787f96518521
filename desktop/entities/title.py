"""The head of an entity's page: what it is, its name, and its other names."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from db import entities
from db.entities import Entity
from db.refs import Ref
from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import button, column, label, row, untitled, warning
from desktop.entities import words as kinds
from desktop.entities.names import Names

_MOST_OTHERS = 4


class Title(QWidget):
    """Shows an entity; `kind_chosen` and `other_asked` say what a person wants."""

    kind_chosen = Signal(str)
    other_asked = Signal(object)

    def __init__(self, *, readonly: bool) -> None:
        super().__init__()
        self.kind = QPushButton()
        self.kind.setObjectName("caption")
        self.kind.setFont(theme.caption_font())
        self.kind.setAccessibleName(tr("Kind"))
        self.kind.setToolTip("" if readonly else tr("Say what this is"))
        self.kind.setEnabled(not readonly)
        self.kind.setMenu(self._kinds())
        self.name = label(wrap=True)
        font = theme.reading_font(28)
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.names = Names(readonly=readonly)
        self.shared = warning("")
        self.shared.hide()
        self.others: QHBoxLayout = row(gap=4)
        self._lines = column(row(self.kind, 1), self.name, self.names, self.shared, self.others, gap=6)
        self.setLayout(self._lines)

    def set_side(self, side: int) -> None:
        """Keep this much free at both sides, in pixels."""
        self._lines.setContentsMargins(side, 24, side, 12)

    def show_entity(self, entity: Entity) -> None:
        """Show an entity as it is now."""
        self.kind.setText(kinds.kind(entity.kind))
        self.name.setText(shown(entity.name or "") or untitled())
        self.names.show_names(entity.aliases)

    def show_shared(self, shared: dict[str, list[Entity]]) -> None:
        """Warn of names that others go by, and name these others."""
        while (item := self.others.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        others = {other.uuid: other for found in shared.values() for other in found}
        self.shared.setVisible(bool(others))
        self.shared.setText(" ".join(_sentence(name, found) for name, found in shared.items()))
        for other in list(others.values())[:_MOST_OTHERS]:
            self.others.addWidget(self._way_to(other))
        self.others.addStretch(1)

    def _way_to(self, other: Entity) -> QPushButton:
        words = tr("Show {name} ({kind})").format(name=_named(other), kind=kinds.kind(other.kind))
        return button(words, lambda: self.other_asked.emit(Ref("entity", other.uuid)), quiet=True)

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind in entities.KINDS:
            menu.addAction(kinds.kind(kind)).triggered.connect(partial(self.kind_chosen.emit, kind))
        return menu


def _named(entity: Entity) -> str:
    """An entity by its first two names, since it may be the second that tells two of one name apart."""
    return shown(" / ".join(entity.names[:2])) or untitled()


def _sentence(name: str, others: Sequence[Entity]) -> str:
    named = ", ".join(f"{_named(other)} ({kinds.kind(other.kind)})" for other in others)
    return tr("“{name}” is also a name of {others}; its mentions are counted for each.").format(
        name=shown(name), others=named
    )
