"""Opens the explorer."""

from __future__ import annotations

import sys

from lix_tui.cli.streams import draw_on_output, on_terminal
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.settings import default_paths, load_settings
from lix_tui.settings.themes_folder import theme_files, user_theme_files
from lix_tui.text import clean_line


class NoTerminal(Exception):
    """Standard input or output is no terminal; the message is one sentence for the user."""


def explore(
    target: str | None = None,
    *,
    demo: bool = False,
    theme: str | None = None,
    offline: bool | None = None,
) -> int:
    """Run the explorer until the user leaves; returns the exit status.

    Raises SettingsError for an unusable setting, NoTerminal without a terminal.
    """
    settings = load_settings({"theme": theme, "offline": offline})
    if not on_terminal():
        message = "The explorer needs a terminal; the commands of 'lix-tui --help' do not."
        raise NoTerminal(message)
    from lix_tui.app.app import LixApp

    place = settings.sources.get("theme", "")
    if settings.theme is not None and place != str(settings.paths.config_file):
        check_theme(settings.theme, place)  # of one chosen once and gone, the explorer tells
    if settings.pictures:
        from lix_tui.widgets.portrait import ask_terminal

        ask_terminal()
    draw_on_output()
    app = LixApp(settings.with_demo() if demo else settings, target)
    status = app.run() or app.return_code or 0
    for words in app.last_words:  # what is not in the store, and where it is
        sys.stderr.write(f"lix-tui: {clean_line(words)}\n")
    return status


def check_theme(name: str, place: str) -> None:
    """Raise SettingsError for a theme that does not exist; ``place`` is where its name is from.

    A user's file is enough: a mistake in it is said on screen and stops nothing.
    """
    names = (*theme_files(), *user_theme_files(default_paths().config))
    if name not in names:
        from difflib import get_close_matches  # only where something is wrong

        near = get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(names)}."
        message = f"{name!r} isn't a theme (from {place}); {hint}"
        raise SettingsError(message)


def explore_or_say(*, demo: bool) -> int:
    """``explore``, with what is wrong as one sentence on standard error."""
    try:
        return explore(demo=demo)
    except (SettingsError, NoTerminal) as error:
        sys.stderr.write(f"lix-tui: {error}\n")
        return 2
