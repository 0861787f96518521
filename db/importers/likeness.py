"""What files that wait to be accepted are like: sources of the case, and one another.

It is asked some files at a time, so that whoever else asks for what is derived need not wait for all of them. The
sketches of what waits are kept in memory, and gone with the review.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from db import driver
from db.analysis.copies import Comparing, Copies
from db.analysis.nearness import Nearness
from db.analysis.sketches import Sketches
from db.case import Case
from db.derived import Derived
from db.importers.staging import Staged
from db.refs import Uuid

_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class NearTo:
    """The source that a file is near to, or would be when that is a file that waits, too; seen from the file."""

    source: Uuid
    nearness: Nearness


@dataclass
class Likeness:
    """What is known of the files of one review.

    `near` says by their texts what files are near to, nearest first; `titles` what the sources of the case are called
    that something is like; `uuids` which source each file is, or would become, by its id, and `ids` the other way.
    """

    near: dict[bytes, list[NearTo]] = field(default_factory=dict)
    titles: dict[Uuid, str] = field(default_factory=dict)
    uuids: dict[str, Uuid] = field(default_factory=dict)
    ids: dict[Uuid, str] = field(default_factory=dict)
    _waiting: deque[Staged] = field(default_factory=deque)
    _bearers: dict[bytes, Uuid] = field(default_factory=dict)
    _unnamed: set[Uuid] = field(default_factory=set)
    _sketches: Sketches = field(default_factory=lambda: Sketches(driver.memory()))

    def wait(self, staged: Iterable[Staged]) -> None:
        """Have files compared with the case, and with all that were compared before them."""
        for one in staged:
            if one.known is not None:
                self.uuids[one.id] = one.known
            elif one.state == "ready" and one.sha256 is not None:
                self._waiting.append(one)

    @property
    def left(self) -> int:
        """How many files are still to be compared."""
        return len(self._waiting)

    def of(self, one: Staged) -> list[NearTo]:
        """What a file is near to, nearest first; nothing for one that has the very words of another."""
        near = self.near.get(one.text, []) if one.text is not None and one.state == "ready" else []
        return [each for each in near if each.source != self.uuids.get(one.id)]

    def step(self, case: Case, derived: Derived) -> None:
        """Compare the next files, for whoever owns what is derived."""
        copies = derived.copies()
        comparing = Comparing(derived.words_of, [copies.sketches, self._sketches])
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self._compare(case, copies, comparing, self._waiting.popleft())
        self._learn_titles(case)

    def _compare(self, case: Case, copies: Copies, comparing: Comparing, one: Staged) -> None:
        assert one.sha256 is not None
        self._unnamed |= set(one.kin.values())
        uuid = self.uuids[one.id] = case.natural_uuid("source", one.sha256.hex())
        self.ids[uuid] = one.id
        if one.text is None or one.text in self._bearers:
            return
        found = []
        for other, nearness in comparing.near(one.text):
            if (bearer := self._bearers.get(other)) is not None:
                self._note(other, NearTo(uuid, nearness.reversed))
                found.append(NearTo(bearer, nearness))
            else:
                found += [NearTo(source, nearness) for source in copies.bearers(other)[:1]]
        for near in found:
            self._note(one.text, near)
        self._bearers[one.text] = uuid
        if not self._sketches.knows(one.text):
            self._sketches.add(one.text, comparing.shingles_of(one.text).sketch())

    def _note(self, text: bytes, near: NearTo) -> None:
        known = [one for one in self.near.get(text, []) if one.source != near.source]
        self._unnamed.add(near.source)
        self.near[text] = sorted([*known, near], key=_closeness, reverse=True)

    def _learn_titles(self, case: Case) -> None:
        for uuid in self._unnamed:
            for row in case.query("SELECT coalesce(title, key) AS title FROM source WHERE uuid = ?", (uuid,)):
                self.titles[uuid] = row["title"]
        self._unnamed.clear()


def _closeness(near: NearTo) -> tuple[float, float]:
    return min(near.nearness.share, near.nearness.other_share), near.nearness.share
