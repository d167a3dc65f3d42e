"""``lix-tui info``: paths, versions and settings for a bug report; never the key."""

from __future__ import annotations

import click

from lix_tui.services.bug_report import aligned, key_line, program_lines
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.key import ROLES
from lix_tui.settings.settings import Settings, default_paths, load_settings


@click.command("info")
def command() -> None:
    """Print paths, versions and settings, for bug reports; never the key.

    If a setting can't be used, the error is printed last, and the other lines show the defaults.
    """
    problem: SettingsError | None = None
    try:
        settings = load_settings()
    except SettingsError as error:
        problem, settings = error, Settings(paths=default_paths())
    keys = (key_line(settings, role) for role in ROLES)
    for line in aligned([*program_lines(settings), *keys]):
        click.echo(line)
    if problem is not None:
        raise problem
