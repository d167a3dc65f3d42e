"""Text of a valid theme file."""

from __future__ import annotations

from lix_tui.settings.themes_folder import theme_files

GOOD = theme_files()["lix-moss"].read_text().replace("lix-moss", "mine")
