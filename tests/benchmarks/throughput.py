"""Paging throughput: pages a minute, over what the rate limit allows, against a real sandbox."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from lix_tui.api.client import LixClient
from lix_tui.api.limiter import Limiter
from lix_tui.credentials import Key
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import environment

INTERVAL = 3.0
"""Seconds between two requests (Lix docs, Rate Limiting)."""
PAGES = 9
URL = "https://www.linkedin.com/search/results/people/?keywords=engineer&page={page}"


def measure(rounds: int) -> list[Figure]:
    """One walk at the real pace, about half a minute, whatever the rounds.

    Raises RateLimited when a page was refused: 98 % with a refusal is not 98 %.
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
    what = "pages a minute, over what the rate limit allows"
    return [Figure(what, 0.98, ours, [allowed] * len(ours), "", 1.0, at_least=True)]


async def _walk(base: str) -> list[float]:
    """Seconds from each page's request to the next one's."""
    client = LixClient(key=Key("any"), api_url=base, lookc_url=base, limiter=Limiter(INTERVAL))
    try:
        sent = [
            (await client.people_search(URL.format(page=page), sequence_id="throughput")).sent_at
            for page in range(1, PAGES + 1)
        ]
    finally:
        await client.aclose()
    return [after - before for before, after in pairwise(sent)]
