"""Start of the explorer."""

from __future__ import annotations

import sys

from lix_tui.cli.streams import draw_on_terminal, on_terminal
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.settings import Settings, default_paths, load_settings
from lix_tui.settings.themes_folder import theme_files, user_theme_files
from lix_tui.text import clean_line


class NoTerminal(Exception):
    """Standard input or output isn't a terminal; the message is one sentence for the user."""


def explore(
    target: str | None = None,
    *,
    demo: bool = False,
    theme: str | None = None,
    offline: bool | None = None,
) -> int:
    """Run the explorer until the user leaves, and return the exit status.

    Raises SettingsError for an unusable setting, NoTerminal without a terminal.
    """
    settings = load_settings({"theme": theme, "offline": offline})
    if not on_terminal():
        message = "The explorer needs a terminal; the commands of 'lix-tui --help' don't."
        raise NoTerminal(message)
    from lix_tui.app.collector import pause_collector, resume_collector

    pause_collector()  # until the first frame, or an error before it
    try:
        return _run(settings, target, demo=demo)
    finally:
        resume_collector()


def _run(settings: Settings, target: str | None, *, demo: bool) -> int:
    from lix_tui.app.app import LixApp

    place = settings.sources.get("theme", "")
    if settings.theme is not None and place != str(settings.paths.config_file):
        check_theme(settings.theme, place)  # the explorer reports a theme of the file that is gone
    if settings.pictures:
        from lix_tui.widgets.portrait import detect_picture_support

        detect_picture_support()
    draw_on_terminal()
    app = LixApp(settings.with_demo() if demo else settings, target)
    status = app.run() or app.return_code or 0
    for words in app.last_words:  # the place of answers that aren't in the store
        sys.stderr.write(f"lix-tui: {clean_line(words)}\n")
    return status


def check_theme(name: str, place: str) -> None:
    """Raise SettingsError for a theme that doesn't exist; ``place`` is the source of its name.

    A file of the user counts even with a mistake in it, which the explorer reports.
    """
    names = (*theme_files(), *user_theme_files(default_paths().config))
    if name not in names:
        from difflib import get_close_matches  # takes time to load

        near = get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(names)}."
        message = f"{name!r} isn't a theme (from {place}); {hint}"
        raise SettingsError(message)


def run_explorer(*, demo: bool) -> int:
    """Run the explorer; print an error as one sentence on standard error."""
    try:
        return explore(demo=demo)
    except (SettingsError, NoTerminal) as error:
        sys.stderr.write(f"lix-tui: {error}\n")
        return 2
