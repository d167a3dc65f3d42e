"""Brings the services up: finds the key, opens the store, checks the key against the balances."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import App

from lix_tui.api.errors import InsecureUrl, KeyRefused, LixError, NetworkError
from lix_tui.api.limiter import Lane
from lix_tui.credentials import (
    CredentialError,
    FoundKey,
    find_key,
    keep_in_file,
    keep_in_keyring,
)
from lix_tui.explorer.services import Explorer
from lix_tui.screens.welcome import Choice, WelcomeScreen
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.settings import Settings


async def start_explorer(
    app: App[int], settings: Settings, problem: str | None = None
) -> Explorer | None:
    """The services, once there is a key or the demo was chosen; None when the user leaves.

    ``problem`` is a sentence about the key that was tried before; a key is then asked for.
    """
    found: FoundKey | None = None
    if not settings.demo and problem is None:
        try:
            found = await asyncio.to_thread(find_key, settings.paths.config)
        except CredentialError as error:
            problem = str(error)
    while True:
        choice: Choice | None = None
        if not settings.demo and not settings.offline and found is None:
            choice = await app.push_screen_wait(WelcomeScreen(problem))
            if choice is None:
                app.exit(0)
                return None
            if choice.key is None:
                settings = settings.with_demo()
            else:
                found = FoundKey(choice.key, "session")
        try:
            explorer = await Explorer.open(settings, found)
        except (StoreError, InsecureUrl) as error:
            app.exit(1, message=str(error))
            return None
        if choice is None or choice.key is None:
            return explorer
        problem = await _key_problem(explorer)
        if problem is None:
            if (kept := _keep(choice, settings)) is not None:
                app.notify(kept, markup=False)
            return explorer
        await explorer.close()
        found = None


async def check_account(app: App[int], explorer: Explorer) -> str | None:
    """Ask for the balances behind the user's own requests.

    Returns a sentence when the key was refused and another is needed.
    """
    await explorer.account.recall()
    if explorer.settings.offline:
        return None
    await explorer.account.refresh(lane=Lane.BACKGROUND, place="start")
    problem = explorer.account.problems.get("balances")
    if isinstance(problem, KeyRefused):
        return f"The key from {explorer.found_key.place} was refused by Lix; type another one."
    if isinstance(problem, LixError):
        kept = " What is kept can still be read." if isinstance(problem, NetworkError) else ""
        app.notify(f"{problem.sentence}{kept}", severity="warning", markup=False)
    for notice in explorer.notices:
        app.notify(notice, severity="warning", markup=False, timeout=20)
    return None


async def _key_problem(explorer: Explorer) -> str | None:
    await explorer.account.refresh(place="welcome", only_balances=True)
    problem = explorer.account.problems.get("balances")
    if isinstance(problem, KeyRefused):
        return "Lix refused the key that was typed here; check it and type it again."
    return problem.sentence if isinstance(problem, LixError) else None


def _keep(choice: Choice, settings: Settings) -> str | None:
    """Keep the key where the user wants it; a sentence that says where it is now."""
    if choice.key is None or choice.keep == "nowhere":
        return None
    if choice.keep == "keyring" and keep_in_keyring(choice.key):
        return "The key is kept in the system keyring."
    try:
        path = keep_in_file(choice.key, settings.paths.config)
    except CredentialError as error:
        return str(error)
    why = "This machine has no keyring, so the" if choice.keep == "keyring" else "The"
    return f"{why} key is kept in {path}, readable by you alone."
