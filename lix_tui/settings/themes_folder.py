"""Theme files: built-in ones and the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DEFAULT_THEME = "lix-dusk"
PLAIN_THEME = "lix-terminal"
"""Theme of the terminal's own colours, which NO_COLOR selects."""


def theme_folder() -> Path:
    """Return the folder of theme files: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def theme_files() -> Mapping[str, Path]:
    """Return the built-in theme files by name, in alphabetical order."""
    return _files(theme_folder())


def user_theme_files(config: Path) -> Mapping[str, Path]:
    """Return the unchecked theme files in the config folder by name, in alphabetical order."""
    return _files(config / "themes")


def _files(folder: Path) -> Mapping[str, Path]:
    return {entry.stem: entry for entry in sorted(folder.glob("*.toml"))}
