"""A crash, wherever it happens, prints no key: not even where a traceback shows locals."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from rich.console import Console
from rich.traceback import Traceback

from lix_tui.api.client import Client
from lix_tui.api.errors import LixError
from lix_tui.api.limiter import Limiter
from lix_tui.settings.key import FoundKey, Key
from tests.api.function_transport import PERSON
from tests.leaks.canary import KEY, contains_key, leaking

APP = """# started by the tests
import asyncio, os
from lix_tui.app.app import LixApp
from lix_tui.settings.settings import load_settings

app = LixApp(load_settings())
async def work(services):
    found, client, sender = services.found_key, services.client, vars(services.client)
    text = found.key.reveal()
    raise RuntimeError("it broke here")

async def start():
    services = await app.services()
    if {worker}:
        app.run_worker(work(services))
    else:
        app.call_later(work, services)

app.call_later(lambda: setattr(app, "started", asyncio.ensure_future(start())))
app.run(headless=True)
"""
COMMAND = """# started by the tests
import sys
from lix_tui.cli.main import main
from lix_tui.services import services
from tests.api.function_transport import PERSON

def broken(*words, **more):
    found = sys._getframe(1).f_locals
    raise RuntimeError("it broke here")

services.Searches = broken
sys.argv = ["lix-tui", "account"]
main()
"""


def crashed(script: str) -> str:
    """Run a program that crashes, and return its output."""
    environ = {**os.environ, "LIX_API_URL": "http://127.0.0.1:9", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, env=environ, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    assert "it broke here" in done.stderr, done.stderr
    assert "Traceback" in done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "script", [APP.format(worker=True), COMMAND], ids=["a worker of the app", "a command"]
)
def test_a_program_that_breaks_prints_no_key(script: str, home: Path) -> None:
    printed = crashed(script)
    assert not contains_key(printed), printed
    assert leaking(home.parent) == []


def with_locals(error: BaseException) -> str:
    """Return the most detailed traceback that Python can print."""
    out = io.StringIO()
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next  # the answer is also a local variable of the test's server
    shown = Traceback.from_exception(
        type(error), error, trace,
        show_locals=True, locals_max_length=sys.maxsize, locals_max_string=sys.maxsize,
        locals_hide_dunder=False, locals_hide_sunder=False, width=2000,
    )  # fmt: skip
    Console(file=out, width=2000).print(shown)
    return out.getvalue()


ANSWERS = {
    "nothing": b"",
    "a body that breaks": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
    "the key": b'HTTP/1.1 500 No\r\nContent-Length: %d\r\n\r\n{"error":{"message":"%s"}}',
    "a redirect": b"HTTP/1.1 307 To\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
}


async def failure(answer: bytes, send_request: Callable[[Client], Awaitable[object]]) -> Exception:
    """Return the error of a request that is answered with these bytes."""
    writers: list[asyncio.StreamWriter] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        with suppress(asyncio.IncompleteReadError):  # a broken connection
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = Client(key=Key(KEY), api_url=url, lookc_url=url, limiter=Limiter(0))
    try:
        await send_request(client)
    except (LixError, ZeroDivisionError) as error:
        return error
    finally:
        await client.aclose()
        server.close()
        for writer in writers:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
        await server.wait_closed()
    pytest.fail("it did not fail")


@pytest.mark.parametrize("name", ANSWERS)
async def test_no_traceback_of_a_failed_request_shows_the_key(name: str) -> None:
    answer = ANSWERS[name]
    if b"%s" in answer:
        message = KEY.replace("\\", "\\\\").replace('"', '\\"').encode()
        answer = answer % (len(message) + 24, message)
    error = await failure(answer, lambda client: client.send(PERSON))
    printed = with_locals(error)
    assert "locals" in printed
    assert not contains_key(printed), printed
    assert not contains_key(f"{error!s} {error!r} {vars(error)}")


async def test_no_traceback_of_what_nobody_foresaw_shows_the_key() -> None:
    """Show no key of local variables, also for an error inside httpx."""
    calls = 0

    class Failing(Limiter):
        async def sent(self) -> None:
            nonlocal calls
            calls += 1
            if calls == 2:  # just as the request leaves, below httpx
                raise ZeroDivisionError

    async def send_request(client: Client) -> None:
        client._limiter = Failing(0)
        await client.send(PERSON)

    error = await failure(b"", send_request)
    printed = with_locals(error)
    assert isinstance(error, ZeroDivisionError)
    assert "httpcore" in printed
    assert not contains_key(printed), printed


def test_nothing_that_holds_the_key_shows_it() -> None:
    found = FoundKey(Key(KEY), "session")
    client = Client(
        key=found.key,
        api_url="https://a.invalid",
        lookc_url="https://b.invalid",
        limiter=Limiter(0),
    )
    out = io.StringIO()
    console = Console(file=out, width=400)
    for thing in (found, found.key, client, vars(client), vars(client._http), client._http.auth):
        console.print(thing, repr(thing), f"{thing}")
    assert not contains_key(out.getvalue())
