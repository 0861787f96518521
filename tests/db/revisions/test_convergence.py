"""Copies that worked apart hold the same content once they have exchanged everything."""

import random
import re

import pytest

from db.revisions.audit import audit
from tests.db.revisions.replicas import Actor, Replica, settle


@pytest.fixture(scope="module")
def histories(request: pytest.FixtureRequest) -> range:
    count = int(request.config.getoption("--histories"))
    first = int(request.config.getoption("--first-history"))
    return range(first, first + count)


def _random_history(seed: int) -> None:
    rng = random.Random(seed)
    actor = Actor(rng)
    first = Replica()
    actor.act(first)
    replicas = [first, *(first.copy() for _ in range(rng.randint(1, 3)))]
    for _ in range(rng.randint(20, 70)):
        replica = rng.choice(replicas)
        if rng.random() < 0.78:
            actor.act(replica)
        else:
            _merge_somehow(rng, replica, rng.choice([other for other in replicas if other is not replica]))
    _simultaneous_exchange_is_symmetric(replicas[0], replicas[1])
    settle(replicas, rng)
    _all_agree(replicas)
    _nothing_authored_is_lost(actor, replicas)
    for replica in replicas:
        replica.close()


def _merge_somehow(rng: random.Random, replica: Replica, other: Replica) -> None:
    if rng.random() < 0.3:
        _merge_undo_merge_equals_merge(replica, other)
    else:
        replica.merge(other)
    assert replica.merge(other).edit is None, "a second merge changed something"


def _merge_undo_merge_equals_merge(replica: Replica, other: Replica) -> None:
    before, erased = replica.heads(), replica.ledger.query("SELECT uuid FROM erased ORDER BY 1")
    if replica.merge(other).edit is None:
        return
    merged, conflicts = replica.heads(), replica.conflicts()
    replica.undo()
    if replica.ledger.query("SELECT uuid FROM erased ORDER BY 1") == erased:
        assert replica.heads() == before, "undoing the merge did not restore what was before"
    replica.merge(other)
    assert replica.heads() == merged, "merge, undo, merge differs from merge"
    assert replica.conflicts() == conflicts


def _simultaneous_exchange_is_symmetric(one: Replica, other: Replica) -> None:
    one, other, one_then, other_then = one.copy(), other.copy(), one.copy(), other.copy()
    one.merge(other_then)
    other.merge(one_then)
    assert one.content() == other.content()
    assert one.heads() == other.heads()
    for replica in (one, other, one_then, other_then):
        replica.close()


def _all_agree(replicas: list[Replica]) -> None:
    for replica in replicas[1:]:
        assert replica.content() == replicas[0].content(), "contents differ"
        assert replica.heads() == replicas[0].heads(), "heads differ"
        assert replica.conflicts() == replicas[0].conflicts(), "conflicts differ"
    listed = replicas[0].ledger.query("SELECT row, field, rev_a, rev_b FROM conflict")
    assert len(listed) == len(set(listed)), "a conflict is listed twice"
    for replica in replicas:
        assert not replica.ledger.query("PRAGMA foreign_key_check")
        assert not list(audit(replica.ledger)), "the record is not whole"
        assert not replica.orphans(), "a live row hangs on a trashed one"


def _nothing_authored_is_lost(actor: Actor, replicas: list[Replica]) -> None:
    for replica in replicas:
        for uuid, words in actor.authored.items():
            kept = "\n".join(str(revision.content) for revision in replica.ledger.revisions(uuid).values())
            missing = [word for word in words if not re.search(rf"\b{word}\b", kept)]
            assert replica.ledger.is_erased(uuid) or not missing, f"lost: {missing}"


def test_copies_that_exchanged_everything_hold_the_same_content(histories: range) -> None:
    for seed in histories:
        try:
            _random_history(seed)
        except AssertionError as error:
            raise AssertionError(f"history {seed}: {error}") from error
