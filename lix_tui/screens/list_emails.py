"""One step from a list to the email addresses of everyone in it, with one price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS, Endpoint
from lix_tui.counts import counted
from lix_tui.durations import wait_text
from lix_tui.linkedin.links import person_keys
from lix_tui.screens.dialogs.confirm import confirm
from lix_tui.screens.offers import OFFLINE_WORDS
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import ItemsProblem, LookupInput
from lix_tui.services.search.load_plan import RunProblem, check_payable
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services

TITLE = "Look up everyone's email address?"


async def look_up_everyone(screen: LixScreen, session: SearchSession, about: str) -> None:
    """Load the rest of a list and look up the address of each person in it, after one question.

    ``about`` names the list in words. Companies in the list are left out.
    """
    services = await screen.host.services()
    if screen.host.settings.offline:
        screen.report(OFFLINE_WORDS, problem=True)
        return
    if not session.state.pages:
        screen.report("Press <search.more> to load the first page, which has the total.")
        return
    try:
        question = _question(services, session, about)
    except RunProblem as problem:
        screen.report(str(problem), problem=True)
        return
    if not await confirm(screen.app, TITLE, question):
        return
    if session.state.pages_left and not await _load_rest(screen, services, session):
        return
    await _look_up(screen, services, session)


def _question(services: Services, session: SearchSession, about: str) -> str:
    """Return the price of pages and addresses. Raises RunProblem if they can't be paid."""
    entry, email = ENDPOINTS[session.kind.endpoint], ENDPOINTS["email"]
    pages = session.state.pages_left or 0
    unloaded = max(0, (session.state.total or 0) - len(session.elements))
    people = len(_inputs(session)) + unloaded
    check_payable(services, entry, pages, pages * entry.cost, counted(pages, "page"))
    check_payable(services, email, people, people * email.cost, counted(people, "address"))
    parts = [f"at most {price_words(email, people)}, for VALID addresses only"]
    if pages:
        parts.insert(0, f"{price_words(entry, pages)} for {counted(pages, 'more page')}")
    seconds = (pages + people) * services.limiter.spacing
    return (
        f"Everyone in {about}: at most {people:,} {'person' if people == 1 else 'people'}.\n"
        f"{' + '.join(parts)}. Stored addresses are free. Takes about {wait_text(seconds)} in the "
        "background."
    )


def price_words(entry: Endpoint, requests: int) -> str:
    """Return the most that requests cost, in the pool of their endpoint: '2 Org credits'."""
    return counted(requests * entry.cost, f"{entry.pool.value.title()} credit")


async def _load_rest(screen: LixScreen, services: Services, session: SearchSession) -> bool:
    """Load all pages; return False if some are missing, which is reported."""
    run = await services.runs.load_all(session)
    await run.wait_until_done()
    if session.can_load():
        problem = session.notice or "The list isn't loaded whole."
        screen.report(f"{problem} Nothing was looked up. Press <lists.emails> again.", problem=True)
        return False
    return True


async def _look_up(screen: LixScreen, services: Services, session: SearchSession) -> None:
    """Start the run, and show it."""
    from lix_tui.screens.run import RunScreen

    try:
        batch = build_batch(_inputs(session), ("email",))
        run = await services.runs.look_up(
            batch,
            title=f"{session.kind.label}: {session.query.title}",
            result_file=None,
            again=frozenset(),
            viewer_id=session.query.viewer_id,
        )
        rows = await services.runs.list_recent()
    except (ItemsProblem, StoreError) as problem:
        screen.report(str(problem), problem=True)
        return
    row = next((row for row in rows if row.id == run.id), None)
    if row is not None:
        screen.app.push_screen(RunScreen(row))


def _inputs(session: SearchSession) -> list[LookupInput]:
    """Return the people of a list, each once; companies have no email address."""
    found: dict[str, LookupInput] = {}
    for element in session.elements:
        endpoint, link = session.view.lookup_of(element)
        keys = element.keys or person_keys(link or "")
        if endpoint == "person" and link and keys:
            found.setdefault(keys[0], LookupInput(link, session.view.name(element)))
    return list(found.values())
