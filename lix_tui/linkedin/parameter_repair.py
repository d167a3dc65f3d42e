"""Repair of parameters with the rest of an ``&amp;`` in front of their name."""

from __future__ import annotations

import re

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.parameters import KNOWN_NAMES, NOISE

_NAMES = KNOWN_NAMES | NOISE
_REST = re.compile(r"(?:\s|%20|%3B|;|amp(?=;|%3B|\w))+", re.IGNORECASE)


def repair_names(address: Address) -> Address:
    """Return the address with ``ampkeywords=``, ``amp;keywords=`` and the like as ``keywords=``.

    Only known names of LinkedIn's searches are repaired, so nothing is guessed.
    """
    query, fragment = address.query, address.fragment
    return address._replace(
        query=_repair(query) if query else query,
        fragment=_repair(fragment) if fragment and address.in_fragment else fragment,
    )


def _repair(text: str) -> str:
    if not _REST.search(text):
        return text
    return "&".join(_without_stray_prefix(part) for part in text.split("&"))


def _without_stray_prefix(part: str) -> str:
    """Return a parameter without stray text before its name, if a known name is left."""
    name, equals, value = part.partition("=")
    rest = _REST.match(name)
    if not equals or rest is None or name in _NAMES:
        return part
    bare = name[rest.end() :].strip()
    return f"{bare}={value}" if bare in _NAMES else part
