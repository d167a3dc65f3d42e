"""Requests of an app that cost something, from its ledger."""

from __future__ import annotations

from lix_tui.app.app import LixApp


async def bought(app: LixApp) -> list[str]:
    """Return the endpoints of all requests that may have cost something, the oldest first."""
    services = await app.services()
    lines = await services.store.run(lambda store: store.ledger.lines(500))
    return [line.endpoint for line in reversed(lines) if line.cost and line.outcome != "kept"]


async def purchase_count(app: LixApp) -> int:
    """Return the number of requests that cost something."""
    assert app.services_now is not None
    lines = await app.services_now.store.run(lambda store: store.ledger.lines(200))
    return sum(line.outcome != "kept" and bool(line.cost) for line in lines)
