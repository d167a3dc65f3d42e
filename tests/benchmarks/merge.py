"""Merge of 100,000 stored answers in the background: time, memory and answered keys."""

from __future__ import annotations

import asyncio
import json
import resource
import tempfile
import zlib
from pathlib import Path
from time import perf_counter

from lix_tui.services.services import Services
from lix_tui.settings.settings import Paths, Settings
from lix_tui.store.store import Store
from tests.benchmarks.report import Figure

RECORDS = 100_000
PRESS = 0.05
"""Seconds between two key presses; each asks the event loop for an answer."""


def measure(rounds: int) -> list[Figure]:
    """Merge once; the references are an event loop without a merge and the memory before it."""
    del rounds  # one merge takes minutes
    return asyncio.run(_measure(RECORDS))


async def _measure(count: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        services = await Services.open(Settings(paths=paths, demo=True), None)
        await services.store.run(lambda store: _fill(store, count))
        idle = await _answers(asyncio.create_task(asyncio.sleep(5)))
        before, begun = _peak(), perf_counter()
        busy = await _answers(asyncio.create_task(services.library.catch_up()))
        took, after = perf_counter() - begun, _peak()
        left = await services.store.run(lambda store: store.backlog.count())
        await services.close()
    assert not left
    busy.sort()
    late = busy[int(len(busy) * 0.99)]
    return [
        Figure(f"{count:,} answers merged, over 100,000 seconds", None, [took], [1e5], "s", 1.0),
        Figure("peak memory after the merge, over before", None, [after], [before], "MB", 1.0),
        Figure("delay of a key during the merge (median), over idle", None, [_median(busy)],
               [_median(idle)]),
        Figure("the same, 99 of 100", None, [late], [_median(idle)]),
        Figure("the same, the slowest", None, [busy[-1]], [_median(idle)]),
    ]  # fmt: skip


def _fill(store: Store, count: int) -> None:
    scope = store.connection.scopes.main
    with store.connection.write() as connection:
        connection.executemany(
            "INSERT INTO answers (endpoint, body, packed, fetched_at, scope_id, merged)"
            " VALUES ('person', ?, 1, ?, ?, 0)",
            ((zlib.compress(_body(number)), float(number), scope) for number in range(count)),
        )


def _body(number: int) -> bytes:
    return json.dumps(
        {
            "name": f"Person Number {number}",
            "description": f"Engineer at Company {number % 400}",
            "link": f"https://www.linkedin.com/in/person-{number}",
            "aboutSummaryText": "I build things that last and help others to build them. " * 5,
            "skills": [{"name": f"Skill {one}"} for one in range(12)],
            "experience": [
                {"title": f"Role {one}", "organisation": {"name": f"Company {one}"}}
                for one in range(6)
            ],
        }
    ).encode()


async def _answers(work: asyncio.Task[object]) -> list[float]:
    """Return the delay of each key press until the work is done."""
    delays = []
    while not work.done():
        wanted = perf_counter() + PRESS
        await asyncio.sleep(PRESS)
        delays.append(perf_counter() - wanted)
    await work
    return delays


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _peak() -> float:
    """Return the peak memory of this program in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
