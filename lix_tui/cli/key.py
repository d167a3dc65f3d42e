"""``lix-tui key``: store a key, print its place and remove it. A key is never an argument."""

from __future__ import annotations

import sys
from time import time
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.options import run_until_signal
from lix_tui.cli.streams import is_interactive
from lix_tui.counts import counted
from lix_tui.services.bug_report import MASKED
from lix_tui.settings.key import (
    LIX,
    LOOKC,
    ROLES,
    CredentialError,
    FoundKey,
    Key,
    KeyRole,
    find_key,
    key_at_hand,
    remove_file,
    remove_from_keyring,
    store_in_file,
    store_in_keyring,
)
from lix_tui.settings.settings import load_settings

if TYPE_CHECKING:
    from lix_tui.settings.key_header import KeyHeader
    from lix_tui.settings.settings import Settings

LONGEST = 10_000
"""Most characters of a key that are read from standard input."""
HEADERS: dict[KeyHeader, str] = {
    "raw": "Authorization",
    "bearer": "Authorization after Bearer",
    "x-api-key": "X-Api-Key",
}

lookc_option = click.option(
    "--lookc", is_flag=True, help="The separate key for LookC, which otherwise gets the API key."
)


@click.group("key")
def command() -> None:
    """Store the API key, print where it comes from, or remove it."""


@command.command("set")
@lookc_option
@click.option(
    "--file",
    "in_file",
    is_flag=True,
    help="Store it in a file that only you can read, not in the keyring.",
)
def store(lookc: bool, in_file: bool) -> None:
    """Store a key in the system keyring, or without one in a file that only you can read.

    The key is read from standard input; on a terminal, type it and nobody sees it. It may be
    written as a header has it, such as 'Bearer abc' or 'X-Api-Key: abc'. Nothing is sent.
    """
    settings, role = load_settings(), LOOKC if lookc else LIX
    key = _read_key(role)
    try:
        if not in_file and store_in_keyring(key, role):
            remove_file(settings.paths.config, role)  # an older key, which nobody would find
            place = "the system keyring"
        else:
            path = store_in_file(key, settings.paths.config, role)
            if in_file:
                remove_from_keyring(role)  # else its key would be found first
            place = f"{path}, which only you can read"
    except CredentialError as error:
        raise Failure(str(error), 1) from None
    print_message(f"The {role.words} is stored in {place}.", 0)
    _print_precedence(role, settings)
    if role is LIX:
        run_until_signal(_offer_data(settings, key))


@command.command("status")
def status() -> None:
    """Print where each key comes from and the header that carries it; never a key.

    The exit status is 3 if there is no API key.
    """
    settings = load_settings()
    missing = {
        LIX: f"not set; set {LIX.variable} or run 'lix-tui key set'",
        LOOKC: "not set; LookC gets the API key",
    }
    is_usable = True
    for role in ROLES:
        try:
            found = find_key(
                settings.paths.config, role=role, warn=lambda sentence: print_message(sentence, 0)
            )
            words = missing[role] if found is None else _place(found, settings)
        except CredentialError as error:
            found, words = None, str(error)
        is_usable = is_usable and (found is not None or role is not LIX)
        click.echo(f"{role.words:<9}  {words}")
    if not is_usable:
        sys.exit(3)


@command.command("forget")
@lookc_option
def forget(lookc: bool) -> None:
    """Remove a key from the system keyring and from its file. Stored answers stay."""
    settings, role = load_settings(), LOOKC if lookc else LIX
    removed, problem = [], ""
    try:
        if remove_file(settings.paths.config, role):
            removed.append(str(settings.paths.config / role.file))
        if remove_from_keyring(role):
            removed.append("the system keyring")
    except CredentialError as error:
        problem = str(error)
    if removed:
        print_message(f"The {role.words} was removed from {' and '.join(removed)}.", 0)
    elif not problem:
        print_message(f"No {role.words} is stored, so nothing was removed.", 0)
    _print_precedence(role, settings)
    if problem:
        raise Failure(problem, 1)


def _read_key(role: KeyRole) -> Key:
    """Return the key from standard input or, on a terminal, from the user. Raises Failure."""
    from lix_tui.settings.key_header import pasted_key

    if is_interactive():
        text = click.prompt(role.words, hide_input=True, err=True, type=str)
    else:
        text = sys.stdin.read(LONGEST + 1)
    key = Key(pasted_key(text)) if len(text) <= LONGEST else Key("")
    if key.is_missing():
        command = f"lix-tui key set{' --lookc' if role is LOOKC else ''} < FILE"
        message = f"This isn't a key. Give the {role.words} alone, as in: {command}."
        raise Failure(message, 2)
    if not key.is_sendable():
        message = "A key has only ASCII letters, digits and signs. Copy it again."
        raise Failure(message, 2)
    return key


def _place(found: FoundKey, settings: Settings) -> str:
    form = settings.key_header or found.key.written_as
    return f"{MASKED} from {found.place}, sent as {HEADERS[form]}"


def _print_precedence(role: KeyRole, settings: Settings) -> None:
    """Print that the environment variable comes before a stored key, if it is set."""
    found = key_at_hand(settings.paths.config, role)
    if found is not None and found.source == "environment":
        print_message(f"{role.variable} is set and takes precedence until you unset it.", 0)


async def _offer_data(settings: Settings, key: Key) -> None:
    """Offer the data of the key that was used before to the new key, or say how to use it."""
    from lix_tui.cli.questions import confirm
    from lix_tui.services.budget.ownership import Ownership, owner_words
    from lix_tui.store.errors import StoreError
    from lix_tui.store.worker import AsyncStore

    if not settings.paths.database(demo=False).exists():
        return
    try:
        store = await AsyncStore.open(settings.paths.database(demo=False), settings.paths.state)
    except StoreError as error:
        raise Failure(str(error), 1) from None
    try:
        ownership = await Ownership.enter(store, settings, key)
        if not ownership.candidates:
            return
        if not is_interactive():
            if notice := await ownership.adoption_notice():
                print_message(notice, 0)
            return
        owner = ownership.candidates[0]
        question = (
            f"Use {owner_words(owner, time())}, as data of this key? "
            "Agree only if both keys belong to one Lix account."
        )
        if confirm(question):
            moved = await ownership.adopt(owner)
            answers = counted(moved, "answer", ("belongs", "belong"))
            print_message(f"{answers} to this key now. Reading them again is free.", 0)
        else:
            print_message("Nothing was moved; 'lix-tui library adopt' can do it later.", 0)
    except StoreError as error:
        raise Failure(str(error), 1) from None
    finally:
        await store.close()
