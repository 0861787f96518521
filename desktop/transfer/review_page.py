"""The review of an import: a list of what would come in, a form for what is selected, a button that takes it in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from db.importers.file import Wish
from db.importers.staging import Staged
from db.refs import Ref, Uuid
from desktop.base.features import Page
from desktop.base.frame import frame_of
from desktop.base.i18n import count, tr
from desktop.base.pieces import EmptyPlace, button, column, holding, label, row
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Session
from desktop.base.sort_bar import SortBar, Sorting
from desktop.transfer.intake import imports_of
from desktop.transfer.review import Review
from desktop.transfer.review_form import ReviewForm, can_be_described
from desktop.transfer.review_order import HEADS, key_of
from desktop.transfer.review_row import ReviewRow

_SORTING = "review-sorting"


class ReviewPage(Page):
    """One review; nothing of it is in the case before its chief button is pressed."""

    lasting = False

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._ref = session, ref
        self._imports = imports_of(session)
        found = self._imports.reviews.get(ref.uuid)
        self.review = found or Review(())
        if found is None:
            words = tr("What was accepted is among the sources.")
            self.setLayout(column(EmptyPlace(tr("This review is over"), words)))
            return
        self.records: Records[Staged] = Records(self._load, lambda one: one.name)
        self.list = RecordList(self.records, ReviewRow(self.review), tr("Files to come in"))
        self.form = ReviewForm(session, self.review)
        self.sorting = SortBar({by: tr(words) for by, words in HEADS.items()}, _remembered(session))
        self.head = label(size=16, weight=600, wrap=True)
        self.standing = label(muted=True, wrap=True)
        self.take = button("", self._accept, chief=True)
        self.discard = button(tr("Discard"), self._discard)
        self._assemble()
        self._connect()
        self._show()
        if self.list.records.ids:
            self.list.go_to(self.list.records.ids[0])

    @override
    def title(self) -> str:
        return tr("Review before import")

    @property
    @override
    def spacious(self) -> bool:
        return True

    @override
    def leave(self) -> None:
        if hasattr(self, "form"):
            self.form.leave()

    @property
    @override
    def at_risk(self) -> bool:
        return self.review.described

    @override
    def dismissed(self) -> None:
        if self._ref.uuid in self._imports.reviews:
            words = tr("The review was closed, and nothing was imported.")
            frame_of(self._session).notice.say(words, tr("Go back to it"), lambda: self._session.show(self._ref))

    def _assemble(self) -> None:
        buttons = row(self.take, self.discard, 1, gap=8)
        top = column(self.head, self.standing, buttons, margins=(24, 20, 24, 14), gap=8)
        left = holding(column(top, self.sorting, self.list))
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        for pane in (left, self.form):
            self.panes.addWidget(pane)
        self.panes.setHandleWidth(1)
        self.panes.setChildrenCollapsible(False)
        self.panes.setStretchFactor(0, 1)
        self.form.setMinimumWidth(300)
        self.panes.setSizes([560, 340])
        self.setLayout(column(self.panes))
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.review.changed.connect(self._show)
        self.review.compared.connect(self._on_compared)
        self.list.chosen.connect(lambda _: self._show_form())
        self.form.revised.connect(lambda name, value: self.review.revise(self._editable(), name, value))
        self.form.flipped.connect(lambda out: self.review.leave_out(self.list.selected(), out=out))
        self.form.wished.connect(self._read_again)
        self.form.wanting.filled.connect(self._fill)
        self.form.meant.connect(self._mean)
        self.sorting.changed.connect(self._on_sorting)

    def _load(self, ids: Sequence[str]) -> Mapping[str, Staged]:
        return {id_: self.review[id_] for id_ in ids if id_ in self.review.items}

    # --- what is shown --------------------------------------------------------------------------------

    def _show(self) -> None:
        if set(self.list.records.ids) == set(self.review.items):  # what is being changed stays where it is
            self.list.show_ids(list(self.list.records.ids))
        else:
            self._sort()
        number = self.review.count()
        self.head.setText(count(number["ready"], "1 new source would come in", "{n} new sources would come in"))
        self.standing.setText(_standing(self.review))
        self.take.setText(count(number["ready"], "Import 1 source", "Import {n} sources"))
        if not number["ready"]:
            self.take.setText(tr("Keep the files that cannot be read"))
        self.take.setEnabled(bool(number["ready"] or number["failed"]) and not self.review.taken)
        self._show_form()

    def _sort(self) -> None:
        sorting = self.sorting.sorting
        found = sorting.sorted(self.review.items.values(), key_of(self.review, sorting.by))
        self.list.show_ids([one.id for one in found])

    def _on_compared(self) -> None:
        """It is known what files are like: those that are sorted by it stand together from now on."""
        if self.sorting.sorting.by == "alike":
            self._sort()
        self._show()

    def _on_sorting(self) -> None:
        self._sort()
        if (current := self.list.current()) is not None:
            self.list.scrollTo(self.list.records.index(self.list.records.row_of(current)))
        self._session.remember(_SORTING, [self.sorting.sorting.by, self.sorting.sorting.falling])

    def _show_form(self) -> None:
        chosen = [self.review[id_] for id_ in self.list.selected() if id_ in self.review.items]
        self.form.show_files(chosen, out=bool(chosen) and all(one.id in self.review.left_out for one in chosen))

    def _editable(self) -> list[str]:
        return [id_ for id_ in self.list.selected() if can_be_described(self.review[id_])]

    # --- deeds ----------------------------------------------------------------------------------------

    def _mean(self, name: str, meant: str) -> None:
        self.review.mean(name, meant)

    def _read_again(self, wish: Wish) -> None:
        self._imports.read_again(self.review, self.list.selected(), wish)

    def _fill(self, wanted: Uuid | None) -> None:
        for id_ in self._editable()[:1]:
            self.review.fill(id_, wanted)

    def _accept(self) -> None:
        self.form.leave()
        self._imports.accept(self.review)
        self._close()

    def _discard(self) -> None:
        self._imports.give_up(self.review)
        self._session.tell(tr("Nothing was imported."))
        self._close()

    def _close(self) -> None:
        self._imports.over(self._ref.uuid)
        frame_of(self._session).pages.close_ref(self._ref)


def _remembered(session: Session) -> Sorting:
    """The order that was chosen last; by state when none was."""
    match session.remembered(_SORTING):
        case [str(by), bool(falling)]:
            return Sorting(by, falling)
    return Sorting("state")


def _standing(review: Review) -> str:
    number = review.count()
    parts = [
        count(number["known"], "1 is there already", "{n} are there already") if number["known"] else "",
        count(number["failed"], "1 cannot be read", "{n} cannot be read") if number["failed"] else "",
        count(number["out"], "1 is left out", "{n} are left out") if number["out"] else "",
        tr("reading was stopped") if review.stopped else "",
    ]
    said = "  ·  ".join(part for part in parts if part)
    return f"{said}\n{tr('Nothing is in the case yet.')}" if said else tr("Nothing is in the case yet.")
