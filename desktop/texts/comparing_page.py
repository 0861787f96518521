"""The page on which two texts are compared: two of one source, or those of two captures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from db import differences, errors, texts
from db.case import Case
from db.differences import Difference
from db.refs import Ref, Uuid
from db.texts import Text
from desktop.base import theme
from desktop.base.features import Page
from desktop.base.i18n import tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.pieces import button, caption, column, holding, label, row
from desktop.base.session import Change, Session
from desktop.texts.difference_html import summary
from desktop.texts.difference_view import DifferenceView
from desktop.texts.words import source_lines, told

KIND = "comparison"
"""The kind of ref under which two texts are compared; its identity is the older text's and then the newer one's."""

_UUID = 32
_WIDEST = 780


def ref_of(old: Uuid, new: Uuid) -> Ref:
    """Where two texts are compared."""
    return Ref(KIND, Uuid(old + new))


class ComparingPage(Page):
    """What was removed and what was added from one text to the other, change by change."""

    def __init__(self, session: Session, ref: Ref) -> None:
        """Raises Unknown when one of the texts is not there any more."""
        super().__init__()
        self.session, self.ref = session, ref
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.old, self.new = _texts(session.case, ref)
        self.view = DifferenceView(_WIDEST)
        self.sum = label(muted=True)
        self.whole = QCheckBox(tr("Whole text"))
        self.whole.toggled.connect(lambda _: self._show())
        self.previous = button(tr("Change before"), lambda: self.step(-1), quiet=True)
        self.next = button(tr("Next change"), lambda: self.step(1), quiet=True)
        self._found: Difference | None = None
        self._latest = Latest(session, self)
        self._heads = row(gap=28, margins=(24, 16, 24, 12))
        self._show_heads()
        tools = row(self.sum, 1, self.whole, self.previous, self.next, margins=(24, 5, 16, 5), gap=8)
        whole = column(holding(self._heads), holding(tools, "bar"), self.view)
        whole.setStretchFactor(self.view, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.view)
        self._compare()
        session.changed.connect(self._on_changed)

    @override
    def title(self) -> str:
        return tr("{title}: compared").format(title=shown(source_lines(self.session.case, self.new)[0]))

    @property
    @override
    def spacious(self) -> bool:
        return True

    def step(self, by: int) -> None:
        """Go to the next change, or the one before."""
        number = self.view.step(by)
        if number:
            self.sum.setText(tr("Change {n} of {all}").format(n=number, all=self.view.changes))

    def _compare(self) -> None:
        self.sum.setText(tr("Comparing…"))
        old, new = self.old, self.new

        def work(case: Case) -> Difference:
            return differences.difference(texts.content(case, old), texts.content(case, new))

        self._latest.read(work, self._on_found)

    def _on_found(self, found: Difference) -> None:
        self._found = found
        self.sum.setText(summary(found))
        for one in (self.previous, self.next):
            one.setEnabled(bool(found.changes))
        self._show()

    def _show(self) -> None:
        if self._found is not None:
            self.view.show_difference(self._found, whole=self.whole.isChecked())

    def _on_changed(self, change: Change) -> None:
        """Which text is the current one may be another now, or what a source is called."""
        compared = {self.old.uuid, self.new.uuid, self.old.source, self.new.source}
        if compared.isdisjoint(ref.uuid for ref in change.erased) and change.touches("source", "text"):
            self._show_heads()  # of what was erased there is nothing to say: its pages are closed

    def _show_heads(self) -> None:
        while (item := self._heads.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for side, (words, text) in enumerate(((tr("Before"), self.old), (tr("After"), self.new))):
            self._heads.addWidget(self._head(words, text))
            self._heads.setStretch(side, 1)

    def _head(self, side: str, text: Text) -> QWidget:
        """What one of the texts is: of which source, of which kind, from when."""
        case = self.session.case
        current = texts.current(case, text.source)
        known = told(case, text, current=current is not None and current.uuid == text.uuid)
        state = tr("{kind}, current").format(kind=known.kind) if known.current else known.kind
        open_ = button(tr("Read"), lambda: self._read(text), quiet=True)
        title, date = source_lines(case, text)
        return holding(
            column(
                row(caption(side), 1, open_),
                label(shown(title), weight=600, wrap=True),
                label(f"{state}  ·  {date}", size=theme.SECOND_SIZE, wrap=True),
                label(shown(known.origin), muted=True, size=theme.SECOND_SIZE, wrap=True),
                1,
                gap=2,
            )
        )

    def _read(self, text: Text) -> None:
        self.session.show(Ref("source", text.source), {"text": text.uuid})


def _texts(case: Case, ref: Ref) -> tuple[Text, Text]:
    if len(ref.uuid) != 2 * _UUID:
        raise errors.Unknown("comparison", ref.uuid)
    return texts.get(case, Uuid(ref.uuid[:_UUID])), texts.get(case, Uuid(ref.uuid[_UUID:]))
