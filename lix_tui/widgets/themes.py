"""Themes of the app: built-in ones, and the user's as their files change."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App
from textual.theme import Theme

from lix_tui.settings.theme_file import ThemeError, ThemeFile, read_theme_file
from lix_tui.settings.themes_folder import DEFAULT_THEME, PLAIN_THEME, theme_files, user_theme_files

THEME_INTERVAL = 1.0
"""Seconds between checks of the user's theme files."""


def colourless() -> bool:
    """Return True if ``NO_COLOR`` asks for no colours.

    An empty one is taken out, as it asks for none.

    To be asked before Textual starts: it takes an empty one for a set one, and sends greys unless
    only the terminal's own colours are used.
    """
    if os.environ.get("NO_COLOR"):
        return True
    os.environ.pop("NO_COLOR", None)
    return False


_ANSI_ONLY = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
"""Variables that Textual's own style sheet needs, which Textual sets for other themes only."""


def textual_theme(found: ThemeFile) -> Theme:
    """Return the theme of a checked file."""
    colours = found.colours
    return Theme(
        name=found.name,
        dark=found.dark,
        ansi=found.ansi,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=colours["accent"],
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        variables={**_ANSI_ONLY, **found.variables} if found.ansi else dict(found.variables),
    )


class Themes:
    """Themes registered with an app: built-in ones on demand, the user's after each change."""

    def __init__(self, app: App[int], config: Path) -> None:
        """``config`` is the folder that may have a ``themes`` folder."""
        self._app, self._config = app, config
        self._seen: dict[str, tuple[int, int]] = {}
        self._users: set[str] = set()
        self._ours = theme_files()
        self._unsaid: list[str] = []
        self._unread = dict(self._ours)
        """Built-in themes that aren't read yet: the first frame needs only one."""

    @property
    def names(self) -> tuple[str, ...]:
        """Themes to choose from: built-in ones, then the user's, without Textual's own."""
        return (*self._ours, *sorted(self._users))

    def initial_theme(self, chosen: str | None, *, plain: bool) -> str:
        """Return the first theme: ``chosen`` if it exists, the plain one without colours."""
        self._unsaid = self.reload_changed()
        first = chosen if chosen is not None and chosen in self.names else DEFAULT_THEME
        if chosen is not None and chosen not in self.names:
            self._unsaid.append(
                f"The theme {chosen!r} doesn't exist any more; {first} is used instead."
            )
        if plain:
            first = PLAIN_THEME
        self._read(first)
        return first

    def read_all(self) -> None:
        """Register the other built-in themes."""
        for name in tuple(self._unread):
            self._read(name)

    def _read(self, name: str) -> None:
        if (path := self._unread.pop(name, None)) is not None:
            self._app.register_theme(textual_theme(read_theme_file(path)))

    def watch(self) -> None:
        """Report problems from the start, and check the files from now on."""
        self._report()
        self._app.set_interval(THEME_INTERVAL, self._report)

    def _report(self) -> None:
        problems, self._unsaid = [*self._unsaid, *self.reload_changed()], []
        for problem in problems:
            self._app.notify(problem, severity="error", markup=False, timeout=15)

    def reload_changed(self) -> list[str]:
        """Load changed theme files; return a sentence for each file with a mistake.

        A theme whose file has a mistake or is gone keeps the colours it had while it is in use.
        """
        problems: list[str] = []
        files = user_theme_files(self._config)
        for name, path in files.items():
            stamp = _stamp(path)
            if stamp is None or self._seen.get(name) == stamp:
                continue
            self._seen[name] = stamp
            try:
                self._register(textual_theme(read_theme_file(path, reserved=self._ours)))
            except ThemeError as error:
                problems.append(str(error))
        for name in self._seen.keys() - files.keys():
            del self._seen[name]
            if name in self._users and name != self._app.theme:
                self._users.discard(name)
                self._app.unregister_theme(name)
        return problems

    def _register(self, theme: Theme) -> None:
        self._users.add(theme.name)
        self._app.register_theme(theme)
        if self._app.theme == theme.name:
            self._app.mutate_reactive(App.theme)  # the same name, other colours


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
