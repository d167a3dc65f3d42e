"""``lix-tui info``: paths, versions and settings for a bug report; never the key."""

from __future__ import annotations

import click

from lix_tui.explorer.bug_report import aligned, key_line, program_lines
from lix_tui.settings import load_settings


@click.command("info")
def command() -> None:
    """Print paths, versions and settings, for bug reports; never the key."""
    settings = load_settings()
    for line in aligned([*program_lines(settings), key_line(settings)]):
        click.echo(line)
