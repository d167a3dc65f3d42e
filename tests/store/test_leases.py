"""Leases: one fetch of a record by any of its names, and evidence of lost requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from lix_tui.store.leases import Lease
from lix_tui.store.ledger import LeaseReplaced
from lix_tui.store.store import Store
from tests.support.store_samples import ANN, put

SLUG, TOKEN, OTHER = "person slug:a", "person token:A", "person token:B"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Yield two connections to one store."""
    one, two = (Store.open(tmp_path / "lix.db") for _ in range(2))
    yield one, two
    one.close()
    two.close()


def acquire(
    store: Store,
    thing: str,
    process: str,
    names: Iterable[str] = (),
    *,
    may_replace: Iterable[str] = (),
) -> str | None:
    """Acquire a lease; return the process that is in the way."""
    free = set(may_replace)

    def is_free(lease: Lease) -> bool:
        return lease.process in free

    lease = store.leases.acquire(
        thing, process=process, at=1.0, is_free=is_free, other_names=lambda: set(names)
    )
    return None if lease is None else lease.process


def send(store: Store, thing: str, process: str) -> int:
    """Write that a request was sent under a lease."""
    return store.ledger.begin(
        endpoint="person", pool="standard", cost=1, origin="test", at=1.0, process=process,
        lease=thing,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"), [(SLUG, SLUG), (SLUG, TOKEN), (TOKEN, SLUG)], ids=["same", "to", "from"]
)
def test_a_record_is_leased_once_by_any_of_its_names(
    stores: tuple[Store, Store], first: str, second: str
) -> None:
    one, two = stores
    names = (SLUG, TOKEN)
    assert acquire(one, first, "p1", names) is None
    assert acquire(two, second, "p2", names) == "p1"
    assert acquire(two, OTHER, "p2", (OTHER,)) is None, "another record"
    assert one.leases.release(first, process="p1")
    assert acquire(two, second, "p2", names) is None


def test_a_name_that_became_known_meanwhile_is_in_the_way(stores: tuple[Store, Store]) -> None:
    one, two = stores
    assert acquire(one, SLUG, "p1", (SLUG,)) is None, "nothing says yet that the token is the same"
    assert acquire(two, TOKEN, "p2", (TOKEN, SLUG)) == "p1"


def test_names_are_read_again_inside_the_transaction(stores: tuple[Store, Store]) -> None:
    one, two = stores
    reads = 0

    def names() -> tuple[str, ...]:
        nonlocal reads
        reads += 1
        if reads == 1:
            assert acquire(two, TOKEN, "p2") is None
            return ()
        return (TOKEN,)

    found = one.leases.acquire(
        SLUG, process="p1", at=1.0, is_free=lambda _: False, other_names=names
    )
    assert found is not None
    assert found.process == "p2"
    assert one.leases.get(SLUG) is None


def test_who_lost_the_lease_by_another_name_sends_nothing(stores: tuple[Store, Store]) -> None:
    one, two = stores
    assert acquire(one, SLUG, "p1") is None
    assert acquire(two, TOKEN, "p2", (SLUG,), may_replace=["p1"]) is None
    with pytest.raises(LeaseReplaced):
        send(one, SLUG, "p1")
    assert send(two, TOKEN, "p2")


@pytest.mark.parametrize("is_closed", [True, False], ids=["marked as lost", "still sent"])
def test_a_cleared_lease_leaves_the_evidence_of_its_request(
    stores: tuple[Store, Store], is_closed: bool
) -> None:
    one, two = stores
    acquire(one, SLUG, "dead")
    send(one, SLUG, "dead")
    if is_closed:
        one.ledger.close_lost(lambda *_: True)
    assert two.leases.clear(SLUG, process="dead")
    assert one.leases.all() == []
    assert [line.outcome for line in one.ledger.lines(9)] == ["lost"]
    assert one.leases.lost_things() == {SLUG}
    assert not two.leases.clear(SLUG, process="dead"), "once"
    found = one.leases.get(SLUG)
    assert found is not None
    assert found.is_unanswered
    assert found.process == "dead"


def test_a_lease_without_a_request_is_cleared_without_a_trace(stores: tuple[Store, Store]) -> None:
    one, _ = stores
    acquire(one, SLUG, "dead")
    assert not one.leases.clear(SLUG, process="somebody else")
    assert one.leases.clear(SLUG, process="dead")
    assert one.leases.get(SLUG) is None
    acquire(one, SLUG, "dead")
    one.ledger.finish(send(one, SLUG, "dead"), outcome="network")
    assert one.leases.clear(SLUG, process="dead")
    assert one.leases.get(SLUG) is None, "its outcome is known"


@pytest.mark.parametrize("is_cleared", [True, False])
@pytest.mark.parametrize("name", [SLUG, TOKEN])
def test_only_a_new_request_replaces_the_evidence_of_a_lost_one(
    stores: tuple[Store, Store], name: str, is_cleared: bool
) -> None:
    one, two = stores
    acquire(one, SLUG, "dead")
    send(one, SLUG, "dead")
    one.ledger.close_lost(lambda *_: True)
    if is_cleared:
        one.leases.clear(SLUG, process="dead")
    assert acquire(two, name, "p2", (SLUG, TOKEN), may_replace=["dead"]) is None
    assert [lease.process for lease in one.leases.all()] == ["p2"]
    assert two.leases.release(name, process="p2"), "cancelled before it was sent"
    assert one.leases.lost_things() == {name}
    assert one.leases.all() == []
    assert acquire(two, name, "p2", (SLUG, TOKEN), may_replace=["p2", "dead"]) is None
    two.ledger.finish(send(two, name, "p2"), outcome="ok", status=200)
    assert two.leases.release(name, process="p2")
    assert one.leases.lost_things() == set()
    assert one.leases.get(name) is None


def test_deleting_a_record_deletes_the_evidence_of_its_lost_requests(
    stores: tuple[Store, Store],
) -> None:
    store, _ = stores
    lost = [f"email {key} of account 0" for key in ("in:ann", "in:anna")]
    put(store, ANN)
    for thing in lost:
        acquire(store, thing, "dead")
        send(store, thing, "dead")
        store.leases.clear(thing, process="dead")
    assert acquire(store, "email in:ann of account 1", "alive") is None
    store.deletion.delete_entries([1], lambda _e, body, _k: body, lambda _: (), {})
    assert store.leases.lost_things() == {lost[1]}
    assert [lease.process for lease in store.leases.all()] == ["alive"]
    store.deletion.delete_older(0.5)
    assert store.leases.lost_things() == {lost[1]}
    store.deletion.delete_older(9.0)
    assert store.leases.lost_things() == set()
