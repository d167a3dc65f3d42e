"""``lix-tui themes``: the themes that come with the program."""

from __future__ import annotations

import click

from lix_tui.settings import load_settings
from lix_tui.themes_folder import DEFAULT_THEME, theme_files


@click.command("themes")
def command() -> None:
    """Print the names of the themes; the one in use is marked."""
    current = load_settings().theme or DEFAULT_THEME
    for name in theme_files():
        click.echo(f"{'*' if name == current else ' '} {name}")
