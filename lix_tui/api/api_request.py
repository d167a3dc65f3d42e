"""Request to an endpoint, checked and serialised without the key, and its reply."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

from lix_tui.api.endpoints import ENDPOINTS, Endpoint, Host
from lix_tui.api.errors import ParamsInvalid, RequestTooLong
from lix_tui.settings.key import ENVIRONMENT_VARIABLE
from lix_tui.settings.key_header import KeyHeader

if TYPE_CHECKING:
    from lix_tui.settings.settings import Settings

MAX_URL = 6_000
"""Longest encoded request URL in characters. A longer one is sent as a form where possible."""
LONGEST_URL = 65_536
"""Longest encoded request URL in characters that httpx sends."""

Params = Mapping[str, str | int | None]
Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Parts of the HTTP request; all of them but the base URL are ASCII."""

    method: Literal["GET", "POST"]
    url: str
    content_type: str
    content: str | None = None
    key_variable: str = ENVIRONMENT_VARIABLE
    """Environment variable of the key when the request is shown as code."""
    key_header: KeyHeader = "raw"
    """Header for the key when the request is shown as code."""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One request of an endpoint.

    A parameter ``viewer_id`` is the LinkedIn id of an account connected to Lix on whose behalf the
    request is made; it makes a ``sequence_id`` unnecessary (Lix docs, Sequence IDs).
    """

    endpoint: str
    """Name in the endpoint table."""
    params: Params = field(default_factory=dict)
    """Query parameters. Those with None are left out."""
    body: Body | None = None
    """JSON body, for endpoints that accept one."""

    @property
    def entry(self) -> Endpoint:
        """Entry of the endpoint table."""
        return ENDPOINTS[self.endpoint]

    @property
    def sent_params(self) -> dict[str, str]:
        """Parameters that are sent, as text."""
        return {name: str(value) for name, value in self.params.items() if value is not None}

    def check(self) -> None:
        """Raise ParamsInvalid if a parameter or body field is missing, unknown or excluded.

        An empty parameter counts as missing.
        """
        problem = _problem(self.entry, self.sent_params, self.body)
        if problem:
            message = f"{self.endpoint} {problem}"
            raise ParamsInvalid(message, endpoint=self.endpoint)

    def outgoing(self, base: str, path: str) -> Outgoing:
        """Return the HTTP request; ``base`` has no final slash.

        A request that is too long for a URL becomes a form if the endpoint accepts one. Raises
        RequestTooLong.
        """
        made = self._written(base, path)
        if len(made.url) > LONGEST_URL:
            message = (
                f"The URL of this request would have {len(made.url):,} characters, more than the "
                f"limit of {LONGEST_URL:,}"
            )
            raise RequestTooLong(message, endpoint=self.endpoint)
        return made

    def outgoing_by(self, settings: Settings) -> Outgoing:
        """Return the HTTP request for the servers in the settings."""
        entry = self.entry
        base = settings.lookc_url if entry.host is Host.LOOKC else settings.api_url
        made = self._written(base, entry.paths[0])
        return replace(made, key_header=settings.key_header or "raw")

    def _written(self, base: str, path: str) -> Outgoing:
        params, address = self.sent_params, base
        for part in re.split(r"(\{[a-z_]+\})", path):
            is_name = part.startswith("{")
            address += quote(params.pop(part[1:-1]), "", errors="replace") if is_name else part
        query = urlencode(params, quote_via=quote, safe="", errors="replace")
        url = f"{address}?{query}" if query else address
        if self.entry.long_as_form and len(url) > MAX_URL:
            return Outgoing("POST", address, "application/x-www-form-urlencoded", query)
        content = None if self.body is None else json.dumps(self.body)
        return Outgoing(self.entry.method, url, "application/json", content)


def _problem(entry: Endpoint, params: Mapping[str, str], body: Body | None) -> str | None:
    for name in entry.required:
        if not params.get(name):
            return f"needs {name}"
    for name in params:
        if name not in entry.parameters:
            return f"doesn't accept {name}"
    if params.get("viewer_id") and params.get("sequence_id") and not entry.is_sequence_cursor:
        return "accepts viewer_id or sequence_id, not both"
    if entry.one_of and sum(bool(params.get(name)) for name in entry.one_of) != 1:
        return f"needs exactly one of {', '.join(entry.one_of)}"
    if not entry.body_fields:
        return None if body is None else "doesn't accept a body"
    if body is None or not body.get(entry.body_fields[0]):
        return f"needs {entry.body_fields[0]} in its body"
    for name in body:
        if name not in entry.body_fields:
            return f"doesn't accept {name} in its body"
    return None


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer as it was received, with a status of 200 to 299."""

    endpoint: str
    status: int
    body: bytes = field(repr=False)
    sent_at: float
    """Seconds since the epoch."""
    elapsed: float
    """Seconds from sending to the last byte."""
