"""A request as it leaves, without the key: one place makes it, for sending and for showing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from lix_tui.api.endpoints import Endpoint

MAX_URL = 6_000
"""Characters of an encoded request URL; a longer one travels in a form where that is possible."""
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Wire:
    """Method, URL and body; the key is added by whoever sends it."""

    method: str
    url: str
    content_type: str
    content: str | None = None


def make_wire(
    entry: Endpoint, address: str, params: Mapping[str, str], body: Mapping[str, object] | None
) -> Wire:
    """The request of an endpoint at ``address``.

    Parameters travel in the query, or in a form where the URL would get too long and the endpoint
    takes one (Lix docs, Sales Navigator search).
    """
    query = urlencode(params, quote_via=quote, safe="", errors="replace")
    url = f"{address}?{query}" if query else address
    if entry.long_as_form and len(url) > MAX_URL:
        return Wire("POST", address, FORM_TYPE, query)
    return Wire(entry.method, url, JSON_TYPE, None if body is None else json.dumps(body))
