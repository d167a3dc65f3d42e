"""Download of profile pictures and logos, if the settings allow it. Sends no key."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from lix_tui.api.content import ACCEPTED, bound_content
from lix_tui.api.errors import UnusableNetwork
from lix_tui.api.http_client import network

LARGEST = 2 * 1024 * 1024
"""Maximum bytes of a picture; LinkedIn's largest profile pictures have about 150 KB."""
_MOST_IN_MEMORY = 64
"""Pictures in memory while the program runs; none is written to a file."""


class PictureError(Exception):
    """A picture can't be shown; the message is one sentence for the user."""


class ImageFetcher:
    """Pictures by their address, each fetched once."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport | None = None, *, offline: bool = False
    ) -> None:
        """``transport`` replaces the network in tests."""
        self._transport = transport
        self._opened: httpx.AsyncClient | None = None
        self._offline = offline
        self._images: dict[str, bytes] = {}

    async def get(self, url: str) -> bytes:
        """Return the bytes of the picture at an https address, without following redirects.

        Raises PictureError.
        """
        if (kept := self._images.get(url)) is not None:
            return kept
        if self._offline:
            raise PictureError("The picture isn't stored, and nothing is fetched offline.")
        try:
            parts = urlsplit(url)
            usable = parts.scheme == "https" and bool(parts.hostname) and not parts.username
        except ValueError:
            usable = False
        if not usable:
            raise PictureError("The picture has no https address, so it isn't fetched.")
        try:
            found = await self._fetch(url)
        except UnusableNetwork as error:
            raise PictureError(str(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            message = f"The picture could not be fetched ({type(error).__name__})."
            raise PictureError(message) from None
        while len(self._images) >= _MOST_IN_MEMORY:
            del self._images[next(iter(self._images))]
        self._images[url] = found
        return found

    async def _fetch(self, url: str) -> bytes:
        async with self._client().stream("GET", url) as answer:
            if answer.status_code != 200:
                message = (
                    f"The picture is gone (status {answer.status_code}). LinkedIn's picture "
                    "addresses expire; refresh the record to get a new one."
                )
                raise PictureError(message)
            if not answer.headers.get("content-type", "").startswith("image/"):
                raise PictureError("The answer isn't a picture.")
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise PictureError("The picture is larger than 2 MB, so it isn't shown.")
        return body

    async def aclose(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.aclose()

    def _client(self) -> httpx.AsyncClient:
        """Return the HTTP client, opened with the first picture. Raises UnusableNetwork."""
        if self._opened is None:
            self._opened = httpx.AsyncClient(
                transport=self._transport or network(),
                trust_env=False,
                timeout=10.0,
                event_hooks={"response": [bound_content]},
                headers={"Accept": "image/*", "Accept-Encoding": ACCEPTED},
            )
        return self._opened
