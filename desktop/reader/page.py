"""The page of a source: its text with what is marked in it, and what can be done there. Each deed is one short edit."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid
from typing_extensions import override

from db import excerpts, sources, texts
from db.excerpts import Excerpt
from db.refs import Ref, Uuid
from db.sources import Source
from db.spans import Span
from desktop.base.dates import shown as shown_date
from desktop.base.features import Page
from desktop.base.frame import frame_of
from desktop.base.hits import Hits
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.pieces import EmptyPlace, button, column, untitled, warning
from desktop.base.session import Change, Session
from desktop.base.settings import MEASURE, READING_SIZE, Settings
from desktop.reader import citing, menus, milestones, names, which_text
from desktop.reader.find_bar import FindBar
from desktop.reader.finder import Finder
from desktop.reader.head import Words
from desktop.reader.marks import Mark, Marks
from desktop.reader.others import Others
from desktop.reader.paragraphs import Paragraphs
from desktop.reader.siding import Siding
from desktop.reader.standing_line import StandingLine
from desktop.reader.view import ReadingView
from desktop.writing.notice_line import NoticeLine

COMMENT = "comment"
"""Asked for in an excerpt: that its comment can be written."""

_MENU = ("reader.copy", "reader.cite", "excerpt.make", "", "reader.find", "reader.names", "reader.original")


class SourcePage(Page):
    """One source, for reading and quoting."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self.session = session
        self.ref = ref
        self.source = sources.of_uuid(session.case, ref.uuid)
        self._wanted: Uuid | None = None  # an older text that was asked for
        self.text = which_text.find(session.case, ref.uuid, self._wanted)
        self.content = texts.content(session.case, self.text) if self.text else ""
        self.settings = _settings(session)
        self.view = ReadingView(*self._type())
        self.bar = FindBar()
        self.finder = Finder(session, self.view, self.bar)
        self.notice = warning("")
        self.standing = StandingLine(session)
        self.attach = button(tr("Attach its file…"), self._attach)
        self.empty = EmptyPlace(tr("No text to read"), "", self.attach)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.older = NoticeLine()
        self._others = Others(session, self, self._mark, self._go_to_excerpt)
        self._names = Latest(session, self)
        self.names_shown = False
        self.siding = Siding(self, self._stack)
        lines = (self.bar, self.older, self.notice, self.standing)
        whole = column(*lines, self.siding.splitter)
        whole.setStretchFactor(self.siding.splitter, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.view)
        self._connect()
        self._show_text()
        self.go_to(session.positions.get(ref))

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        if self.settings:
            self.settings.watch(lambda key: self._retype(key) if isValid(self) else None)
        self.view.mark_clicked.connect(lambda mark: self.session.show(Ref("excerpt", mark.uuid)))
        self.view.names_clicked.connect(self._on_names)
        self.view.asked.connect(self._on_asked)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)

    # --- what the window asks -------------------------------------------------------------------------

    def title(self) -> str:
        """The title of the source."""
        return self.source.title or untitled()

    def go_to(self, place: object) -> None:
        """Show a `Span`, the `Hits` of a search, an excerpt by its identity, or where somebody was (`position`)."""
        if isinstance(place, Hits):
            known = not self._wanted and place.first and place.first.end <= len(self.content)
            self.finder.show(place if known else Hits(place.query))
        elif isinstance(place, Span):
            self.view.select(Span(min(place.start, len(self.content)), min(place.end, len(self.content))))
            self.view.reveal(place, flash=True)
        elif isinstance(place, str):
            self._go_to_excerpt(Uuid(place))
        elif isinstance(place, dict):
            self._show_other(place.get("text"))
            if "excerpt" in place:
                self._go_to_excerpt(Uuid(place["excerpt"]))
            else:
                self.view.go_to_top(min(int(place.get("at", 0)), len(self.content)))

    def position(self) -> object:
        """The place in the text at the upper edge."""
        return {"at": self.view.top_place(), **({"text": self._wanted} if self._wanted else {})}

    def leave(self) -> None:
        """Remember where one was."""
        if self._wanted is None:  # who comes again another time comes to the current text
            self.session.positions[self.ref] = self.position()

    @property
    @override
    def spacious(self) -> bool:
        return self.siding.shown

    # --- what can be done -----------------------------------------------------------------------------

    def make_excerpt(self) -> None:
        """Make an excerpt of what is selected, and go on to its comment."""
        if self.siding.excerpt_of_frame():
            return
        span, text, content = self.view.selected(), self.text, self.content
        if span is None or text is None:
            self.session.tell(tr("Select some words of the text first, then press H."))
            return
        same = [mark for mark in self.view.marks.all if mark.span == span]
        if same:
            self.session.show(Ref("excerpt", same[0].uuid), COMMENT)
        else:
            self.session.write(lambda case: excerpts.add(case, text, content, span), self.on_excerpt_made)

    def jump(self, by: int) -> None:
        """Go to the next excerpt, or the one before, round the end."""
        marks = self.view.marks.all
        if not marks:
            self.session.tell(tr("This text has no excerpts yet. Select some words and press H."))
            return
        current = self.view.marks.of(self.view.current) if self.view.current else None
        if current:
            found = marks[(marks.index(current) + by) % len(marks)]
        else:
            here = self.view.selection.caret or self.view.top_place()
            found = (self.view.marks.after(here - 1) if by > 0 else self.view.marks.before(here)) or marks[0]
        self._go_to_excerpt(found.uuid)
        self.session.show(Ref("excerpt", found.uuid))

    def show_names(self, *, shown: bool) -> None:
        """Underline every known name in the text, or none."""
        self.names_shown = shown
        if shown:
            self._names.find(names.marks_in(self.ref.uuid), self._on_known)
        else:
            self._names.forget()
            self.view.show_names(Marks())

    def cite(self) -> None:
        """Copy what is selected, or the current excerpt, as a quotation with its citation."""
        current = self.view.marks.of(self.view.current) if self.view.current else None
        span = self.view.selected() or (current.span if current else None)
        if span is None:
            self.session.tell(tr("Select some words of the text first."))
            return
        quoted = [one for one in self.quoted() if (one.start, one.end) == (span.start, span.end)]
        key = quoted[0].key if quoted else self.source.key
        QGuiApplication.clipboard().setText(citing.quotation(span.of(self.content), key))
        self.session.tell(tr("Copied, with its citation."))

    # --- what happens ---------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if self.ref in change.erased:
            return
        if change.touches("source", "note", "briefing", "excerpt"):
            self.standing.show_source(self.source)
        if self.ref in change.refs or change.touches("text"):
            self._reload()
        elif change.touches("excerpt", "anchor"):
            self._show_marks()
        if self.names_shown and change.touches("entity", "alias", "text"):
            self.show_names(shown=True)

    def _on_asked(self, what: str) -> None:
        if what == "excerpt":
            self.make_excerpt()
        else:
            self.jump(1 if what == "next" else -1)

    def on_excerpt_made(self, excerpt: Excerpt) -> None:
        """Go on to the comment on a new excerpt."""
        if isValid(self):
            self.view.clear()
            self.view.show_current(excerpt.uuid)
            self.session.show(Ref("excerpt", excerpt.uuid), COMMENT)

    def _on_known(self, marks: list[Mark]) -> None:
        self.view.show_names(Marks(marks))
        if not marks:
            self.session.tell(tr("No known name stands in this text."))

    def _on_names(self, marks: tuple[Mark, ...]) -> None:
        menus.ask_who(self.view, marks, lambda uuid: self.session.show(Ref("entity", uuid)))

    def _attach(self) -> None:
        actions = frame_of(self.session).actions_
        actions.refresh()
        actions.qt("wanted.attach").trigger()

    def _on_menu(self, point: QPoint) -> None:
        menus.offer(self.view, frame_of(self.session).actions_, _MENU, point)

    # --- what is shown --------------------------------------------------------------------------------

    def _reload(self) -> None:
        """Read the source again: what is known of it, or its text, is different now."""
        before = self.text
        self.source = sources.of_uuid(self.session.case, self.ref.uuid)
        self.text = which_text.find(self.session.case, self.ref.uuid, self._wanted)
        if self.text and (before is None or self.text.uuid != before.uuid):
            place = self.view.top_place()
            self.content = texts.content(self.session.case, self.text)
            self._show_text()
            self.view.go_to_top(min(place, len(self.content)))
        else:
            self.text = self.text or before
            self.finder.take(self.content, self.source.title or "")
            self._show_state()
            self.siding.renew()
            self.view.show_head(self._head(self.view.sheet.paragraphs))
            self._show_marks()
        self.title_changed.emit(self.title())

    def _show_text(self) -> None:
        title, language = self.source.title or "", self.source.language or ""
        printed = bool(self.text and self.text.layout.pages)
        paragraphs = Paragraphs(self.content, title=title, language=language, printed=printed)
        passed = milestones.of_text(self.text.layout, paragraphs) if self.text else {}
        self.view.show_text(paragraphs, self._head(paragraphs), passed)
        self.view.setAccessibleName(self.title())
        self.finder.take(self.content, title)
        self._show_state()
        self._show_marks()
        self.siding.renew()

    def _head(self, paragraphs: Paragraphs) -> Words:
        return Words.of(self.source, with_title=paragraphs.title < 0)

    def _show_state(self) -> None:
        """Say what is not as it usually is: no text, or the source is in the trash."""
        trashed = bool(self.source.deleted_at)
        self.notice.setText(tr("This source is in the trash, with its excerpts. Undo brings it back."))
        self.notice.setVisible(trashed)
        self.standing.show_source(self.source)
        self.empty.say(*_nothing(self.source, trashed=trashed))
        self.attach.setVisible(self.source.sha256 is None and not trashed and not self.session.readonly)
        self._stack.setCurrentWidget(self.view if self.content else self.empty)
        self._show_which()

    def _show_which(self) -> None:
        """Say so when an older text is shown, and lead back to the current one."""
        if self.text is None or which_text.is_current(self.session.case, self.text):
            self._wanted = None
            self.older.clear()
            return
        pair = which_text.comparison(self.session.case, self.text)
        self.older.say(
            tr("An older text. New excerpts belong to it."),
            (tr("Compare"), lambda: self.session.show(pair) if pair else None),
            (tr("Back to the current one"), lambda: self._show_other(None)),
        )

    def _show_other(self, text: object) -> None:
        """Show another text of the source, or the current one again."""
        self._wanted = Uuid(text) if isinstance(text, str) else None
        self._reload()

    def _show_marks(self) -> None:
        self._others.look(self.text)

    def _mark(self) -> None:
        """Mark the excerpts of this text, and those of others where they lie in it."""
        numbers = excerpts.numbers(self.session.case, self.ref.uuid)
        own = [
            Mark(Span(one.start, one.end), one.uuid, numbers[one.uuid], which_text.hint(one)) for one in self.quoted()
        ]
        self.view.show_marks(Marks([*own, *self._others.marks(self.source, len(self.content))]))
        self.siding.show_marks()

    def quoted(self) -> list[Excerpt]:
        """The excerpts of the text that is shown."""
        found = excerpts.of_source(self.session.case, self.ref.uuid)
        return [one for one in found if self.text and one.text == self.text.uuid]

    def _go_to_excerpt(self, uuid: Uuid) -> None:
        mark = self.view.marks.of(uuid)
        if mark is None and self._others.await_(uuid):
            return
        if mark is None and (own := self._own_text(uuid)):
            self._wanted = own
            self._reload()
            mark = self.view.marks.of(uuid)
        self.view.show_current(uuid if mark else None)
        self.siding.go_to(uuid)
        if mark:
            self.view.selection.put(mark.span.start)
            self.view.reveal(mark.span)

    def _own_text(self, uuid: Uuid) -> Uuid | None:
        """The text on which an excerpt of this source lies, if it is another one than is shown."""
        found = excerpts.of_uuids(self.session.case, [uuid]).get(uuid)
        is_other = found is not None and found.source == self.ref.uuid and self.text and found.text != self.text.uuid
        return found.text if found and is_other else None

    def _type(self) -> tuple[int, int]:
        """The size of texts and the width of the column, as they are set."""
        if self.settings is None:
            return READING_SIZE.default, MEASURE.default
        return self.settings.get(READING_SIZE), self.settings.get(MEASURE)

    def _retype(self, key: str) -> None:
        if key in (READING_SIZE.key, MEASURE.key):
            self.view.set_type(*self._type())


def _settings(session: Session) -> Settings | None:
    return frame_of(session).settings if session.frame else None


def _nothing(source: Source, *, trashed: bool) -> tuple[str, str]:
    """Why there is nothing to read."""
    if trashed:
        return tr("In the trash"), tr("Take the source out of the trash to read it.")
    if source.held == "cited":
        words = tr("Cited, not held: it is known from others that cite it, and there is no text of it here.")
        paper = source.container_title or source.publisher or source.original_publisher
        known = "  ·  ".join(part for part in (paper, shown_date(source.issued) if source.issued else None) if part)
        return source.title or tr("Cited, not held"), f"{known}\n{words}" if known else words
    return tr("No text to read"), tr("No words were found in the file of this source. The file itself is kept.")
