"""Options shared by commands, and the services opened for one command."""

from __future__ import annotations

import asyncio
import math
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

import click

from lix_tui.cli.failures import STOPS, Failure, Terminated, Unstored, print_message, was_reported
from lix_tui.cli.get_types import NO_RECORD, WHAT
from lix_tui.cli.streams import is_interactive
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.waits import Waits
    from lix_tui.services.services import Services
    from lix_tui.settings.settings import Settings

R = TypeVar("R")


class SecondsType(click.FloatRange):
    """Option type of a finite number of seconds, 0 or more."""

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number; fail for anything else, 'nan' and 'inf' included."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} isn't a number of seconds.", param, ctx)
        return number


SECONDS = SecondsType(min=0)
SAY_AFTER = 1.0
"""Seconds after which a wait is reported."""
REPORT_INTERVAL = 0.2
"""Seconds between two reports of a wait."""

LOOKUPS = tuple(word for word in WHAT if word not in NO_RECORD)


class LookupsType(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click
    """Option type of lookups with commas between them."""

    name = "lookups"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the lookups; fail for an unknown one, naming the nearest."""
        if isinstance(value, tuple):
            return value
        found = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        for one in found:
            if one not in LOOKUPS:
                (near,) = get_close_matches(one, LOOKUPS, n=1, cutoff=0.0)
                message = (
                    f"{one!r} isn't a lookup; the nearest is {near!r}. Choose from "
                    f"{', '.join(LOOKUPS)}."
                )
                self.fail(message, param, ctx)
        if not found:
            self.fail(f"Name at least one of {', '.join(LOOKUPS)}.", param, ctx)
        return tuple(dict.fromkeys(found))


exclude_option = click.option(
    "--exclude",
    type=click.Path(),  # shells complete the name of a file
    multiple=True,
    metavar="FILE",
    help="File with people to leave out, or a tag, as in tag:customer. Repeatable.",
)
yes_option = click.option("--yes", is_flag=True, help="Accept the cost without asking.")
demo_option = click.option("--demo", is_flag=True, help="Use the built-in sandbox: no key needed.")
wait_option = click.option(
    "--wait",
    "max_wait",
    type=SECONDS,
    default=300.0,
    metavar="S",
    show_default=True,
    help="Seconds to wait in total: for Lix's rate limit and queue, a request slot, or another "
    "lix-tui that is fetching the same data.",
)
retry_option = click.option(
    "--retry",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help=(
        "Number of times to resend a request that failed and may have cost a credit; each resend "
        "may cost a credit."
    ),
)
budget_option = click.option(
    "--budget",
    type=click.IntRange(min=0),
    metavar="N",
    help="Maximum number of credits that this command may spend.",
)
refresh_option = click.option(
    "--refresh", is_flag=True, help="Fetch and pay again, even if stored."
)


def _set_offline(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001  # click's signature
    if value:
        ctx.find_root().meta["offline"] = True


def _set_demo(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001  # click's signature
    if value:
        ctx.find_root().obj = True


def common_options() -> list[click.Option]:
    """Return the options that every command takes."""
    return [
        click.Option(
            ["--offline"],
            is_flag=True,
            expose_value=False,
            callback=_set_offline,
            help="Send nothing; show only stored data.",
        ),
        click.Option(
            ["--demo"],
            is_flag=True,
            expose_value=False,
            callback=_set_demo,
            help="Use the built-in sandbox: no key needed.",
        ),
    ]


@dataclass(frozen=True, slots=True)
class SendLimits:
    """Limits of a command's requests: total waiting time and number of retries."""

    wait: float = 300.0
    """Seconds."""
    retry: int = 0


def run_with_services(
    demo: bool,
    work: Callable[[Services], Awaitable[R]],
    *,
    needs_key: bool = True,
    shows_owner_notice: bool = True,
    limits: SendLimits = SendLimits(),
) -> R:
    """Run ``work`` with the services of the live API, or of the demo.

    ``shows_owner_notice``: mention data of other keys that may belong to this account first.

    Raises:
        Failure: a key is needed and missing. Errors of ``work`` pass through.

    """
    from lix_tui.settings.key import ENVIRONMENT_VARIABLE, CredentialError, find_key
    from lix_tui.settings.settings import load_settings

    demo = demo or bool(click.get_current_context().find_root().obj)
    meta = click.get_current_context().find_root().meta
    settings: Settings = load_settings({"offline": meta.get("offline")})
    if demo:
        return run_until_signal(_run(settings.with_demo(), None, work, limits, shows_owner_notice))
    try:
        found = find_key(settings.paths.config, warn=lambda sentence: print_message(sentence, 0))
    except CredentialError as error:
        raise Failure(str(error), 3) from None
    if found is None and needs_key and not settings.offline:
        message = (
            f"No API key: set {ENVIRONMENT_VARIABLE}, or run 'lix-tui key set' to store a key in "
            f"the system keyring or in {settings.paths.config / 'key'}."
        )
        raise Failure(message, 3)
    return run_until_signal(_run(settings, found, work, limits, shows_owner_notice))


def run_until_signal(work: Coroutine[None, None, R]) -> R:
    """Run ``work`` to its end or until a signal, which keeps the answers on their way.

    Raises Terminated after a signal.
    """
    stopped: list[int] = []

    async def run() -> R:
        task = asyncio.ensure_future(work)

        def stop(number: int) -> None:
            stopped.append(number)
            task.cancel()

        for number in STOPS:
            with suppress(NotImplementedError):  # Windows doesn't send these signals
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
    limits: SendLimits,
    shows_owner_notice: bool,
) -> R:
    from lix_tui.services.services import Services
    from lix_tui.settings.key import FoundKey

    services = await Services.open(settings, found if isinstance(found, FoundKey) else None)
    services.requests.budget.per_run = settings.budget_per_run
    services.waits.allow(limits.wait)
    services.requests.retries = limits.retry
    reporting = asyncio.create_task(report_waits(services.waits))
    try:
        for notice in services.notices:
            print_message(notice, 0)
        if shows_owner_notice and (notice := await services.ownership.adoption_notice()):
            print_message(notice, 0)
        return await work(services)
    finally:
        reporting.cancel()
        await services.close()
        for words in (*services.client.notices, *services.last_words):
            if not was_reported(words):
                print_message(words, 0)
        if not services.is_all_stored:
            Unstored.mark()


async def report_waits(waits: Waits) -> None:
    """Report each wait on standard error after its first second, with the reason.

    A terminal shows a countdown; other outputs get one line per wait. A command's own pace, one
    request per interval, isn't a wait.
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
        elif said != wait.reason.subject:
            print_message(f"{waiting_words(wait, waits.left)}.", 0)
            said = wait.reason.subject


def progress(text: str, *, stays: bool = False) -> None:
    """Show one changing line on standard error, on a terminal only; an empty text clears it.

    A line that ``stays`` isn't replaced by the next one.
    """
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{clean_line(text)}", nl=stays, err=True)


def require_consent(question: str, *, yes: bool, refusal: str) -> None:
    """Ask a question on standard error unless ``yes`` answers it.

    Raises Failure (2): with ``refusal`` if the user declines, or without a terminal to ask on.
    """
    from lix_tui.cli.questions import require_yes

    if yes:
        return
    if not is_interactive():
        message = f"{question} Add --yes to agree."
        raise Failure(message, 2)
    require_yes(question, refusal)
