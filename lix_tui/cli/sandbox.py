"""``lix-tui sandbox``: server of the local Lix API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from lix_tui.cli.options import SECONDS
from lix_tui.settings.settings import SETTINGS

if TYPE_CHECKING:
    from lix_tui.sandbox.config import SandboxConfig


_VARIABLES = " and ".join(each.variable or "" for each in SETTINGS.values() if each.is_server)
HELP = f"""Serve the sandbox, a local Lix API with invented people.

The first line printed is its base URL, for {_VARIABLES}; any key works but 'bad-key'. GET
/_sandbox/requests lists the requests it received.
"""


@click.command("sandbox", help=HELP)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8788,
    show_default=True,
    help="Port; 0 for any free one.",
)
@click.option(
    "--interval", type=SECONDS, default=3.0, show_default=True, help="Seconds between requests."
)
@click.option(
    "--latency",
    type=SECONDS,
    default=0.0,
    show_default=True,
    help="Seconds of delay of each answer.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="SPEC",
    help="Fault to inject, such as 500@person or 429%5; may be repeated.",
)
@click.option(
    "--dialect",
    "dialects",
    multiple=True,
    metavar="NAME=FORM",
    help="Answer format that the API has used, such as envelope=docs or ids=old; may be repeated. "
    "An unknown format lists them all.",
)
@click.option(
    "--credits",
    "standard",
    type=click.IntRange(min=0),
    default=50_000,
    show_default=True,
    help="Standard credits of each key.",
)
@click.option(
    "--daily",
    type=click.IntRange(min=0),
    default=10_000,
    show_default=True,
    help="Requests per day of each key.",
)
@click.option(
    "--viewer",
    "viewers",
    multiple=True,
    metavar="ID",
    help="Additional connected account; may be repeated.",
)
def command(
    host: str,
    port: int,
    interval: float,
    latency: float,
    faults: tuple[str, ...],
    dialects: tuple[str, ...],
    standard: int,
    daily: int,
    viewers: tuple[str, ...],
) -> None:
    """Serve the sandbox until a signal stops it. Raises Failure if it can't listen."""
    from lix_tui.cli.failures import Failure
    from lix_tui.sandbox.serve import serve

    config = config_of(interval, latency, faults, dialects, standard, daily, viewers)
    try:
        serve(config, host, port)
    except OSError as error:
        message = f"The sandbox can't listen on {host}:{port}: {error.strerror}; try --port 0."
        raise Failure(message, 2) from None


def config_of(
    interval: float,
    latency: float,
    faults: tuple[str, ...],
    dialects: tuple[str, ...],
    standard: int,
    daily: int,
    viewers: tuple[str, ...],
) -> SandboxConfig:
    """Return the sandbox of the options, with a world of today's date.

    Raises:
        Failure: an option has a bad value; status 2.

    """
    from lix_tui.cli.failures import Failure
    from lix_tui.sandbox.config import SandboxConfig, read_dialects

    try:
        return SandboxConfig(
            now=datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0),
            interval=interval,
            latency=latency,
            faults=faults,
            viewers=viewers,
            standard_credits=standard,
            daily_requests=daily,
            **read_dialects(dialects),  # type: ignore[arg-type]  # read_dialects checks the names
        )
    except ValueError as error:
        raise Failure(str(error), 2) from None
