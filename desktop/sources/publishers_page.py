"""The page “Publishers”: names of papers with the number of their sources, joined and separated by a person."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from typing_extensions import override

from db import publishers
from db.folding import fold
from db.publishers import Publisher
from db.refs import Ref
from desktop.base.dialogs import ask_line
from desktop.base.features import Page
from desktop.base.i18n import count, tr
from desktop.base.latest import Latest
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Row, RowDelegate, Tone
from desktop.base.pieces import EmptyPlace, button, column, label, narrowing, row
from desktop.base.record_list import RecordList
from desktop.base.records import Records
from desktop.base.session import Change, Session

KIND = "publishers"
"""The kind of ref under which the page is shown."""


class PublishersPage(Page):
    """All names, those first that may mean the same as another."""

    def __init__(self, session: Session, ref: Ref) -> None:
        super().__init__()
        del ref
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._known: dict[str, Publisher] = {}
        self._latest = Latest(session, self)
        self.records: Records[Publisher] = Records(self._load, lambda one: shown(one.meant))
        self.list = RecordList(self.records, _PublisherRow(), tr("Publishers"))
        self.field = narrowing()
        self.join = button("", self._join, chief=True)
        self.other = button(tr("Join under another name…"), self._join_otherwise)
        self.apart = button("", self._separate)
        self.empty = EmptyPlace(tr("No publishers yet"), tr("Names of papers stand here once sources have some."))
        self._assemble()
        self.list.chosen.connect(lambda _: self._offer())
        self.field.textChanged.connect(lambda _: self._show())
        session.changed.connect(self._on_changed)
        self.reload()

    @override
    def title(self) -> str:
        return tr("Publishers")

    @property
    @override
    def spacious(self) -> bool:
        return True

    def reload(self) -> None:
        """Read again what is shown."""
        self._latest.read(publishers.listed, self._on_listed)

    def chosen(self) -> list[Publisher]:
        """The names that are selected."""
        return [self._known[meant] for meant in self.list.selected() if meant in self._known]

    def _assemble(self) -> None:
        said = tr(
            "Names that mean one and the same are joined here. Each source keeps the name that was found in it, "
            "and what comes in later is joined as well."
        )
        head = column(
            label(tr("Publishers"), size=16, weight=600),
            label(said, muted=True, wrap=True),
            row(self.join, self.other, self.apart, 1),
            self.field,
            margins=(24, 20, 24, 12),
            gap=8,
        )
        self.setLayout(column(head, self.list, self.empty))
        self.setFocusProxy(self.list)

    def _on_listed(self, found: Sequence[Publisher]) -> None:
        self._known = {one.meant: one for one in found}
        self._show()

    def _show(self) -> None:
        wanted = fold(self.field.text())
        fitting = [one.meant for one in self._known.values() if wanted in fold(" ".join(_names(one)))]
        self.list.show_ids(fitting)
        self.list.setVisible(bool(self._known))
        self.empty.setVisible(not self._known)
        if fitting and self.list.current() is None:
            self.list.go_to(fitting[0])
        self._offer()

    def _load(self, ids: Sequence[str]) -> Mapping[str, Publisher]:
        return {id_: self._known[id_] for id_ in ids if id_ in self._known}

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "publisher_name"):
            self.reload()

    # --- joining and separating -----------------------------------------------------------------------

    def _offer(self) -> None:
        """Say on the buttons what can be done with what is selected."""
        found, writable = self.chosen(), not self._session.readonly
        names, target = self._together(found)
        words = tr("Join {n} names as “{target}”").format(n=len(names), target=shown(target))
        self.join.setText(words if len(names) > 1 else tr("Join names"))
        self.join.setEnabled(len(names) > 1 and writable)
        self.other.setEnabled(bool(found) and writable)
        joined = any(len(one.found_as) > 1 or one.found_as[0][0] != one.meant for one in found)
        self.apart.setText(tr("Separate again") if joined else tr("They are not the same"))
        self.apart.setEnabled(writable and (joined or any(one.alike for one in found)))

    def _together(self, found: Sequence[Publisher]) -> tuple[list[str], str]:
        """The names that would be joined, and as what: those selected, or the one with all that may mean the same."""
        names = [one.meant for one in found]
        if len(found) == 1:
            names += [other for other in found[0].alike if other in self._known]
        return names, publishers.best_of(self._known[name] for name in names) if names else ""

    def _join(self) -> None:
        names, target = self._together(self.chosen())
        if len(names) > 1:
            self._write_join(names, target)

    def _join_otherwise(self) -> None:
        names, target = self._together(self.chosen())
        if not names:
            return
        said = tr("All of these will mean this name, now and in what comes in later: {names}.")
        words = said.format(names=", ".join(map(shown, names)))
        if meant := ask_line(self, tr("Join names"), words, tr("Join"), target):
            self._write_join(names, meant)

    def _write_join(self, names: Sequence[str], meant: str) -> None:
        said = tr("They mean “{name}” now; undo takes it back.").format(name=shown(meant))

        def done(_: object) -> None:
            self._session.tell(said)
            self.reload()

        self._session.write(lambda case: publishers.join(case, names, meant), done)

    def _separate(self) -> None:
        found = self.chosen()
        joined = [name for one in found for name, _ in one.found_as if name != one.meant]
        names = joined or [one.meant for one in found]
        said = tr("Each stands for itself now; undo takes it back.")
        self._session.write(lambda case: publishers.separate(case, names), lambda _: self._session.tell(said))


def _names(one: Publisher) -> list[str]:
    return [one.meant, *(name for name, _ in one.found_as)]


class _PublisherRow(RowDelegate):
    margin = 24

    def row(self, record: object) -> Row:
        """What to show of a name."""
        assert isinstance(record, Publisher)
        others = [f"{name} ({number:,})" for name, number in record.found_as if name != record.meant]
        second = count(record.sources, "1 source", "{n} sources")
        if others:
            second += "  ·  " + tr("found as {names}, too").format(names=", ".join(others))
        chips = [Chip(tr("perhaps the same: {names}").format(names=", ".join(record.alike)), Tone.ORIGIN)]
        return Row(title=record.meant, second=second, chips=chips if record.alike else ())
