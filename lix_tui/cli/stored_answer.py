"""Stored answers of ``lix-tui get``, read without the client, the models and the keyring."""

from __future__ import annotations

import json
import os
from time import time
from typing import TYPE_CHECKING, NamedTuple

import click

from lix_tui.cli.failures import Unstored, print_message
from lix_tui.cli.options import run_until_signal
from lix_tui.cli.viewers import viewer_in

if TYPE_CHECKING:
    from lix_tui.settings.key import Key
    from lix_tui.settings.settings import Settings
    from lix_tui.store.rows import StoredRecord
    from lix_tui.store.worker import AsyncStore


class StoredAnswer(NamedTuple):
    """A stored answer with what is printed beside it."""

    body: bytes
    fetched_at: float
    """Seconds since the epoch."""
    status: str
    """Status of an address that another lookup may make VALID; empty for all else."""


def stored_answer(
    word: str, endpoint: str, link: str, viewer: str | None, *, demo: bool
) -> StoredAnswer | None:
    """Return the stored answer about a record, noted in the ledger; None if there is more to do.

    None means: read it with all services, which fetch it, continue an unfinished lookup, and report
    whatever is wrong. That is also the way where the account isn't certain.

    The hash of the key identifies the account. The demo has its own account. A key in the
    environment takes precedence. In both cases, the keyring isn't read. Otherwise the key comes
    from the keyring, then from the key file. The store's last account is never used instead,
    because the key may have changed since, and the answers could belong to another account.
    Reading the keyring needs neither the client nor the models.
    """
    from lix_tui.settings.settings import load_settings

    context = click.get_current_context().find_root()
    demo = demo or bool(context.obj)
    settings = load_settings({"offline": context.meta.get("offline")})
    settings = settings.with_demo() if demo else settings
    key = None if demo else _usable_key(settings)
    if not settings.paths.database(demo=demo).exists() or (key is None and not demo):
        return None
    viewer_id = viewer_in(settings, viewer)
    return run_until_signal(_read(settings, key, word, endpoint, link, viewer_id))


def _usable_key(settings: Settings) -> Key | None:
    """Return the key if nothing has to be said about it or about the servers it is for."""
    from lix_tui.settings.checks import SettingsError, check_base_url
    from lix_tui.settings.key import ENVIRONMENT_VARIABLE, CredentialError, Key, find_key

    warnings: list[str] = []
    try:
        check_base_url("api_url", settings.api_url, "the settings")
        check_base_url("lookc_url", settings.lookc_url, "the settings")
        if value := os.environ.get(ENVIRONMENT_VARIABLE, "").strip():
            key: Key | None = Key(value)
        else:
            found = find_key(settings.paths.config, warn=warnings.append)
            key = found.key if found is not None else None
    except (SettingsError, CredentialError):
        return None
    return None if key is None or key.is_missing() or warnings else key


async def _read(
    settings: Settings, key: Key | None, word: str, endpoint: str, link: str, viewer_id: str | None
) -> StoredAnswer | None:
    from lix_tui.store.errors import StoreError
    from lix_tui.store.worker import AsyncStore

    try:
        database = settings.paths.database(demo=settings.demo)
        store = await AsyncStore.open(database, settings.paths.state)
    except StoreError:
        return None
    try:
        found = await _find(store, settings, key, endpoint, link, viewer_id)
        if found is not None:
            await _note_hit(
                store, endpoint, f"lix-tui get {word}", charged=json.loads(found.printed)[0]
            )
    except StoreError:
        found = None
    finally:
        await store.close()
    for words in (store.notice, store.last_words):
        if words:
            print_message(words, 0)
    if store.misplaced:
        Unstored.mark()
    if found is None:
        return None
    return StoredAnswer(found.body, found.fetched_at, json.loads(found.printed)[1])


async def _find(
    store: AsyncStore,
    settings: Settings,
    key: Key | None,
    endpoint: str,
    link: str,
    viewer_id: str | None,
) -> StoredRecord | None:
    """Return the answer if it can be printed, and nothing of the store needs a message first."""
    from lix_tui.api.endpoints import ENDPOINTS
    from lix_tui.services.budget.ownership import Ownership
    from lix_tui.services.records.record_keys import IDENTITIES

    ownership = await Ownership.enter(store, settings, key)
    has_open_requests = await store.run(lambda one: one.ledger.has_open_requests())
    if ownership.candidates or has_open_requests:
        return None
    identity = IDENTITIES[endpoint]
    keys = identity.keys(link) or (link,)
    viewer = viewer_id if ENDPOINTS[endpoint].accepts_viewer else None
    found = await store.run(
        lambda one: one.records.find(endpoint, keys, viewer, subject=identity.subject)
    )
    return found if found is not None and found.printed else None


async def _note_hit(store: AsyncStore, endpoint: str, place: str, *, charged: bool) -> None:
    from contextlib import suppress

    from lix_tui.api.endpoints import ENDPOINTS
    from lix_tui.services.budget.processes import this_process
    from lix_tui.store.errors import StoreError

    entry = ENDPOINTS[endpoint]
    with suppress(StoreError):  # stored answers are readable on a read-only disk
        await store.run(
            lambda one: one.ledger.record_store_hit(
                endpoint=entry.name,
                pool=entry.pool.value,
                cost=entry.cost if charged else 0,
                origin=place,
                at=time(),
                process=this_process(),
            )
        )
