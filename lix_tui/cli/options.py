"""Options shared by commands, and the services opened for one command."""

from __future__ import annotations

import asyncio
import math
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from lix_tui.cli.failures import Failure, Terminated, Unstored, say, was_said
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.waits import Waits
    from lix_tui.services.services import Services
    from lix_tui.settings.settings import Settings

R = TypeVar("R")
_STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class SecondsType(click.FloatRange):
    """A number of seconds, 0 or more, that is a number."""

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number; fails for anything else, 'nan' and 'inf' as well."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return number


SECONDS = SecondsType(min=0)
SAY_AFTER = 1.0
"""Seconds after which a wait is said."""
REPORT_INTERVAL = 0.2
"""Seconds between two looks at what is waited for."""

demo_option = click.option("--demo", is_flag=True, help="Use the built-in sandbox: no key needed.")
wait_option = click.option(
    "--wait",
    "patience",
    type=SECONDS,
    default=300.0,
    metavar="S",
    show_default=True,
    help="Seconds to wait in all: for Lix's rate limit and queue, for another lix-tui that fetches "
    "the same, for a request slot.",
)
retry_option = click.option(
    "--retry",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Times to send again what failed and may have cost a credit; each try may cost one.",
)
budget_option = click.option(
    "--budget",
    type=click.IntRange(min=0),
    metavar="N",
    help="Credits that this command spends at most.",
)
refresh_option = click.option(
    "--refresh", is_flag=True, help="Fetch again, and pay again, even if stored."
)


def _go_offline(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001  # click's signature
    if value:
        ctx.find_root().meta["offline"] = True


def _use_demo(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001  # click's signature
    if value:
        ctx.find_root().obj = True


def common_options() -> list[click.Option]:
    """Return the options that every command takes."""
    return [
        click.Option(
            ["--offline"],
            is_flag=True,
            expose_value=False,
            callback=_go_offline,
            help="Send nothing; show only stored data.",
        ),
        click.Option(
            ["--demo"],
            is_flag=True,
            expose_value=False,
            callback=_use_demo,
            help="Use the built-in sandbox: no key needed.",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Sending:
    """Limits on what a command sends: how long it waits in all, and how often it tries again."""

    wait: float = 300.0
    """Seconds."""
    retry: int = 0


def run_with_services(
    demo: bool,
    work: Callable[[Services], Awaitable[R]],
    *,
    needs_key: bool = True,
    tells_owners: bool = True,
    sending: Sending = Sending(),
) -> R:
    """Run ``work`` with the services of the live API, or of the demo.

    With ``tells_owners``, data of other keys that may be this account's is mentioned first. Raises
    Failure without a key, where one is needed, and whatever ``work`` raises.
    """
    from lix_tui.settings.key import ENVIRONMENT_VARIABLE, CredentialError, find_key
    from lix_tui.settings.settings import load_settings

    demo = demo or bool(click.get_current_context().find_root().obj)
    meta = click.get_current_context().find_root().meta
    settings: Settings = load_settings({"offline": meta.get("offline")})
    if demo:
        return _unless_stopped(_run(settings.with_demo(), None, work, sending, tells_owners))
    try:
        found = find_key(settings.paths.config, warn=lambda sentence: say(sentence, 0))
    except CredentialError as error:
        raise Failure(str(error), 3) from None
    if found is None and needs_key and not settings.offline:
        message = (
            f"No API key: set {ENVIRONMENT_VARIABLE}, or keep one in the system keyring or in "
            f"{settings.paths.config / 'key'} by opening lix-tui once."
        )
        raise Failure(message, 3)
    return _unless_stopped(_run(settings, found, work, sending, tells_owners))


def _unless_stopped(work: Coroutine[None, None, R]) -> R:
    """Run to the end, or until a signal: what was on its way is kept then. Raises Terminated."""
    stopped: list[int] = []

    async def run() -> R:
        task = asyncio.ensure_future(work)

        def stop(number: int) -> None:
            stopped.append(number)
            task.cancel()

        for number in _STOPS:
            with suppress(NotImplementedError):  # on Windows, which sends no such signals
                asyncio.get_running_loop().add_signal_handler(number, stop, number)
        return await task

    try:
        return asyncio.run(run())
    except asyncio.CancelledError:
        if stopped:
            raise Terminated(stopped[0]) from None
        raise


async def _run(
    settings: Settings,
    found: object,
    work: Callable[[Services], Awaitable[R]],
    sending: Sending,
    tells_owners: bool,
) -> R:
    from lix_tui.services.services import Services
    from lix_tui.settings.key import FoundKey

    services = await Services.open(settings, found if isinstance(found, FoundKey) else None)
    services.requests.budget.per_run = settings.budget_per_run
    services.waits.allow(sending.wait)
    services.requests.retries = sending.retry
    reporting = asyncio.create_task(report_waits(services.waits))
    try:
        for notice in services.notices:
            say(notice, 0)
        if tells_owners and (notice := await services.ownership.take_notice()):
            say(notice, 0)
        return await work(services)
    finally:
        reporting.cancel()
        await services.close()
        for words in (*services.client.notices, *services.last_words):
            if not was_said(words):
                say(words, 0)
        if not services.is_all_stored:
            Unstored.mark()


async def report_waits(waits: Waits) -> None:
    """Say on standard error what is waited for, once it has lasted for a second.

    A terminal shows a countdown; elsewhere each wait is one line. A command's own pace, one
    request an interval, isn't a wait.
    """
    from lix_tui.api.waits import waiting_words

    said, shown = "", False
    while True:
        await asyncio.sleep(REPORT_INTERVAL)
        wait = waits.current
        if wait is None or wait.reason is None or not wait.reason.bounded:
            if shown:
                progress("")
            shown = False
            continue
        if wait.lasted < SAY_AFTER:
            continue
        if sys.stderr.isatty():
            progress(f"{waiting_words(wait, waits.left)} (Ctrl+C stops)")
            shown = True
        elif said != wait.reason.what:
            say(f"{waiting_words(wait, waits.left)}.", 0)
            said = wait.reason.what


def progress(text: str, *, stays: bool = False) -> None:
    """Show one changing line on standard error, on a terminal only; an empty one clears it.

    One that ``stays`` is not written over by the next.
    """
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{clean_line(text)}", nl=stays, err=True)
