"""At the top of the window: reviews that were closed without a decision, so that nothing that was read seems lost."""

from PySide6.QtWidgets import QPushButton, QWidget

from db.refs import Ref, Uuid
from desktop.base.chooser import Choice, choose
from desktop.base.frame import frame_of
from desktop.base.i18n import count, tr
from desktop.base.session import Session
from desktop.transfer.intake import REVIEW, Imports, imports_of
from desktop.transfer.review import Review


class WaitingButton(QPushButton):
    """Says how many files wait to be accepted; hidden when none do, or when their review is open."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__()
        self._session, self._window = session, window
        self._imports = imports_of(session)
        self.setObjectName("quiet")
        self.clicked.connect(lambda _=False: go_back(session, window))
        self._imports.reviewing.connect(self.look)
        frame_of(window).pages.current_changed.connect(self._on_page)
        self.look()

    def _on_page(self, _ref: Ref | None) -> None:
        self.look()

    def look(self) -> None:
        """See what waits now."""
        shut = closed(self._imports, self._window)
        files = sum(len(review.wanted()) for review in shut.values())
        self.setText(count(files, "1 file waits for its review", "{n} files wait for their review"))
        self.setAccessibleName(self.text())
        self.setVisible(bool(shut))


def closed(imports: Imports, window: QWidget) -> dict[Uuid, Review]:
    """The reviews that are not over and have no page."""
    known = (Ref(REVIEW, uuid) for uuid in imports.reviews)
    open_ = {ref.uuid for ref in known if ref in frame_of(window).pages.open_refs()}
    return {uuid: review for uuid, review in imports.reviews.items() if uuid not in open_ and not review.taken}


def go_back(session: Session, window: QWidget) -> None:
    """Show the review that waits; when there are several, ask which."""
    imports = imports_of(session)
    waiting = closed(imports, window) or imports.reviews
    refs = [Ref(REVIEW, uuid) for uuid in waiting]
    if len(refs) == 1:
        session.show(refs[0])
    elif refs:
        choices = [_choice(session, ref, waiting[ref.uuid]) for ref in refs]
        choose(window, tr("Which review?"), choices)


def _choice(session: Session, ref: Ref, review: Review) -> Choice:
    return Choice(_words(review), lambda: session.show(ref), icon="import")


def _words(review: Review) -> str:
    first = next(iter(review.items.values()), None)
    number = count(len(review.items), "1 file", "{n} files")
    return tr("{files}, from “{name}”").format(files=number, name=first.name) if first else number
