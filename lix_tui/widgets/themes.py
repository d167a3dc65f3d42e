"""Reads the theme files: one TOML file a theme."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from textual.theme import Theme

from lix_tui.themes_folder import theme_files


def packaged_themes() -> Iterator[Theme]:
    """Every theme that comes with the program, in name order."""
    for entry in theme_files().values():
        yield read_theme(entry.read_text(encoding="utf-8"))


def read_theme(text: str) -> Theme:
    """A theme from the text of its file.

    Raises ValueError when the text is not TOML (``tomllib.TOMLDecodeError`` is one) and TypeError
    when it has a key that themes do not know or lacks ``name`` or ``primary``.
    """
    return Theme(**tomllib.loads(text))
