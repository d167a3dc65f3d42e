"""Target of a ledger line: the record or search that it bought, or the run it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.services.action_prices import LocalTarget
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.query import QueryError
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.overview import query_of_row
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.offers import Offers
    from lix_tui.store.ledger_stories import Story

NOTHING = "This request bought no record that is still stored."
DELETED = "The search was deleted, so it can't be opened."


def target_of(story: Story) -> Destination | LocalTarget | None:
    """Return the target whose price is shown; None for a line that leads nowhere."""
    if (record := _record_of(story)) is not None:
        return record
    is_local = story.line.search_id is not None or story.run_id is not None
    return LocalTarget() if is_local else None


def open_target(screen: LixScreen, offers: Offers, story: Story) -> None:
    """Open the record, the search or the run of a ledger line; report a line without any."""
    navigation, record = screen.host.navigation, _record_of(story)
    if record is not None:
        offers.buy("table.open", lambda: navigation.open(record))
    elif story.line.search_id is not None or story.run_id is not None:
        screen.run_worker(_open_stored(screen, story), group="open", exit_on_error=False)
    else:
        screen.report(clean_line(story.line.note) or NOTHING)


def _record_of(story: Story) -> Destination | None:
    bought, endpoint = story.record, story.line.endpoint
    if bought is None or not bought.link:
        return None
    is_same = endpoint in RECORD_TYPES and bool(RECORD_TYPES[endpoint].keys(bought.link))
    wanted = endpoint if is_same else bought.kind
    if wanted not in RECORD_TYPES:
        return None
    name = clean_line(bought.name)
    return Destination(name, cost_words(wanted), endpoint=wanted, link=bought.link, name=name)


async def _open_stored(screen: LixScreen, story: Story) -> None:
    """Open the search of a line, whose pages are stored, or its run."""
    services, search_id, run_id = await screen.host.services(), story.line.search_id, story.run_id
    if search_id is not None:
        row = await services.store.run(lambda store: store.searches.get(search_id))
        if row is None:
            screen.report(DELETED, problem=True)
            return
        try:
            query = query_of_row(row)
        except QueryError as problem:
            screen.report(str(problem), problem=True)
            return
        if row.loaded or await services.searches.fetched_at(query) is not None:
            screen.host.navigation.run_query(query)
        else:
            screen.report(f"No page of this search is stored. {clean_line(story.line.note)}")
        return
    from lix_tui.screens.run import RunScreen

    runs = await services.runs.list_recent(1000)
    run = next((one for one in runs if one.id == run_id), None)
    if run is not None:
        screen.app.push_screen(RunScreen(run))
    else:
        screen.report("The run was deleted. Its results are in the library.", problem=True)
