"""A request as it leaves, the key aside: what the client sends and what is copied as code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from lix_tui.api.endpoints import Endpoint
from lix_tui.settings.key_header import KeyHeader

MAX_URL = 6_000
"""Characters of an encoded request URL; a longer one travels in a form where that is possible."""
LONGEST_URL = 65_536
"""Characters of an encoded request URL that httpx sends at most."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request; everything in it but the base URL is ASCII."""

    method: Literal["GET", "POST"]
    url: str
    content_type: str
    content: str | None = None
    key_header: KeyHeader = "raw"
    """Header that the request is to carry the key in, where it is shown as code."""


def outgoing(
    entry: Endpoint,
    base: str,
    path: str,
    params: Mapping[str, str],
    body: Mapping[str, object] | None = None,
) -> Outgoing:
    """The request for an endpoint at one of its paths; ``base`` has no slash at its end.

    One that is too long for a URL is a form, where the endpoint takes one.
    """
    address = base + path
    query = urlencode(params, quote_via=quote, safe="", errors="replace")
    url = f"{address}?{query}" if query else address
    if entry.long_as_form and len(url) > MAX_URL:
        return Outgoing("POST", address, "application/x-www-form-urlencoded", query)
    content = None if body is None else json.dumps(body)
    return Outgoing(entry.method, url, "application/json", content)
