"""What can be done with the texts of a source by keys and from the palette."""

from PySide6.QtWidgets import QWidget

from db import sources, texts
from db.refs import Ref, Uuid
from desktop.base.actions import Action
from desktop.base.frame import frame_of
from desktop.base.session import Session
from desktop.texts import captures, rereading
from desktop.texts.comparing_page import ComparingPage, ref_of
from desktop.texts.correcting_page import KIND, CorrectingPage


def actions(session: Session, window: QWidget) -> tuple[Action, ...]:
    """The actions of this feature in one window."""
    on = _Open(session, window)
    return (
        Action(id="texts.correct", text="Correct this text", run=on.correct, menu="Edit",
               keywords="mistake typing scan", enabled=on.is_writable),
        Action(id="texts.compare", text="Compare with the text before", run=on.compare, menu="View",
               keywords="difference versions captures", enabled=lambda: on.comparison() is not None),
        Action(id="texts.reread", text="Read the file again…", run=on.reread, menu="Edit",
               keywords="charset whole page password extract", enabled=on.is_writable),
        Action(id="texts.next", text="Next change", run=lambda: on.step(1), shortcut="F7", menu="Go",
               enabled=on.has_changes),
        Action(id="texts.previous", text="Change before", run=lambda: on.step(-1), shortcut="Shift+F7", menu="Go",
               enabled=on.has_changes),
    )  # fmt: skip


class _Open:
    """What is open in a window, as far as texts go."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.session, self.window = session, window
        self.pages = frame_of(window).pages

    def source(self) -> Uuid | None:
        ref = self.pages.current()
        return ref.uuid if ref is not None and ref.kind == "source" else None

    def is_writable(self) -> bool:
        return self.source() is not None and not self.session.readonly

    def has_changes(self) -> bool:
        return isinstance(self.pages.current_page(), ComparingPage | CorrectingPage)

    def correct(self) -> None:
        text = texts.current(self.session.case, uuid) if (uuid := self.source()) else None
        if text is not None:
            self.session.show(Ref(KIND, text.uuid))

    def compare(self) -> None:
        if found := self.comparison():
            self.session.show(found)

    def reread(self) -> None:
        if (uuid := self.source()) and (wish := rereading.ask_wish(self.window)) is not None:
            rereading.start(self.session, uuid, wish)

    def step(self, by: int) -> None:
        page = self.pages.current_page()
        if isinstance(page, ComparingPage):
            page.step(by)
        elif isinstance(page, CorrectingPage):
            page.changes.step(by)

    def comparison(self) -> Ref | None:
        """The current text of the source and the one before it; else that of the last capture before."""
        case, uuid = self.session.case, self.source()
        current = texts.current(case, uuid) if uuid else None
        if uuid is None or current is None:
            return None
        own = [text for text in texts.of_source(case, uuid) if text.kind != "translated" and text.uuid != current.uuid]
        if own:
            return ref_of(own[-1].uuid, current.uuid)
        earlier = (one for one in captures.of_source(case, sources.of_uuid(case, uuid)) if one.earlier)
        return next((one.comparison for one in earlier), None)
