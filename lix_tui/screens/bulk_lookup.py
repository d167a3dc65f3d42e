"""Bulk lookup: choice of the file, page with rows and prices, and start of the run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.screens.dialogs.file_picker import FilePicker, folder_text
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.offers import OFFLINE_WORDS
from lix_tui.services.runs.input_sheet import InputSheet, best_column, read_sheet
from lix_tui.services.runs.lookup_list import ItemsProblem
from lix_tui.services.runs.run_source import RunSource
from lix_tui.services.runs.run_table import sheet_of_records
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.runs.lookup_run import LookupRun
    from lix_tui.services.services import Services

STARTED = "The run continues in the background. Press <app.home> to see its progress."


async def enrich(
    screen: LixScreen,
    services: Services,
    records: Sequence[tuple[str, str]],
    title: str,
    about: str,
    viewer_id: str | None,
) -> bool:
    """Look records up, given as names and links, after the user has agreed to the price.

    ``about`` names the source of the records in words; requests are made for ``viewer_id``. Return
    True if the run has started.
    """
    sheet = sheet_of_records(title, records)
    about = f"{counted(len(records), 'record')} of {about}"
    run = await _begin(screen, services, sheet, about, None, viewer_id)
    if run is not None:
        screen.report(STARTED)
    return run is not None


async def enrich_links(screen: LixScreen, services: Services, links: Sequence[str]) -> bool:
    """Look up links, ids or addresses like `enrich`."""
    if services.settings.offline:
        screen.report(OFFLINE_WORDS, problem=True)
        return False
    title, viewer = f"{len(links):,} pasted links", services.settings.viewer_id
    return await enrich(screen, services, [("", link) for link in links], title, "a paste", viewer)


async def enrich_file(screen: LixScreen, services: Services) -> LookupRun | None:
    """Look up the rows of a file that the user picks; return the run if it has started."""
    start = folder_text(Path.cwd(), Path.home())
    path = await screen.app.push_screen_wait(FilePicker("Look up the rows of a file", start))
    if path is None:
        return None
    try:
        sheet = await asyncio.to_thread(read_sheet, path)
    except ItemsProblem as problem:
        screen.report(str(problem), problem=True)
        return None
    viewer = services.settings.viewer_id
    about = f"{counted(len(sheet.rows), 'row')} of {path.name}"
    return await _begin(screen, services, sheet, about, path, viewer)


async def _begin(
    screen: LixScreen,
    services: Services,
    sheet: InputSheet,
    about: str,
    path: Path | None,
    viewer_id: str | None,
) -> LookupRun | None:
    """Show the page and start the run that the user agrees to."""
    await services.account.load_stored()
    column = await asyncio.to_thread(best_column, sheet)
    page = LookupPage(sheet, column, services, about=about, viewer_id=viewer_id)
    chosen = await screen.app.push_screen_wait(page)
    if chosen is None:
        return None
    offer, column = chosen
    source = result = None
    if path is not None:
        source = RunSource.of(path, sheet, column, offer.what, chosen.excluded).text
        name = "-".join(offer.what).replace("_", "-")
        result = path.with_name(f"{path.stem}-{name}.csv")
    try:
        return await services.runs.look_up(
            offer.batch,
            title=sheet.name,
            result_file=result,
            again=frozenset(),
            viewer_id=viewer_id,
            source=source or "",
        )
    except StoreError as problem:
        screen.report(str(problem), problem=True)
        return None
