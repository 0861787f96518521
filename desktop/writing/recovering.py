"""What was being typed when the program ended without a warning: told of when the case is opened again."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db import briefs, drafts, notes
from db.refs import Ref
from desktop.base.frame import frame_of
from desktop.base.i18n import count, tr
from desktop.base.session import Session

_KEPT = (
    (notes.SHELF.kind, "body", notes.SHELF.kind),
    (briefs.SHELF.kind, "body", briefs.SHELF.kind),
    ("text", "words", "correction"),
)
"""What is kept as a draft: of which kind of object, in which field, and under which kind of ref it is shown."""


def tell(session: Session, window: QWidget) -> None:
    """Say, once the window is there, that texts hold words that were never sealed, and lead to the first of them."""
    found = [Ref(shown, uuid) for kind, field, shown in _KEPT for uuid in drafts.of_kind(session.case, kind, field)]
    if found and not session.readonly:
        words = count(
            len(found),
            "One text holds words that were being typed when Casethread ended. They are kept.",
            "{n} texts hold words that were being typed when Casethread ended. They are kept.",
        )
        notice = frame_of(window).notice
        QTimer.singleShot(0, window, lambda: notice.say(words, tr("Show it"), lambda: session.show(found[0])))
