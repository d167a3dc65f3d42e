"""Domains of websites and email addresses, by which Lix finds organisations."""

from __future__ import annotations

import re
from typing import Final

from lix_tui.linkedin.address import locate
from lix_tui.linkedin.pasted_text import tidy
from lix_tui.linkedin.recognition import recognise

MOST_CHARACTERS: Final = 253
"""Longest domain (RFC 1035)."""
_OTHER_SCRIPT = re.compile(
    r"[^\s/?#\\@:]+\.(?:xn--[a-z0-9-]+|[^\W\d_a-z][^\s/?#\\@:.a-z]*)\.?(?::\d+)?(?=[/?#\\]|$)",
    re.IGNORECASE,
)
"""Bare host in a top-level domain of another script, as typed or encoded for the DNS."""
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})")
_FILE = re.compile(
    r"[^/]+\.(?:csv|docx?|html?|jsonl?|log|md|ods|parquet|pdf|svg|toml|tsv|txt|xlsx?|ya?ml|zip)"
)
"""Name of a file, which is a domain only with a scheme or a path."""
_LINKEDIN_PATH = re.compile(
    r"/(?:in|pub|sales/(?:lead|people|company|search|lists)|search/results|feed/update)/"
)
"""Path of a LinkedIn page, whose link is broken or imitated where it has another host."""
_NOT_A_COMPANY = ("linkedin", "lnkd.in")
"""Words in LinkedIn's own domains, and in those that imitate it."""


def website_domain(text: str) -> str | None:
    """Return the domain of a website, of a bare domain or of an email address.

    It is in lower case and without 'www.', which the server removes too. Letters of other scripts
    are shown as such, so that a domain encoded for the DNS is the same one. None for any other
    text, for LinkedIn's own addresses and for links that carry a LinkedIn link.
    """
    target = recognise(text)
    if target.kind == "email" and target.entity_id:
        return _domain(target.entity_id.rpartition("@")[2])
    bare = tidy(text)
    if target.kind != "unknown" or any(char.isspace() for char in bare):
        return None
    if bare.startswith("@"):
        return _domain(bare[1:])
    place = locate(f"//{bare}" if _OTHER_SCRIPT.match(bare) else bare)
    if place is None or place.scheme not in (None, "http", "https"):
        return None
    if _LINKEDIN_PATH.match(place.rest):
        return None
    if place.scheme is None and _FILE.fullmatch(bare.lower()):
        return None
    return _domain(place.host.partition(":")[0])


def _domain(host: str) -> str | None:
    encoded = _encoded(host.lower().rstrip("."))
    if encoded is None:
        return None
    encoded = encoded.removeprefix("www.")
    is_other = any(word in encoded for word in _NOT_A_COMPANY)
    if is_other or len(encoded) > MOST_CHARACTERS or not _DOMAIN.fullmatch(encoded):
        return None
    return _decoded(encoded)


def _encoded(host: str) -> str | None:
    """Return a host as the DNS has it; None if its letters are invalid there."""
    if host.isascii():
        return host
    from idna import IDNAError, encode

    try:
        return encode(host, uts46=True).decode()
    except IDNAError:
        return None


def _decoded(host: str) -> str:
    """Return an encoded host in its own script; as it is if it has no valid form there."""
    if "xn--" not in host:
        return host
    from idna import IDNAError, decode

    try:
        return decode(host)
    except IDNAError:
        return host


def website_keys(*texts: str) -> tuple[str, ...]:
    """Return ``website:<domain>`` for every text that has a domain."""
    found = (website_domain(text) for text in texts)
    return tuple(dict.fromkeys(f"website:{domain}" for domain in found if domain))
