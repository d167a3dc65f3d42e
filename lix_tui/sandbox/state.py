"""A running sandbox: its world, accounts, log and faults."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lix_tui.sandbox.accounts import Accounts
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.faults import Fault, parse_fault
from lix_tui.sandbox.log import LoggedRequest, RequestLog

if TYPE_CHECKING:
    from lix_tui.sandbox.world.world import World

_NAMESPACE = uuid.UUID("5f0c1f52-6a43-4a5e-9d0f-3a1c1b0c9e77")


class FaultPlan:
    """The current faults, and the number of requests that each could affect."""

    def __init__(self, specs: tuple[str, ...]) -> None:
        self.specs = specs
        self._faults = [parse_fault(spec) for spec in specs]
        self._chances: Counter[int] = Counter()
        self._queued: Counter[tuple[int, str]] = Counter()

    def next_fault(self, endpoint: str, identity: str) -> Fault | None:
        """Return the fault that affects a request; None without one.

        Requests with the same ``identity`` are repetitions of each other.
        """
        struck: Fault | None = None
        for place, fault in enumerate(self._faults):
            if fault.endpoint not in (None, endpoint):
                continue
            self._chances[place] += 1
            if struck is None and fault.applies_to(self._chances[place]):
                struck = self._once_queued(place, fault, identity)
        return struck

    def _once_queued(self, place: int, fault: Fault, identity: str) -> Fault | None:
        """Return the fault for the first refusals of a queued request, then None."""
        if fault.name != "queued":
            return fault
        self._queued[place, identity] += 1
        return fault if self._queued[place, identity] <= (fault.value or 1) else None


class Sandbox:
    """State of a running sandbox."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.accounts = Accounts(config)
        self.log = RequestLog(config.log_file)
        self.faults = FaultPlan(config.faults)
        self.email_requests: Counter[int] = Counter()
        """Number of requests for an email address, by the person's index."""
        self.lookups: dict[str, tuple[str, int]] = {}
        """Pending searches by email: the address, and the number of polls before the answer."""
        self._count = 0
        self._sequences = 0

    @property
    def requests(self) -> list[LoggedRequest]:
        """Every request so far, the oldest first."""
        return self.log.requests

    @property
    def world(self) -> World:
        """The world, built at its first use (some 50 ms)."""
        from lix_tui.sandbox.world.world import world_of

        return world_of(self.config.seed, self.config.now)

    def new_id(self) -> uuid.UUID:
        """Return a new id; the same run gives the same ids."""
        self._count += 1
        return uuid.uuid5(_NAMESPACE, f"{self.config.seed}:{self._count}")

    def new_sequence(self) -> uuid.UUID:
        """Return a new sequence id.

        Its value doesn't depend on requests of other kinds.
        """
        self._sequences += 1
        return uuid.uuid5(_NAMESPACE, f"{self.config.seed}:sequence:{self._sequences}")

    def has_viewer(self, viewer: str) -> bool:
        """Return True if an account is connected to Lix, by slug or member token."""
        if viewer == "alfie-lambert" or viewer in self.config.viewers:
            return True
        person = self.world.person(viewer)
        return person is not None and person in self.world.people[:VIEWERS]


VIEWERS = 3
"""Number of the world's first people whose accounts are connected."""


def identity_of(endpoint: str, params: Mapping[str, str], body: object) -> str:
    """Return a key that equal requests share: the endpoint and all parameters."""
    return f"{endpoint} {sorted(params.items())} {body}"
