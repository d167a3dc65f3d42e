"""Theme files: those of the program and the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DEFAULT_THEME = "lix-dusk"
PLAIN_THEME = "lix-terminal"
"""The theme of the terminal's own colours; NO_COLOR, which takes them away, begins with it."""


def theme_folder() -> Path:
    """Return the folder of theme files: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def theme_files() -> Mapping[str, Path]:
    """Return the theme files by the name of their theme, in name order."""
    return _files(theme_folder())


def user_theme_files(config: Path) -> Mapping[str, Path]:
    """Return the user's theme files in the config folder, unchecked, by name, in name order."""
    return _files(config / "themes")


def _files(folder: Path) -> Mapping[str, Path]:
    return {entry.stem: entry for entry in sorted(folder.glob("*.toml"))}
