"""One text of a source as a card: what it is, and what can be done with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton

from desktop.base import theme
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import Card, button, column, label, row
from desktop.texts.words import Told

_A_ROW = 3  # verbs beside each other, so that longer words have room, too
Deed = Callable[[Told], None]


class TextCard(Card):
    """A text; its buttons are what can be done with it: `deeds` by their verbs, in their order."""

    def __init__(self, one: Told, deeds: dict[str, Deed]) -> None:
        head = row(label(one.kind, weight=600), gap=8)
        if one.current:
            head.addWidget(_chip(tr("current")))
        head.addStretch(1)
        said = [words for words in (one.origin, one.extent) if words]
        lines = [label(shown(words), muted=True, size=theme.SECOND_SIZE, wrap=True) for words in said]
        if one.drafted:
            words = tr("A correction of it is begun; it is kept as a draft.")
            lines.append(label(words, size=theme.SECOND_SIZE, wrap=True))
        self.buttons = {verb: link(verb, partial(run, one)) for verb, run in deeds.items()}
        made = list(self.buttons.values())
        rows = [row(*made[at : at + _A_ROW], 1, gap=0) for at in range(0, len(made), _A_ROW)]
        super().__init__(head, *lines, column(*rows, margins=(0, 2, 0, 0)))
        self.told = one
        self.setAccessibleName(f"{one.kind} {one.origin}")


def link(verb: str, run: Callable[[], object]) -> QPushButton:
    """A verb on a card, as small as the words around it."""
    made = button(verb, run)
    made.setObjectName("verb")
    return made


def _chip(words: str) -> QLabel:
    made = label(words, size=theme.CAPTION_SIZE)
    made.setObjectName("current")
    return made
