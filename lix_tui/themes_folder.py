"""Where the theme files that come with the program are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DEFAULT_THEME = "lix-dusk"


def theme_folder() -> Path:
    """The folder of theme files: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def theme_files() -> Mapping[str, Path]:
    """The theme files by the name of their theme, in name order."""
    return {entry.stem: entry for entry in sorted(theme_folder().glob("*.toml"))}
