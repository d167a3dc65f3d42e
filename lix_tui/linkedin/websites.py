"""Domains of websites and email addresses, by which Lix finds organisations."""

from __future__ import annotations

import re
from typing import Final

from lix_tui.linkedin.address import locate
from lix_tui.linkedin.pasted_text import tidy
from lix_tui.linkedin.recognition import recognise

MOST_CHARACTERS: Final = 253
"""Longest domain (RFC 1035)."""
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

    It is in lower case and without 'www.', which the server removes too. None for any other text,
    for LinkedIn's own addresses and for links that carry a LinkedIn link.
    """
    target = recognise(text)
    if target.kind == "email" and target.entity_id:
        return _domain(target.entity_id.rpartition("@")[2])
    bare = tidy(text)
    if target.kind != "unknown" or any(char.isspace() for char in bare):
        return None
    if bare.startswith("@"):
        return _domain(bare[1:])
    place = locate(bare)
    if place is None or place.scheme not in (None, "http", "https"):
        return None
    if _LINKEDIN_PATH.match(place.rest):
        return None
    if place.scheme is None and _FILE.fullmatch(bare.lower()):
        return None
    return _domain(place.host.partition(":")[0])


def _domain(host: str) -> str | None:
    domain = host.lower().rstrip(".").removeprefix("www.")
    is_other = any(word in domain for word in _NOT_A_COMPANY)
    if is_other or len(domain) > MOST_CHARACTERS or not _DOMAIN.fullmatch(domain):
        return None
    return domain


def website_keys(*texts: str) -> tuple[str, ...]:
    """Return ``website:<domain>`` for every text that has a domain."""
    found = (website_domain(text) for text in texts)
    return tuple(dict.fromkeys(f"website:{domain}" for domain in found if domain))
