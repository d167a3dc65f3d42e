"""Paging throughput: pages per minute, over the rate limit, against a real sandbox."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import environment

INTERVAL = 3.0
"""Seconds between two requests (Lix docs, Rate Limiting)."""
PAGES = 9


def measure(rounds: int) -> list[Figure]:
    """Measure one walk at the real pace, about half a minute, whatever the rounds.

    Raises:
        RuntimeError: a page was refused, so the figure would be too good.

    """
    del rounds
    command = (sys.executable, "-m", "lix_tui", "sandbox", "--port", "0")
    with tempfile.TemporaryDirectory() as folder:
        sandbox = subprocess.Popen(
            [*command, "--interval", str(INTERVAL)],
            env=environment(Path(folder)),
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert sandbox.stdout is not None
            waited = asyncio.run(_walk(sandbox.stdout.readline().strip()))
        finally:
            sandbox.terminate()
            sandbox.wait(10)
    allowed, ours = 60 / INTERVAL, [60 / seconds for seconds in waited]
    what = "pages per minute, over the rate limit"
    return [Figure(what, 0.98, ours, [allowed] * len(ours), "", 1.0, at_least=True)]


async def _walk(base: str) -> list[float]:
    """Return the seconds from each page request to the next one, in a run that loads a search."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        settings = Settings(paths=paths, api_url=base, lookc_url=base, rate_interval=INTERVAL)
        services = await Services.open(settings, FoundKey(Key("any"), "session"))
        try:
            query = query_from_keywords("people", "engineer")
            session = await services.searches.open(KINDS["people"], query)
            await session.load_next(place="benchmark")
            run = await services.runs.load_all(session)
            while run.completed < PAGES and run.status == "running":
                await asyncio.sleep(0.05)
            await run.pause()
            lines = await services.store.run(lambda store: store.ledger.lines(PAGES * 2))
        finally:
            await services.close()
    if refused := [line.outcome for line in lines if line.outcome not in ("ok", "sent")]:
        message = f"98 % with a refusal is not 98 %: {refused}"
        raise RuntimeError(message)
    sent = sorted(line.sent_at for line in lines)[:PAGES]
    return [after - before for before, after in pairwise(sent)]
