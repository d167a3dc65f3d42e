"""Start-up of the services: key, store, and a check of the key by a balance request."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App

from lix_tui.api.errors import (
    InsecureUrl,
    KeyRefused,
    LixError,
    NetworkError,
)
from lix_tui.api.limiter import Lane
from lix_tui.services.services import Services
from lix_tui.settings.key import (
    ENVIRONMENT_VARIABLE,
    CredentialError,
    FoundKey,
    Key,
    find_key,
    has_working_keyring,
    store_in_file,
    store_in_keyring,
)
from lix_tui.store.errors import StoreError
from lix_tui.text import clean_line
from lix_tui.widgets.status_bar import POOL_WORDS

if TYPE_CHECKING:
    from lix_tui.screens.dialogs.welcome import CheckedKey, WelcomeChoice
    from lix_tui.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Started:
    """Services that have started; ``welcomed`` is True after a first run."""

    services: Services
    welcomed: bool = False


async def start_services(
    app: App[int], settings: Settings, problem: str | None = None
) -> Started | None:
    """Return the services once there is a key or the demo was chosen; None if the user quits.

    ``problem`` is a sentence about the key that was tried before; the welcome then asks for one.
    """
    found: FoundKey | None = None
    notices: list[str] = []
    if not settings.demo and problem is None:
        try:
            found = await asyncio.to_thread(find_key, settings.paths.config, warn=notices.append)
        except CredentialError as error:
            problem = str(error)
        for notice in notices:
            app.notify(notice, severity="warning", markup=False, timeout=20)
    try:
        if settings.demo or settings.offline or found is not None:
            return Started(await Services.open(settings, found))
        return await _welcome(app, settings, problem)
    except (StoreError, InsecureUrl) as error:
        app.exit(1, message=Text(clean_line(str(error))))  # a str would be read as markup
        return None


async def _welcome(app: App[int], settings: Settings, problem: str | None) -> Started | None:
    from lix_tui.screens.dialogs.welcome import WelcomeScreen  # with a key it isn't needed

    trial = _Trial(settings)
    keyring = await asyncio.to_thread(has_working_keyring)
    try:
        screen = WelcomeScreen(problem, trial.check, keyring=keyring)
        choice = await app.push_screen_wait(screen)
        if choice is None:
            app.exit(0)
            return None
        if choice.key is None:
            return Started(await Services.open(settings.with_demo(), None), welcomed=True)
        if (message := await asyncio.to_thread(_store_key, choice, settings)) is not None:
            app.notify(message, markup=False)
        return Started(trial.release(), welcomed=True)
    finally:  # also if the program ends meanwhile
        await trial.close()


class _Trial:
    """Services that were started with the key that was typed last."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._services: Services | None = None

    async def check(self, key: Key) -> CheckedKey:
        """Check a key by a request for the balances, which is free."""
        from lix_tui.screens.dialogs.welcome import CheckedKey

        await self.close()
        try:
            services = await Services.open(self._settings, FoundKey(key, "session"))
        except (StoreError, InsecureUrl) as error:
            return CheckedKey(False, str(error))
        self._services, account = services, services.account
        await account.refresh(place="welcome", only_balances=True)
        problem = account.problems.get("balances")
        if isinstance(problem, KeyRefused):
            words = (
                "Lix refused the key that was typed here. Check it and type it again, or set "
                "key_header if your server expects the key in another header."
            )
            return CheckedKey(False, words)
        if problem is not None:
            return CheckedKey(False, str(problem))
        pools = [
            f"{left[0]:,} {word}"
            for pool, word in POOL_WORDS.items()
            if (left := account.left(pool)) is not None
        ]
        return CheckedKey(True, f"The key works: {', '.join(pools) or 'no'} credits are left.")

    def release(self) -> Services:
        """Return the services; the caller closes them. Raises RuntimeError before a key works."""
        services, self._services = self._services, None
        if services is None:
            raise RuntimeError
        return services

    async def close(self) -> None:
        """Close the services, if any."""
        services, self._services = self._services, None
        if services is not None:
            await services.close()


async def check_account(app: App[int], services: Services) -> str | None:
    """Request the balances with lower priority than the user's own requests.

    Return a sentence if Lix refused the key; None otherwise.
    """
    await services.account.load_stored()
    if services.settings.offline:
        return None
    await services.account.refresh(lane=Lane.BACKGROUND, place="start")
    problem = services.account.problems.get("balances")
    if isinstance(problem, KeyRefused):
        return (
            f"The key from {services.found_key.place} was refused by Lix. Type another one, or "
            "check the setting key_header, which says how the key is sent."
        )
    if isinstance(problem, LixError):
        kept = " Stored results can still be read." if isinstance(problem, NetworkError) else ""
        app.notify(f"{problem.sentence}{kept}", severity="warning", markup=False)
    for notice in services.notices:
        app.notify(notice, severity="warning", markup=False, timeout=20)
    return None


def _store_key(choice: WelcomeChoice, settings: Settings) -> str | None:
    """Store the key in the chosen place; return a sentence about its place, if it has one."""
    if choice.key is None or choice.place == "nowhere":
        return None
    first = f" {ENVIRONMENT_VARIABLE} is still set and takes precedence." if _is_set() else ""
    if choice.place == "keyring":
        if store_in_keyring(choice.key):
            return f"The key is stored in the system keyring.{first}"
        return "The system keyring refused the key. It is used until you quit."
    try:
        path = store_in_file(choice.key, settings.paths.config)
    except CredentialError as error:
        return str(error)
    return f"The key is stored in {path}, which only you can read.{first}"


def _is_set() -> bool:
    return bool(os.environ.get(ENVIRONMENT_VARIABLE, "").strip())
