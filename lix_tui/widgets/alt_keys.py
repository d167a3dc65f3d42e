"""Keys pressed with alt, in terminals that send them as an escape before the character.

Nearly all do, tmux among them. Textual takes such a digit for what macOS makes of option and the
digit (``¡``), loses the alt before punctuation, and lets inputs insert the letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS  # a test pins what is done with it

_PUNCTUATION = {",": "comma", ".": "full_stop", ";": "semicolon", "/": "slash"}
_LETTERS = sorted(set(ascii_lowercase) - {"b", "f"})
"""Some terminals send these two for a word to the left and to the right."""


@dataclass(frozen=True, slots=True)
class _AltKey:
    """Key name in Textual's table of sequences."""

    value: str


def teach_alt_keys() -> None:
    """Register alt keys with Textual, as ``alt+1`` without a character to insert."""
    names = {character: character for character in (*digits, *_LETTERS)} | _PUNCTUATION
    table = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    for character, name in names.items():
        table[f"\x1b{character}"] = (_AltKey(f"alt+{name}"),)
