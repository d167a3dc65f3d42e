"""``lix-tui keys``: table of all keys."""

from __future__ import annotations

import sys

import click

from lix_tui.cli.failures import print_message
from lix_tui.settings.settings import load_settings


@click.command("keys")
def command() -> None:
    """Print every key with the id and the description of its command.

    Use the id under [keys] in the settings file. Mistakes there are printed too.
    """
    from lix_tui.services.commands.command import SCOPE_TITLES
    from lix_tui.services.commands.commands import commands_of
    from lix_tui.services.commands.keymap import make_keymap

    settings = load_settings()
    keymap = make_keymap(settings.key_preset, settings.keys)
    for scope, title in SCOPE_TITLES.items():
        click.echo(f"{title}")
        for entry in commands_of(scope):
            click.echo(f"  {keymap.key_labels(entry):<22} {entry.id:<22} {entry.help}")
    for problem in keymap.problems:
        print_message(problem, 0)
    sys.exit(0)
