"""Ownership of stored data: the servers and the account that a program run reads and writes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lix_tui.api.endpoints import ENDPOINTS, Host
from lix_tui.durations import age
from lix_tui.settings.checks import is_loopback
from lix_tui.settings.settings import API_URL, LOOKC_URL
from lix_tui.store.errors import StoreError
from lix_tui.store.scopes import Owner, Servers

if TYPE_CHECKING:
    from lix_tui.settings.key import Key
    from lix_tui.settings.settings import Settings
    from lix_tui.store.worker import AsyncStore

DEMO = "demo"
"""Name of the built-in sandbox as a server."""
_PORTS = {"https": 443, "http": 80}
_LOOKC = tuple(name for name, entry in ENDPOINTS.items() if entry.host is Host.LOOKC)


def server_name(url: str) -> str:
    """Return the canonical form of a base URL: lower case, without default port or final slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme.lower()}://{host}{port}{parts.path.rstrip('/')}"


def servers_of(settings: Settings) -> Servers:
    """Return the servers that a run with these settings uses."""
    return Servers(DEMO) if settings.demo else _servers(settings.api_url, settings.lookc_url)


def usual_servers() -> Servers:
    """Return the live servers. Data stored before servers were recorded belongs to them."""
    return _servers(API_URL, LOOKC_URL)


def _servers(api_url: str, lookc_url: str) -> Servers:
    main, lookc = server_name(api_url), server_name(lookc_url)
    if main == lookc:
        return Servers(main)
    is_mixed = _is_local(main) is not _is_local(lookc)  # a sandbox beside a live server
    own = frozenset(_LOOKC) if is_mixed else frozenset[str]()
    return Servers(main, dict.fromkeys(_LOOKC, lookc), own)


def _is_local(server: str) -> bool:
    return is_loopback(urlsplit(server).hostname or "")


@dataclass(slots=True)
class Ownership:
    """Owner of the data that a run uses, and other owners that may be the same account."""

    servers: Servers
    account: str | None
    """Fingerprint of the key in use, or of the last one on the server; None if none is known."""
    has_key: bool
    candidates: list[Owner]
    """Other owners of data on the server, offered to an account that has no data yet."""
    _store: AsyncStore

    @classmethod
    async def enter(cls, store: AsyncStore, settings: Settings, key: Key | None) -> Ownership:
        """Use the data of the key's account; without a key, of the account used last."""
        servers, account = servers_of(settings), None
        if settings.demo:
            account = DEMO
        elif key is not None:
            with suppress(StoreError):  # a store that can't be written can still be read
                account = key.fingerprint(await store.run(lambda opened: opened.scopes.salt()))
        usual = servers if settings.demo else usual_servers()
        entered = await store.run(
            lambda opened: opened.scopes.enter(servers, account, usual=usual, at=time())
        )
        found = cls(servers, entered, key is not None or settings.demo, [], store)
        await found._find_candidates(settings)
        return found

    async def _find_candidates(self, settings: Settings) -> None:
        account = self.account
        if account is None or not self.has_key:
            return
        if settings.demo:
            await self._store.run(
                lambda opened: (
                    opened.scopes.owners(DEMO, DEMO)
                    and opened.scopes.adopt(self.servers, "", DEMO, at=time())
                )
            )
            return
        with suppress(StoreError):
            if not await self._store.run(lambda opened: opened.scopes.has_declined(account)):
                self.candidates = await self.owners()

    async def owners(self) -> list[Owner]:
        """Return other owners of data on the main server, including data without owner.

        Raises StoreError.
        """
        server, account = self.servers.main, self.account
        return await self._store.run(lambda opened: opened.scopes.owners(server, account))

    async def adopt(self, owner: Owner) -> int:
        """Move all data of ``owner`` to this account; return the number of answers.

        Raises StoreError.
        """
        servers, account = self.servers, self.account or ""
        self.candidates = [one for one in self.candidates if one != owner]
        return await self._store.run(
            lambda opened: opened.scopes.adopt(servers, owner.account, account, at=time())
        )

    async def decline(self) -> None:
        """Store that the candidates belong to other accounts. Raises StoreError."""
        account, self.candidates = self.account or "", []
        await self._store.run(lambda opened: opened.scopes.decline(account))

    async def adoption_notice(self) -> str:
        """Return a notice about data that may belong to this account, otherwise an empty string.

        The notice appears once. While this account has no data, it appears every time.
        """
        account = self.account or ""
        if not self.candidates:
            return ""
        with suppress(StoreError):
            if not await self._store.run(lambda opened: opened.scopes.is_notice_due(account)):
                return ""
        count = sum(owner.answers for owner in self.candidates)
        answers = "1 stored answer belongs" if count == 1 else f"{count:,} stored answers belong"
        return (
            f"{answers} to other keys of this server or to no key yet; if they are this Lix "
            "account's, run 'lix-tui library adopt' to use them without paying again."
        )


def owner_words(owner: Owner, now: float) -> str:
    """Describe an owner: '1,204 answers of the key 3f2a9c, last used 3 days ago'."""
    answers = "1 answer" if owner.answers == 1 else f"{owner.answers:,} answers"
    if not owner.account:
        return f"{answers} from before keys were recorded, the last {age(now - owner.used_at)}"
    return f"{answers} of the key {owner.account[:6]}, last used {age(now - owner.used_at)}"
