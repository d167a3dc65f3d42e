"""``lix-tui keys``: the key table."""

from __future__ import annotations

import click

from lix_tui.explorer.commands import SCOPE_TITLES, commands_of, shown_keys


@click.command("keys")
def command() -> None:
    """Print every key with what it does."""
    for scope, title in SCOPE_TITLES.items():
        click.echo(f"{title}")
        for entry in commands_of(scope):
            click.echo(f"  {shown_keys(entry):<22} {entry.id:<22} {entry.help}")
