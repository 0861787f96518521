"""Which revision of a row descends from which, and what two of them have in common."""

from collections.abc import Iterable, Mapping

from db.revisions.ledger import Revision


class Graph:
    """The revisions of one row; revisions that are missing count as having no parents."""

    def __init__(self, *known: Mapping[bytes, Revision]) -> None:
        self.revisions: dict[bytes, Revision] = {}
        for revisions in known:
            self.revisions |= revisions

    def add(self, revision: Revision) -> None:
        """Take in one more revision."""
        self.revisions[revision.rev] = revision

    def ancestors(self, *revs: bytes) -> set[bytes]:
        """The revisions themselves and everything they descend from."""
        found: set[bytes] = set()
        todo = list(revs)
        while todo:
            rev = todo.pop()
            if rev not in found:
                found.add(rev)
                if rev in self.revisions:
                    todo += self.revisions[rev].parents
        return found & self.revisions.keys()

    def bases(self, a: bytes, b: bytes) -> list[bytes]:
        """The nearest common ancestors, in the order of their hashes; several after criss-cross merges."""
        common = self.ancestors(a) & self.ancestors(b)
        return sorted(common - self._proper_ancestors(common))

    def _proper_ancestors(self, revs: Iterable[bytes]) -> set[bytes]:
        above = [parent for rev in revs for parent in self.revisions[rev].parents]
        return self.ancestors(*above)
