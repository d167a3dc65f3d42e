"""Random keys, clicks and sizes, and the rules that must hold meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

from textual.events import Paste
from textual.pilot import Pilot

from lix_tui.app.app import LixApp
from lix_tui.paging.codec import from_json
from lix_tui.services.commands.commands import COMMANDS
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served

FAULTS = (
    *("--fault", "500%13"),
    *("--fault", "429%11"),
    *("--fault", "reset%17"),
    *("--fault", "truncate%19"),
    *("--fault", "strange%23"),
    *("--fault", "queued:1%29"),
    *("--fault", "html%31"),
)
"""Options of the sandbox: faults, and their frequency."""
NEVER = frozenset({"ctrl+q"})
"""Keys that leave the program, as they should."""
WORDS = (
    "engineer",
    "director sales",
    '"vp" OR (cto',
    "https://www.linkedin.com/in/olivia-shaw",
    "https://www.linkedin.com/sales/search/people?query=(keywords:a%2520b)",
    "+Python, -Java",
    "\u202e[/]\x1b]0;x\x07",
    "alfie-lambert",
)
SIZES = ((120, 40), (80, 24), (60, 20), (200, 60), (20, 6), (1, 1), (240, 70))


def against(sandbox: Served, paths: Paths) -> Settings:
    """Return settings for a sandbox on a socket."""
    return Settings(paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL)


@dataclass(slots=True)
class Played:
    """Outcome of a play."""

    seed: int
    steps: int = 0
    last: list[str] = field(default_factory=list)
    """The steps before a rule was broken, the newest last."""


class Broken(AssertionError):
    """A broken rule; the message has the seed and the last steps."""


async def play(settings: Settings, seed: int, seconds: float, steps: int | None = None) -> Played:
    """Play for some seconds, or a number of steps. Raise Broken if a rule is broken."""
    dice, played, until = random.Random(seed), Played(seed), monotonic() + seconds  # no secret
    app = LixApp(settings)
    try:
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            for step in _steps(dice):
                if monotonic() > until or (steps is not None and played.steps >= steps):
                    break
                played.steps += 1
                played.last = [*played.last[-30:], step]
                await _do(pilot, app, step, dice)
                if app.return_code is not None or not app.is_running:
                    raise Broken(_words(played, "the program has left"))
                if played.steps % 50 == 0:
                    await _check(app, played)
            await pilot.resize_terminal(120, 40)
            await pilot.pause(0.3)
            await _check(app, played)
    except Broken:
        raise
    except Exception as error:
        raise Broken(_words(played, f"{type(error).__name__}: {error}")) from error
    return played


def _steps(dice: random.Random) -> Iterator[str]:
    keys = [key for c in COMMANDS for key in c.keys.split(",") if key not in NEVER]
    common = ["enter", "escape", "down", "up", "j", "tab", "space", "escape", "escape"]
    while True:
        chance = dice.random()
        if chance < 0.06:
            yield f"type {dice.choice(WORDS)}"
        elif chance < 0.10:
            yield f"size {dice.randrange(len(SIZES))}"
        elif chance < 0.20:
            yield "click"
        elif chance < 0.24:
            yield f"wait {dice.choice((0.01, 0.05, 0.3))}"
        elif chance < 0.6:
            yield f"key {dice.choice(common)}"
        else:
            yield f"key {dice.choice(keys)}"


async def _do(pilot: Pilot[int], app: LixApp, step: str, dice: random.Random) -> None:
    what, _, rest = step.partition(" ")
    if what == "type":
        await pilot.press("slash")
        app.screen.post_message(Paste(rest))
        await pilot.press("enter")
    elif what == "size":
        await pilot.resize_terminal(*SIZES[int(rest)])
    elif what == "click":
        width, height = app.size
        spot = (dice.randrange(max(1, width)), dice.randrange(max(1, height)))
        await pilot.click(offset=spot)
    elif what == "wait":
        await asyncio.sleep(float(rest))
        await pilot.pause()
    else:
        await pilot.press(rest)


async def _check(app: LixApp, played: Played) -> None:
    """Assert that each paid result is stored once, and that paging states can be read."""
    services = app.services_now
    if services is None:
        return
    searches = await services.store.run(lambda store: store.searches.recent(None, 200))
    for row in searches:
        state = from_json(row.state)
        pages = await services.store.run(lambda store: list(store.searches.pages(row.id)))
        if len(pages) != state.pages or len({page.number for page in pages}) != len(pages):
            raise Broken(_words(played, f"{row.title}: {len(pages)} pages for {state.pages}"))
    for session in services.searches.opened:
        keys = [element.key for element in session.elements]
        if len(keys) != len(set(keys)):
            raise Broken(_words(played, f"{session.query.title}: an element stands twice"))


def _words(played: Played, what: str) -> str:
    steps = "\n".join(played.last)
    return f"seed {played.seed}, step {played.steps}: {what}\n{steps}"
