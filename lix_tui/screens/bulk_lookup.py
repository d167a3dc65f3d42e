"""Bulk lookup: choice of the lookup, question about its price, and start."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.confirm import confirm
from lix_tui.screens.dialogs.lookup_menu import LookupMenu
from lix_tui.screens.dialogs.prompts import name_prompt
from lix_tui.screens.offers import OFFLINE_WORDS
from lix_tui.services.export.atomic_file import typed_path
from lix_tui.services.export.errors import ExportError
from lix_tui.services.runs.input_sheet import best_column, inputs_of_sheet, read_sheet
from lix_tui.services.runs.lookup_batch import LookupBatch, build_batch
from lix_tui.services.runs.lookup_list import (
    LOOKUP_WORDS,
    ItemsProblem,
    LookupEndpoint,
    LookupInput,
)
from lix_tui.services.runs.lookup_plan import plan_lookups
from lix_tui.services.runs.lookup_values import record_of
from lix_tui.services.runs.run_source import RunSource
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
"""Lookups for each type of record."""


async def enrich(
    screen: LixScreen,
    services: Services,
    given: Sequence[LookupInput],
    record: str,
    title: str,
    about: str,
    viewer_id: str | None,
) -> bool:
    """Look records up after the user has chosen the lookup and agreed to the price.

    ``about`` names the source of the records in words; requests are made for ``viewer_id``. Return
    True if the run has started.
    """
    return await _enrich_any(screen, services, given, CHOICES[record], title, about, viewer_id)


async def enrich_links(screen: LixScreen, services: Services, links: Sequence[str]) -> bool:
    """Look up links, ids or addresses like `enrich`."""
    if services.settings.offline:
        screen.report(OFFLINE_WORDS, problem=True)
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
    """Return the lookup that the user chooses, or the only one; None if the user cancels."""
    if len(choices) == 1:
        return choices[0]
    return await screen.app.push_screen_wait(LookupMenu(choices, count, about))


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
        wanted = build_batch(given, (what,))
    except ItemsProblem as problem:
        screen.report(str(problem), problem=True)
        return False
    return await _begin(screen, services, wanted, title, about, None, viewer_id)


async def enrich_file(screen: LixScreen, services: Services) -> bool:
    """Look up a file of links, ids or addresses like `enrich`; ask for the file first."""
    words = "a CSV or text file of links, ids or email addresses"
    prompt = name_prompt("Enrich a file", "", words, action="choose")
    text = await screen.app.push_screen_wait(prompt)
    if text is None:
        return False
    try:
        path = typed_path(text)
        sheet = await asyncio.to_thread(read_sheet, path)
        column = best_column(sheet)
        given = inputs_of_sheet(sheet, column)
        record = build_batch(given).what[0]
    except (ExportError, ItemsProblem) as problem:
        screen.report(str(problem), problem=True)
        return False
    choices = CHOICES["email" if record == "person_by_email" else record]
    what = await _chosen(screen, choices, len(given), path.name)
    if what is None:
        return False
    result = path.with_name(f"{path.stem}-{what.replace('_', '-')}.csv")
    try:
        wanted = build_batch(given, (what,))
    except ItemsProblem as problem:
        screen.report(str(problem), problem=True)
        return False
    viewer, source = services.settings.viewer_id, RunSource.of(path, sheet, column, (what,)).text
    return await _begin(
        screen, services, wanted, path.name, path.name, result, viewer, source=source
    )


async def _begin(
    screen: LixScreen,
    services: Services,
    wanted: LookupBatch,
    title: str,
    about: str,
    result: Path | None,
    viewer_id: str | None,
    *,
    source: str = "",
) -> bool:
    try:
        plan = await plan_lookups(services, wanted, viewer_id)
    except (RunProblem, StoreError) as problem:
        screen.report(str(problem), problem=True)
        return False
    words = f"From {about}: {plan.words}"
    if not await confirm(screen.app, f"Look up {LOOKUP_WORDS[wanted.what[0]]}", words):
        return False
    await services.runs.look_up(
        wanted,
        title=title,
        result_file=result,
        again=frozenset(),
        viewer_id=viewer_id,
        source=source,
    )
    screen.report("The run continues in the background. Press <app.home> to see its progress.")
    return True
