"""The ledger: what was spent when, on what, by whom, and what was saved."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from lix_tui.api.endpoints import Pool
from lix_tui.services.budget.spending_history import BalanceAt, lasts_days, per_day
from lix_tui.store.errors import StoreFull
from lix_tui.store.ledger import DayBudget, OverBudget
from lix_tui.store.rows import DaySpend, KindSpend
from lix_tui.store.store import Store

NOON = datetime(2026, 11, 23, 12).astimezone().timestamp()
DAY = 86400.0


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "lix.db")


def send(
    store: Store,
    endpoint: str = "person",
    at: float = NOON,
    *,
    cost: int = 1,
    process: str = "1:2",
    outcome: str = "ok",
    budget: DayBudget | None = None,
) -> int:
    line = store.ledger.begin(
        endpoint=endpoint,
        pool="standard",
        cost=cost,
        origin="test",
        at=at,
        process=process,
        day_budget=budget,
    )
    if outcome:
        store.ledger.finish(line, outcome=outcome)
    return line


def record_stored_answer(store: Store, cost: int, at: float = NOON) -> None:
    store.ledger.record_store_hit(
        endpoint="person", pool="standard", cost=cost, origin="test", at=at
    )


def test_days_and_endpoints_add_up(store: Store) -> None:
    send(store, at=NOON - DAY)
    send(store, "job")
    send(store, "job")
    record_stored_answer(store, 5)
    assert store.ledger.spend_by_day(0.0) == [
        DaySpend("2026-11-22", "standard", 1, 0),
        DaySpend("2026-11-23", "standard", 2, 5),
    ]
    assert store.ledger.spend_by_endpoint(0.0) == [
        KindSpend("job", 2, 2, 0),
        KindSpend("person", 1, 1, 5),
    ]
    assert store.ledger.spend_by_day(NOON - 3600)[0].day == "2026-11-23"


def test_each_process_knows_its_own_spending(store: Store) -> None:
    send(store, process="ours")
    send(store, process="other")
    assert store.ledger.spent(0.0) == {"standard": 2}
    assert store.ledger.spent(0.0, "ours") == {"standard": 1}


def test_a_request_whose_process_was_killed_may_have_cost(store: Store) -> None:
    send(store, process="dead", outcome="")
    send(store, process="alive", outcome="")
    assert store.ledger.close_lost(lambda process, _: process != "alive") == 1
    assert [line.outcome for line in store.ledger.lines(9)] == ["sent", "lost"]
    assert store.ledger.spent(0.0) == {"standard": 2}
    assert store.ledger.close_lost(lambda process, _: process != "alive") == 0


def test_a_days_budget_is_kept_by_all_processes(store: Store) -> None:
    budget = DayBudget(2, NOON - 3600)
    send(store, at=NOON - DAY, budget=budget)
    send(store, budget=budget, process="a")
    record_stored_answer(store, 50)
    send(store, budget=budget, process="b")
    with pytest.raises(OverBudget) as over:
        send(store, budget=budget)
    assert over.value.spent == 2
    with pytest.raises(OverBudget):
        store.ledger.check_budget(budget, 1)
    send(store, "balances", cost=0, budget=budget)
    assert len([line for line in store.ledger.lines(99) if line.outcome != "kept"]) == 4


def test_lines_come_in_pages(store: Store) -> None:
    for _ in range(5):
        send(store)
    first = store.ledger.lines(3)
    assert [line.id for line in first] == [5, 4, 3]
    assert [line.id for line in store.ledger.lines(3, first[-1].id)] == [2, 1]


def test_days_without_spending_are_there_too() -> None:
    rows = [DaySpend("2026-11-21", "standard", 2, 0), DaySpend("2026-11-21", "org", 3, 1)]
    assert per_day(rows, date(2026, 11, 23), 3) == [
        (date(2026, 11, 21), 5, 1), (date(2026, 11, 22), 0, 0), (date(2026, 11, 23), 0, 0),
    ]  # fmt: skip


def test_how_long_a_pool_lasts() -> None:
    course = [BalanceAt(0.0, {Pool.STANDARD: 100}), BalanceAt(DAY, {Pool.STANDARD: 80})]
    assert lasts_days(course, Pool.STANDARD) == pytest.approx(4.0)
    assert lasts_days(course[:1], Pool.STANDARD) is None
    assert lasts_days(list(reversed(course)), Pool.STANDARD) is None
    assert lasts_days(course, Pool.ORG) is None


def test_nothing_is_paid_for_that_the_disk_has_no_room_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 4 << 20
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage(8 << 20, 0, free))
    send(store, cost=1)
    free = 100_000
    with pytest.raises(StoreFull, match="nothing was sent"):
        send(store, cost=1)
    send(store, cost=0)
    assert len(store.ledger.lines(9)) == 2


class _Usage(NamedTuple):
    total: int
    used: int
    free: int
