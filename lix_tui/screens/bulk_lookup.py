"""Asks what is to be looked up, says what that takes, and sets it going."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.lookup_menu import WhatMenu
from lix_tui.screens.dialogs.name_prompt import NameScreen
from lix_tui.screens.offers import OFFLINE_WORDS
from lix_tui.services.export.atomic_file import typed_path
from lix_tui.services.export.errors import ExportError
from lix_tui.services.runs.lookup_list import (
    LOOKUP_WORDS,
    ItemsProblem,
    LookupEndpoint,
    LookupInput,
    LookupList,
    build_lookup_list,
    read_inputs,
    record_of,
)
from lix_tui.services.runs.lookup_plan import plan_lookups
from lix_tui.services.search.load_plan import RunProblem
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from lix_tui.screens.base import LixScreen
    from lix_tui.services.services import Services

CHOICES: dict[str, tuple[LookupEndpoint, ...]] = {
    "person": ("person", "email", "person_ids"),
    "organisation": ("organisation", "organisation_ids"),
    "job": ("job", "hirers"),
    "post": ("post",),
    "email": ("person_by_email",),
}
"""What can be looked up of a record."""


async def enrich(
    screen: LixScreen,
    services: Services,
    given: Sequence[LookupInput],
    record: str,
    title: str,
    about: str,
    viewer_id: str | None,
) -> bool:
    """Ask what of these records is wanted, agree on the cost, and begin; whether it was begun.

    ``about`` says in words where the records come from; they are looked up as a viewer.
    """
    return await _enrich_any(screen, services, given, CHOICES[record], title, about, viewer_id)


async def enrich_links(screen: LixScreen, services: Services, links: Sequence[str]) -> bool:
    """Ask what of these links, ids or addresses is wanted, agree on the cost, and begin."""
    if services.settings.offline:
        screen.say(OFFLINE_WORDS, problem=True)
        return False
    given = [LookupInput(link) for link in links]
    records = await asyncio.to_thread(lambda: [record_of(link) for link in links])
    choices = [
        what
        for record in dict.fromkeys(record for record in records if record is not None)
        for what in CHOICES[record]
    ]
    about, viewer = f"{len(links):,} pasted links", services.settings.viewer_id
    return await _enrich_any(screen, services, given, choices, about, about, viewer)


async def _chosen(
    screen: LixScreen, choices: Sequence[LookupEndpoint], count: int, about: str
) -> LookupEndpoint | None:
    """Return the lookup that the user wants, the only one without asking; None for none."""
    if len(choices) == 1:
        return choices[0]
    return await screen.app.push_screen_wait(WhatMenu(choices, count, about))


async def _enrich_any(
    screen: LixScreen,
    services: Services,
    given: Sequence[LookupInput],
    choices: Sequence[LookupEndpoint],
    title: str,
    about: str,
    viewer_id: str | None,
) -> bool:
    what = await _chosen(screen, choices, len(given), about)
    if what is None:
        return False
    try:
        wanted = build_lookup_list(given, what)
    except ItemsProblem as problem:
        screen.say(str(problem), problem=True)
        return False
    return await _begin(screen, services, wanted, title, about, None, viewer_id)


async def enrich_file(screen: LixScreen, services: Services) -> bool:
    """Ask for a file of links, ids or addresses, agree on the cost, and begin."""
    words = "a CSV or text file of links, ids or email addresses"
    text = await screen.app.push_screen_wait(NameScreen("Enrich a file", "", words))
    if text is None:
        return False
    try:
        path = typed_path(text)
        given = read_inputs(path)
        record = build_lookup_list(given, None).endpoint
    except (ExportError, ItemsProblem) as problem:
        screen.say(str(problem), problem=True)
        return False
    choices = CHOICES["email" if record == "person_by_email" else record]
    what = await _chosen(screen, choices, len(given), path.name)
    if what is None:
        return False
    result = path.with_name(f"{path.stem}-{what.replace('_', '-')}.csv")
    wanted = build_lookup_list(given, what)
    viewer = services.settings.viewer_id
    return await _begin(screen, services, wanted, path.name, path.name, result, viewer)


async def _begin(
    screen: LixScreen,
    services: Services,
    wanted: LookupList,
    title: str,
    about: str,
    result: Path | None,
    viewer_id: str | None,
) -> bool:
    try:
        plan = await plan_lookups(services, wanted, viewer_id)
    except (RunProblem, StoreError) as problem:
        screen.say(str(problem), problem=True)
        return False
    words = f"From {about}: {plan.words}"
    question = ConfirmScreen(f"Look up {LOOKUP_WORDS[wanted.endpoint]}", words)
    if not await screen.app.push_screen_wait(question):
        return False
    await services.runs.look_up(
        wanted, title=title, result_file=result, again=frozenset(), viewer_id=viewer_id
    )
    screen.say("It runs behind the screen; 0 shows how far it is.")
    return True
