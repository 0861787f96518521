"""The tab Check of the inspector: the sum of the last check, and a card for each finding."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from db.refs import Ref
from db.spans import Span
from desktop.base import theme
from desktop.base.features import Panel
from desktop.base.i18n import count, tr
from desktop.base.pieces import Card, caption, column, holding, label
from desktop.base.session import Session
from desktop.briefings.card import FindingCard
from desktop.briefings.checking import checks_of
from desktop.briefings.marks import Checked, Place
from desktop.briefings.words import sums
from desktop.writing.following import follow
from desktop.writing.syntax import Lead

_MOST = 30  # cards; who has more findings begins with the first


class CheckPanel(Panel):
    """What matches its source in the briefing that is shown, and what does not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._ref: Ref | None = None
        self._shown: Checked | None = None
        self.cards: list[FindingCard] = []
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(tr("Check"))
        self.setLayout(column(self.area))
        checks_of(session).made.connect(self._on_made)
        self._show(None)

    def follow(self, ref: Ref | None) -> None:
        """Show the last check of a briefing."""
        self._ref = ref
        self._show(checks_of(self.session).of(ref) if ref else None)

    def _on_made(self, ref: Ref) -> None:
        if ref == self._ref:
            self._show(checks_of(self.session).of(ref))

    def _show(self, found: Checked | None) -> None:
        if found is not None and self._shown is not None and found.report == self._shown.report:
            self._shown = found
            return
        place = self.area.verticalScrollBar().value()
        self._shown = found
        self.area.setWidget(self._content(found))
        self.area.verticalScrollBar().setValue(place)

    def _content(self, found: Checked | None) -> QWidget:
        self.cards = []
        if found is None:
            words = tr("Quotations and citations are compared with the case while you write.")
            return holding(column(label(words, muted=True, wrap=True), 1, margins=(16, 16, 16, 16)))
        items: list[QWidget] = [self._sum(found)]
        for number, place in enumerate(found.places[:_MOST]):
            card = FindingCard(place.finding, self._show_key)
            card.chosen.connect(lambda number=number: self._go(number))
            self.cards.append(card)
        items += self.cards
        if len(found.places) > _MOST:
            more = len(found.places) - _MOST
            items.append(label(count(more, "and 1 more", "and {n} more, further down the text"), muted=True))
        return holding(column(caption(tr("Check")), *items, 1, margins=(16, 14, 16, 16), gap=10))

    def _sum(self, found: Checked) -> Card:
        head, lines = sums(found.report)
        said = [label(line, muted=True, wrap=True, size=theme.SECOND_SIZE) for line in lines]
        return Card(label(head, weight=600), *said)

    def _go(self, number: int) -> None:
        """Go to the place of a finding, as it was found last."""
        if self._ref is not None and self._shown is not None:
            place: Place = self._shown.places[number]
            end = place.start + max(1, len(place.finding.quote or place.finding.found))
            self.session.show(self._ref, Span(place.start, end))

    def _show_key(self, key: str) -> None:
        if self._ref is not None:
            follow(self.session, self._ref, Lead("cite", key))
