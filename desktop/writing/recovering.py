"""What was being typed when the program ended without a warning: told of when the case is opened again."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db import briefs, drafts, notes
from db.refs import Ref
from desktop.base.frame import frame_of
from desktop.base.i18n import count, tr
from desktop.base.session import Session


def tell(session: Session, window: QWidget) -> None:
    """Say, once the window is there, that texts hold words that were never sealed, and lead to the first of them."""
    found = [
        Ref(kind, uuid)
        for kind in (notes.SHELF.kind, briefs.SHELF.kind)
        for uuid in drafts.of_kind(session.case, kind, "body")
    ]
    if found and not session.readonly:
        words = count(
            len(found),
            "One text holds words that were being typed when Casethread ended. They are kept.",
            "{n} texts hold words that were being typed when Casethread ended. They are kept.",
        )
        notice = frame_of(window).notice
        QTimer.singleShot(0, window, lambda: notice.say(words, tr("Show it"), lambda: session.show(found[0])))
