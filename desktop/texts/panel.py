"""The texts of the source that is open, in the inspector: which is read, where each came from, and other captures."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db import sources, texts
from db.refs import Ref
from db.sources import Source
from desktop.base import theme
from desktop.base.features import Panel
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.pieces import Card, EmptyPlace, button, caption, column, holding, label, row
from desktop.base.session import Session
from desktop.texts import captures, comparing_page, correcting_page, keeping, rereading, words
from desktop.texts.captures import Capture
from desktop.texts.card import TextCard, link
from desktop.texts.words import Told


class TextsPanel(Panel):
    """A card for each text, the current one first; below them other captures of the same page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.source: Source | None = None
        self.cards: list[TextCard] = []
        self.captures: list[Card] = []
        self._shown: object = None
        self._list: QVBoxLayout = column(gap=8, margins=(14, 12, 14, 16))
        self.again = button(tr("Read the file again…"), self._read_again, quiet=True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = holding(self._list)
        area.setWidget(holding(column(self._body, row(self.again, 1, margins=(8, 0, 14, 0)), 1)))
        self.setLayout(column(area))

    def follow(self, ref: Ref | None) -> None:
        """Show the texts of a source; nothing is made anew while they are the same."""
        if ref is None or ref.kind != "source":
            return
        case = self.session.case
        self.source = source = sources.of_uuid(case, ref.uuid)
        drafted = frozenset(keeping.drafted(self.session))
        told = words.of_source(case, source, drafted)
        others = captures.of_source(case, source)
        self.again.setEnabled(bool(source.sha256) and not source.deleted_at and not self.session.readonly)
        if self._shown == (source.uuid, told, others):
            return
        self._shown = (source.uuid, told, others)
        self._fill(told, others)

    def _fill(self, told: list[Told], others: list[Capture]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [TextCard(one, self._deeds(one)) for one in told]
        self.captures = [self._capture(one) for one in others]
        if not told:
            self._list.addWidget(EmptyPlace(tr("No text"), tr("What is read of the file of a source is listed here.")))
        for card in self.cards:
            self._list.addWidget(card)
        if self.captures:
            head = caption(tr("Other captures"))
            head.setContentsMargins(2, 10, 0, 0)
            self._list.addWidget(head)
            for capture in self.captures:
                self._list.addWidget(capture)

    def _deeds(self, one: Told) -> dict[str, Callable[[Told], None]]:
        """What can be done with a text; only what makes sense is offered."""
        found: dict[str, Callable[[Told], None]] = {tr("Read"): self._read}
        can_write = not self.session.readonly and one.text.kind != "translated"
        if not one.current:
            found[tr("Compare")] = self._compare
            if can_write:
                found[tr("Make current")] = self._choose
        if can_write:
            found[tr("Go on correcting") if one.drafted else tr("Correct")] = self._correct
        return found

    # --- deeds ----------------------------------------------------------------------------------------

    def _read(self, one: Told) -> None:
        self.session.show(Ref("source", one.text.source), {"text": one.text.uuid})

    def _compare(self, one: Told) -> None:
        current = texts.current(self.session.case, one.text.source)
        if current is not None:
            self.session.show(comparing_page.ref_of(one.text.uuid, current.uuid))

    def _choose(self, one: Told) -> None:
        done = tr("This text is the current one now. Undo takes it back.")
        self.session.write(lambda case: texts.choose(case, one.text), lambda _: self.session.tell(done))

    def _correct(self, one: Told) -> None:
        self.session.show(Ref(correcting_page.KIND, one.text.uuid))

    def _read_again(self) -> None:
        if self.source is not None and (wish := rereading.ask_wish(self.window())) is not None:
            rereading.start(self.session, self.source.uuid, wish)

    def _capture(self, one: Capture) -> Card:
        ref = Ref("source", one.source.uuid)
        verbs: list[QWidget] = [link(tr("Open"), lambda: self.session.show(ref))]
        if (comparison := one.comparison) is not None:
            verbs.append(link(tr("Compare"), lambda: self.session.show(comparison)))
        return Card(
            label(shown(one.title), weight=600, wrap=True),
            label(shown(one.when), muted=True, size=theme.SECOND_SIZE, wrap=True),
            row(*verbs, 1, gap=0, margins=(0, 2, 0, 0)),
        )
