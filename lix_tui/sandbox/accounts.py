"""Accounts: one for each key, with credits, a daily allowance and a pace."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

from lix_tui.sandbox import errors
from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.endpoints import Pool, SandboxEndpoint

REFUSED_KEY = "bad-key"
DEPARTURE: ContextVar[float | None] = ContextVar("departure", default=None)
"""Departure time of a request, in seconds of the sandbox's clock. Set in process only, where no
network delays the arrival; None if a request counts as arriving when it is read."""
_DAY = 86_400


@dataclass(slots=True)
class KeyAccount:
    """Balances of one key. ``last`` is the time of its last accepted request, in seconds."""

    key_hash: str
    credits: dict[Pool, int]
    requests_remaining: int
    day: int
    last: float | None = None

    def to_json(self) -> dict[str, object]:
        """Return the account as ``/_sandbox/accounts`` shows it."""
        return {
            "keyHash": self.key_hash,
            "linkedInBalance": self.credits["standard"],
            "lookcBalance": self.credits["org"],
            "emailBalance": self.credits["email"],
            "requestsRemaining": self.requests_remaining,
        }


class Accounts:
    """Accounts by key, created at their first request, with their rate and credit limits."""

    def __init__(self, config: SandboxConfig) -> None:
        self._config = config
        self._started = config.clock()
        self._accounts: dict[str, KeyAccount] = {}

    def __iter__(self) -> Iterator[KeyAccount]:
        return iter(self._accounts.values())

    def timestamp(self) -> float:
        """Return the sandbox's time in seconds since 1970: the world's date plus elapsed time."""
        return self._config.now.timestamp() + self._config.clock() - self._started

    def refreshes_at(self) -> int:
        """Return the time of the next allowance reset: midnight UTC, in seconds since 1970."""
        return (int(self.timestamp()) // _DAY + 1) * _DAY

    def of(self, key: str | None) -> KeyAccount:
        """Return the account of a key.

        Raises:
            ApiError: 401, the key is missing or is REFUSED_KEY.

        """
        if not key or key == REFUSED_KEY:
            raise errors.key_refused()
        key_hash = sha256(key.encode()).hexdigest()[:12]
        account = self._accounts.get(key_hash)
        today = int(self.timestamp()) // _DAY
        if account is None:
            config = self._config
            full: dict[Pool, int] = {
                "standard": config.standard_credits,
                "org": config.org_credits,
                "email": config.email_credits,
            }
            account = KeyAccount(key_hash, full, config.daily_requests, today)
            self._accounts[key_hash] = account
        if account.day != today:
            account.day, account.requests_remaining = today, self._config.daily_requests
        return account

    def admit(self, account: KeyAccount) -> None:
        """Admit a request at its departure or arrival time.

        Raises:
            ApiError: 429, the last admitted request was less than the interval ago.

        """
        departure, interval = DEPARTURE.get(), self._config.interval
        now = self._config.clock() if departure is None else departure
        if account.last is not None and now - account.last < interval:
            wait = interval - (now - account.last)
            raise errors.rate_limit(wait if self._config.retry_after else None)
        account.last = now

    def check(self, account: KeyAccount, endpoint: SandboxEndpoint) -> None:
        """Check that an account can pay for a request.

        Raises:
            ApiError: 429 when the daily allowance is used up, 402 when credits are missing.

        """
        pool: Pool | None = "standard" if endpoint.needs_credit else endpoint.pool
        if pool is None:
            return
        if account.requests_remaining <= 0:
            raise errors.daily_limit()
        if account.credits[pool] <= 0:
            raise errors.over_quota(pool)

    def charge(self, account: KeyAccount, endpoint: SandboxEndpoint, *, credit: bool) -> int:
        """Charge a request to the daily allowance and to the balance; return its credits."""
        if endpoint.pool is None and not endpoint.needs_credit:
            return 0
        account.requests_remaining -= 1
        if endpoint.pool is None or not credit:
            return 0
        account.credits[endpoint.pool] -= 1
        return 1
