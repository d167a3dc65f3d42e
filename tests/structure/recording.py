"""Records of a run of the TUI: entered functions, received texts, painted texts."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator, Callable
from types import FrameType
from typing import Any

import httpx
from textual._compositor import CompositorUpdate
from textual.app import App


class Recorder:
    """Functions of the package that are entered while it is on, in order, those of timers left out.

    Files are relative to the package. Code without a name of its own (comprehensions, lambdas,
    module bodies) counts as part of what holds it.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.functions: dict[tuple[str, str], None] = {}
        self.is_on = False

    def see(self, frame: FrameType, event: str, _: object) -> None:
        """Record a call; used as the profile function of every thread."""
        if not self.is_on or event != "call":
            return
        code = frame.f_code
        if code.co_filename.startswith(self.folder) and not code.co_name.startswith("<"):
            key = (code.co_filename[len(self.folder) :], code.co_qualname)
            if key not in self.functions and not _is_of_timer(frame):
                self.functions[key] = None


class Painted:
    """Texts that were received and texts that were painted."""

    def __init__(self) -> None:
        self.output = ""
        self.received: list[bytearray] = []
        self.on_paint: Callable[[], None] = lambda: None

    def watch(self) -> None:
        """Listen to Textual's display and to httpx."""
        display = App._display
        carry = httpx.AsyncHTTPTransport.handle_async_request

        def displaying(app: App[Any], screen: Any, update: Any) -> None:
            display(app, screen, update)
            if isinstance(update, CompositorUpdate):  # a headless app doesn't read the text itself
                self.output += update.render_segments(app.console)
                self.on_paint()

        async def carrying(
            transport: httpx.AsyncHTTPTransport, request: httpx.Request
        ) -> httpx.Response:
            response = await carry(transport, request)
            assert isinstance(response.stream, httpx.AsyncByteStream)
            self.received.append(bytearray())
            response.stream = _Copied(response.stream, self.received[-1])
            return response

        App._display = displaying  # type: ignore[method-assign,assignment]
        httpx.AsyncHTTPTransport.handle_async_request = carrying  # type: ignore[method-assign,assignment]

    def is_answer_painted(self, answers: int, before: str) -> bool:
        """Return True if a text received after `answers` answers is new in the output."""
        texts = {text for body in self.received[answers:] for text in _texts(_json(bytes(body)))}
        shown = self.output[len(before) :]
        return any(text in shown and text not in before for text in texts)


class _Copied(httpx.AsyncByteStream):
    """Stream of an answer that is copied on its way."""

    def __init__(self, stream: httpx.AsyncByteStream, copy: bytearray) -> None:
        self.stream, self.copy = stream, copy

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self.stream:
            self.copy += piece
            yield piece

    async def aclose(self) -> None:
        await self.stream.aclose()


def _is_of_timer(frame: FrameType | None) -> bool:
    while frame is not None:
        code = frame.f_code
        if code.co_filename.endswith("timer.py") and "textual" in code.co_filename:
            return True
        if code.co_name in ("on_timer", "_on_timer"):
            return True
        frame = frame.f_back
    return False


def _json(body: bytes) -> Any:
    if body[:2] == b"\x1f\x8b":
        body = zlib.decompress(body, zlib.MAX_WBITS | 16)
    try:
        return json.loads(body)
    except ValueError:  # the body isn't complete yet
        return None


def _texts(value: Any) -> set[str]:
    """Return the texts in a JSON value that are long enough to be unique."""
    if isinstance(value, dict):
        return {text for inner in value.values() for text in _texts(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in _texts(inner)}
    return {value} if isinstance(value, str) and 8 <= len(value) <= 60 else set()
