"""The model of the cards: records whose comment can be edited."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from typing_extensions import override

from desktop.base.i18n import tr
from desktop.base.records import Index, Records
from desktop.excerpts.shelf import Shown


class Cards(Records[Shown]):
    """The excerpts of one source."""

    def __init__(self, load: Callable[[Sequence[str]], Mapping[str, Shown]]) -> None:
        super().__init__(load, _name)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags)


def _name(one: Shown) -> str:
    now = tr("Now: {words}").format(words=one.now) if one.now else ""
    return " ".join(part for part in (f"{one.excerpt.key}:", one.words, now, one.comment) if part)
