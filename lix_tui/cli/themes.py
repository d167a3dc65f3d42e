"""``lix-tui themes``: built-in themes, and the user's own."""

from __future__ import annotations

import click

from lix_tui.settings.settings import load_settings
from lix_tui.settings.themes_folder import DEFAULT_THEME, theme_files, user_theme_files


@click.command("themes")
def command() -> None:
    """Print the names of the themes, with a mark at the one in use."""
    from lix_tui.settings.theme_file import ThemeError, read_theme_file

    settings = load_settings()
    current = settings.theme or DEFAULT_THEME
    ours = theme_files()
    for name in ours:
        click.echo(f"{'*' if name == current else ' '} {name}")
    for name, path in user_theme_files(settings.paths.config).items():
        try:
            read_theme_file(path, reserved=ours)
        except ThemeError as error:
            click.echo(f"lix-tui: {error}", err=True)
        else:
            click.echo(f"{'*' if name == current else ' '} {name}  (yours)")
