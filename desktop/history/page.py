"""One step: what it changed, each thing to be opened, and taking it back after a look at what that would change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db import history
from db.history import Changed, Step
from db.refs import Ref
from desktop.base.dates import moment
from desktop.base.features import Page
from desktop.base.i18n import count, tr
from desktop.base.pieces import button, caption, column, holding, label, row
from desktop.base.session import Change, Session
from desktop.history.change_line import ChangeLine
from desktop.history.words import step_title

_SHOWN = 200


class StepPage(Page):
    """What a person did at once."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        self._session, self._id = session, str(ref.uuid)
        self.head = label(size=17, weight=600, wrap=True)
        self.when = label(muted=True)
        self.back = button(tr("Take back…"), self.look)
        self.lines = QVBoxLayout()
        self.preview = QVBoxLayout()
        for lines in (self.lines, self.preview):
            lines.setSpacing(2)
        self.sheet = holding(
            column(
                row(column(self.head, self.when, gap=4), 1, self.back, gap=16),
                self.preview,
                self.lines,
                1,
                margins=(40, 28, 40, 28),
                gap=18,
            ),
            "surface",
        )
        self.sheet.setMaximumWidth(820)
        held = row(self.sheet, 1)
        held.setStretchFactor(self.sheet, 100)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holding(held, "surface"))
        self.setLayout(column(area))
        session.changed.connect(self._on_changed)
        self.reload()

    def title(self) -> str:
        """What the tab says."""
        found = self._step()
        return step_title(found) if found else tr("History")

    def reload(self) -> None:
        """Read again what is shown."""
        step = self._step()
        if step is None:
            return
        self.head.setText(step_title(step))
        who = step.author or tr("unsigned")
        parts = [moment(step.at), who] + ([] if step.stands else [tr("taken back since")])
        self.when.setText("  ·  ".join(parts))
        self.back.setVisible(step.can_go and not self._session.readonly)
        self.back.setEnabled(True)
        self._show(self.lines, tr("What it changed"), history.changed(self._session.case, self._id))
        _empty(self.preview)

    def look(self) -> None:
        """Show what taking it back would change."""
        self.back.setEnabled(False)
        self._session.write(lambda case: history.preview(case, self._id), self._on_preview, self._on_refused)

    def take_back(self) -> None:
        """Take it back."""
        self._session.write(
            lambda case: history.take_back(case, self._id),
            lambda _: self._session.tell(tr("Taken back. This, too, stands in the history and can be taken back.")),
        )

    def _on_refused(self, error: BaseException) -> None:
        self.back.setEnabled(True)
        self._session.failed.emit(error)

    def _step(self) -> Step | None:
        return history.listed(self._session.case, [self._id]).get(self._id)

    def _on_preview(self, found: Sequence[Changed]) -> None:
        self._show(self.preview, tr("Taking it back would do this"), found)
        if not found:
            self.preview.addWidget(label(tr("Nothing: all of it is as it was before already."), muted=True))
        go = button(tr("Take it back"), self.take_back, chief=True)
        self.preview.addSpacing(8)
        self.preview.addLayout(row(go, button(tr("Leave it"), self.reload), 1))
        go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, lines: QVBoxLayout, title: str, found: Sequence[Changed]) -> None:
        _empty(lines)
        if found:
            lines.addWidget(caption(title))
            lines.addSpacing(6)
        for changed in found[:_SHOWN]:
            line = ChangeLine(changed)
            line.opened.connect(self._session.show)
            lines.addWidget(line)
        rest = len(found) - _SHOWN
        if rest > 0:
            lines.addWidget(label(count(rest, "and 1 more", "and {n} more"), muted=True))

    def _on_changed(self, change: Change) -> None:
        del change
        self.reload()


def _empty(lines: QVBoxLayout) -> None:
    while (item := lines.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            while (below := inner.takeAt(0)) is not None:
                if isinstance(widget := below.widget(), QWidget):
                    widget.hide()
                    widget.deleteLater()
