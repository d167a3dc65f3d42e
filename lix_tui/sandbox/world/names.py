"""Names of people, by culture, in their own script and in ASCII."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.sandbox.world.tables import rows

_PLAIN = str.maketrans("øØłŁđĐıßæÆœŒ", "oOlLdDisaAoO")

_FAMILY_FIRST = ("zh", "ja", "ko")


@dataclass(frozen=True, slots=True)
class NamePart:
    """A first or last name: as written in its own script, and in ASCII."""

    native: str
    ascii: str


@dataclass(frozen=True, slots=True)
class Culture:
    """The names of one culture, the code of its profile language, and its habits of writing."""

    language: str
    firsts: tuple[NamePart, ...]
    lasts: tuple[NamePart, ...]
    script: bool
    """True if the native spelling isn't Latin."""
    family_first: bool


def to_ascii(text: str) -> str:
    """Return a Latin text without its accents; what has no ASCII form is dropped."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return plain.encode("ascii", "ignore").decode("ascii")


def _parts(text: str) -> tuple[NamePart, ...]:
    parts = []
    for word in text.split():
        native, _, latin = word.replace("_", " ").partition("=")
        parts.append(NamePart(native, latin or to_ascii(native)))
    return tuple(parts)


CULTURES: Mapping[str, Culture] = {
    code: Culture(language, _parts(firsts), _parts(lasts), "=" in firsts, code in _FAMILY_FIRST)
    for code, language, firsts, lasts in rows("names")
}
"""Cultures by the codes that :mod:`lix_tui.sandbox.world.places` uses."""
