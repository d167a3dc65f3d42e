"""A client that sends nothing: it tells what the real one would send."""

from __future__ import annotations

from typing import Unpack

from lix_tui.api.checking import check
from lix_tui.api.client import LixClient
from lix_tui.api.endpoints import ENDPOINTS, Host
from lix_tui.api.reply import Reply
from lix_tui.api.sending import Body, How, Params
from lix_tui.api.wire import Wire, make_wire


class Described(Exception):
    """Raised in place of a reply, with the request that would have been sent."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(wire.method)
        self.wire = wire


class DescribingClient(LixClient):
    """Every method raises Described, or ParamsInvalid as the real one does."""

    def __init__(self, api_url: str, lookc_url: str) -> None:
        """The base URLs of the settings; there is no key in it."""
        self._described = {Host.API: api_url, Host.LOOKC: lookc_url}

    async def send(
        self, endpoint: str, params: Params, *, body: Body | None = None, **_: Unpack[How]
    ) -> Reply:
        """Raise what would be sent."""
        raise Described(self.describe(endpoint, params, body))

    def describe(self, endpoint: str, params: Params, body: Body | None = None) -> Wire:
        """What would be sent. Raises ParamsInvalid."""
        entry = ENDPOINTS[endpoint]
        given = {name: str(value) for name, value in params.items() if value is not None}
        check(entry, given, body)
        address = self._described[entry.host] + entry.paths[0]
        return make_wire(entry, address, given, body)
