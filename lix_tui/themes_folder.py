"""Where the theme files that come with the program are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

DEFAULT_THEME = "lix-dusk"


def theme_folder() -> Traversable:
    """The folder of theme files: inside the installed package, or beside it in a checkout."""
    packaged = files("lix_tui") / "themes"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parent.parent / "themes"


def theme_files() -> Mapping[str, Traversable]:
    """The theme files by the name of their theme, in name order."""
    entries = sorted(theme_folder().iterdir(), key=lambda entry: entry.name)
    return {e.name.removesuffix(".toml"): e for e in entries if e.name.endswith(".toml")}
