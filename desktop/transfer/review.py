"""What would come in, before it does: files that were read, what a person says of them, which are left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from db import sources
from db.importers.likeness import Likeness
from db.importers.pairing import joined
from db.importers.staging import Staged
from db.publishers import FIELDS, Likely
from db.refs import Uuid


class Review(QObject):
    """Staged files in the order of their reading; `changed` when something is different now,
    `compared` when it is known what they are like.

    `likeness` says what they are like, `meant` what a person says that names of papers mean, to be kept with them.
    """

    changed = Signal()
    compared = Signal()

    def __init__(
        self,
        staged: Iterable[Staged],
        *,
        stopped: bool = False,
        only_here: bool = False,
        likely: Likely | None = None,
    ) -> None:
        """`only_here` says that what was read lies nowhere else, and would be lost with this."""
        super().__init__()
        self.likeness = Likeness()
        self.meant: dict[str, str] = {}
        self._likely = likely
        self.items: dict[str, Staged] = {one.id: one for one in staged}
        self.left_out: set[str] = set()
        self._known = {id_: one.by_hand for id_, one in self.items.items()}
        self._only_here = only_here
        self.stopped = stopped
        self.taken = False

    def __getitem__(self, id_: str) -> Staged:
        return self.items[id_]

    def revise(self, ids: Iterable[str], name: str, value: Any) -> None:
        """Say a value of some files; None takes away what was found, too.

        How a file was obtained holds for what lies in it as well, unless something else is said there.
        """
        chosen = set(ids)
        if name in sources.OBTAINED:
            below = tuple(f"{id_}/" for id_ in chosen)
            same = [None, *(self.items[id_].by_hand.get(name) for id_ in chosen)]
            inner = (one for id_, one in self.items.items() if id_.startswith(below))
            chosen |= {one.id for one in inner if one.by_hand.get(name) in same}
        for id_ in chosen:
            one = self.items[id_]
            self.items[id_] = replace(one, by_hand={**one.by_hand, name: value})
        self.changed.emit()

    def fill(self, id_: str, wanted: Uuid | None) -> None:
        """Say that a file is a source that was only cited, which only one can be; None that it is one of its own."""
        for other, one in self.items.items():
            if other != id_ and wanted is not None and one.fills == wanted:
                self.items[other] = replace(one, fills=None)
        self.items[id_] = replace(self.items[id_], fills=wanted)
        self.changed.emit()

    def leave_out(self, ids: Iterable[str], *, out: bool) -> None:
        """Leave files out, or take them in again, each with all that lies in it."""
        chosen = set(ids)
        below = tuple(f"{id_}/" for id_ in chosen)
        chosen |= {id_ for id_ in self.items if id_.startswith(below)} if below else set()
        self.left_out = self.left_out | chosen if out else self.left_out - chosen
        self.changed.emit()

    def read_again(self, staged: Sequence[Staged]) -> None:
        """Files that were read once more take the place of what they were, with all that lay in them."""
        fresh = {one.id: replace(one, by_hand=self._said_of(one), fills=self._fills(one)) for one in staged}
        roots = [one.id for one in staged if one.id in self.items]
        below = tuple(f"{root}/" for root in roots)
        kept = {id_: one for id_, one in self.items.items() if not id_.startswith(below)}
        self.items = {}
        for id_, one in kept.items():
            self.items[id_] = fresh.pop(id_, one)
            if id_ in roots:
                self.items |= {new: fresh[new] for new in list(fresh) if new.startswith(f"{id_}/")}
        self.items |= fresh
        self.items = {one.id: one for one in joined(list(self.items.values()))}
        self.changed.emit()

    def wanted(self) -> list[Staged]:
        """What is to come in: all that is not left out; what failed is kept, too."""
        return [one for one in self.items.values() if one.id not in self.left_out]

    @property
    def described(self) -> bool:
        """Whether a person said something, or pasted something, that would be lost with it."""
        said = any(one.by_hand != self._known.get(id_, {}) for id_, one in self.items.items())
        return not self.taken and (said or self._only_here or bool(self.meant))

    def title_of(self, source: Uuid) -> str:
        """What a source is called, or a file that would become one; empty when that is not known."""
        if source in self.likeness.titles:
            return self.likeness.titles[source]
        waiting = self.items.get(self.likeness.ids.get(source, ""))
        return _title(waiting) if waiting is not None else ""

    # --- names of papers ------------------------------------------------------------------------------

    def meaning(self, name: str) -> str:
        """What the name of a paper means, by what was said in the case or here."""
        known = self._likely.meanings if self._likely else {}
        return known.get(name) or self.meant.get(name, name)

    def likely_meaning(self, name: str) -> str | None:
        """A name of the case that a name may mean; None once a person has said what it means, or that it does not."""
        return self._likely.meaning(name) if self._likely and name not in self.meant else None

    def mean(self, name: str, meant: str) -> None:
        """Have a name mean another, or itself, for all files; it is kept when they are accepted."""
        self.meant[name] = meant
        self.changed.emit()

    def named(self, name: str) -> int:
        """How many files have a name."""
        return sum(name in names_of(one) for one in self.items.values())

    def count(self) -> Mapping[str, int]:
        """How many are new, there already, could not be read, and are left out."""
        wanted = self.wanted()
        states = {state: sum(one.state == state for one in wanted) for state in ("ready", "known", "failed")}
        return {**states, "out": len(self.left_out)}

    def _fills(self, one: Staged) -> Uuid | None:
        before = self.items.get(one.id)
        return before.fills if before else one.fills

    def _said_of(self, one: Staged) -> Mapping[str, Any]:
        before = self.items.get(one.id)
        return before.by_hand if before else one.by_hand


def _title(one: Staged) -> str:
    return str(one.values()[0].get("title") or one.name)


def names_of(one: Staged) -> list[str]:
    """The names of papers that a file has, as they were found."""
    values, _ = one.values()
    return list(dict.fromkeys(str(values[name]) for name in FIELDS if values.get(name)))
