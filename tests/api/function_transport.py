"""A client whose transport is a function, and the requests that the function received."""

from collections.abc import Callable

import httpx

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.limiter import Limiter
from lix_tui.settings.key import Key

CANARY = "canary-9f8e7d6c5b4a"
"""A key that must never be seen anywhere but in the header."""

API, LOOKC = "https://api.lix-it.com", "https://api.lookc.io"

BALANCES = ApiRequest("balances")
PERSON = ApiRequest("person", {"profile_link": "https://linkedin.com/in/dana-example"})


def client_of(
    answer: Callable[[httpx.Request], httpx.Response], *, limiter: Limiter | None = None
) -> tuple[Client, list[httpx.Request]]:
    """Return the client, and the list of its requests."""
    requests: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answer(request)

    client = Client(
        key=Key(CANARY),
        api_url=API,
        lookc_url=LOOKC,
        limiter=limiter or Limiter(0),
        transport=httpx.MockTransport(handle),
    )
    return client, requests


def answering(
    content: bytes = b"{}", status: int = 200, **headers: str
) -> Callable[[httpx.Request], httpx.Response]:
    """Return a transport function with one fixed answer.

    An underscore in a header's name stands for a hyphen.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: httpx.Response(status, content=content, headers=named)
