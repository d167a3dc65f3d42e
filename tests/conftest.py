"""Fixtures of all tests: private folders, a sandbox on a socket, settings that use both."""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from urllib.request import urlopen

import hypothesis
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lix_tui.cli.sandbox import command, config_of
from lix_tui.sandbox.serve import server_of
from lix_tui.settings.settings import Paths, Settings

# pytest then shows the values of a failed assertion in a helper, too
pytest.register_assert_rewrite("tests.support")

# benchmarks measure durations; a timed test would fail on a busy machine
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1_000)
hypothesis.settings.load_profile("untimed")

REPOSITORY = Path(__file__).resolve().parents[1]
"""Folder that a child process must be started in to import from the tests."""

INTERVAL = 0.03
"""Seconds between requests in tests: the limiter is there, without being waited for."""

ALLOWED = 0
"""Seconds between requests that a sandbox on a socket insists on: none. A request sent in time
can arrive late on a busy machine, and the next one then seems early. The limiter's own tests, on a
clock of their own, check the rate; a test of a refused request orders it with ``--fault 429``."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return two workers a core: tests of screens mostly wait for the screen to settle."""
    return min(16, 2 * (os.cpu_count() or 1))


@pytest.fixture(autouse=True)
def _no_outside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Isolate each test from the user's environment, files and keyring."""
    for name in list(os.environ):
        if name.startswith(("LIX_", "XDG_", "SSH_")) or name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    # shared queries and exports go to the current folder, which must not be the repository
    monkeypatch.chdir(tmp_path_factory.mktemp("current"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def _waits_without_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """End the waits of Textual's Pilot as soon as the app has nothing left to do."""
    from tests.support.idle import wait_for_idle

    for name in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{name}.wait_for_idle", wait_for_idle)


@pytest.fixture(autouse=True)
def _separate_presses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every key of a test as a separate press, however fast the keys follow each other.

    Tests of held keys set the gap and a clock of their own (tests/screens/key_repeat.py).
    """
    monkeypatch.setattr("lix_tui.services.commands.presses.REPEAT_GAP", 0.0)
    monkeypatch.setattr("lix_tui.services.commands.presses.BURST_GAP", 0.0)


@pytest.fixture(autouse=True)
def _same_sequences(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sequence ids, and with them the order of results, the same in every run of a test."""
    dice = random.Random(request.node.nodeid)
    monkeypatch.setattr("uuid.uuid4", lambda: uuid.UUID(bytes=dice.randbytes(16), version=4))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Return private folders."""
    return Paths(tmp_path / "config", tmp_path / "data", tmp_path / "state")


@pytest.fixture
def demo_settings(paths: Paths) -> Settings:
    """Return settings of the demo without the rate limit's pauses."""
    settings = Settings(paths=paths, rate_interval=INTERVAL, sources={"rate_interval": "the test"})
    return settings.with_demo()


class Answers:
    """Answers of a sandbox on a socket, of which all or only some are sent.

    A request is carried out and charged although its answer is delayed. Answers about the account
    or the sandbox are never delayed.
    """

    def __init__(self) -> None:
        self.left = inf
        """Answers that may still be sent."""
        self._turn = 0

    def delay(self) -> None:
        """Delay all answers until ``send`` is called."""
        self.send(0)

    def send(self, most: float = inf) -> None:
        """Send the delayed answers, and ``most`` answers to later requests."""
        self._turn, self.left = self._turn + 1, most

    def over(self, app: ASGIApp) -> ASGIApp:
        """Wrap ``app`` so that its answers can be delayed."""

        async def delayed_app(scope: Scope, receive: Receive, send: Send) -> None:
            turn = self._turn

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    while self._turn == turn and self.left < 1:
                        await asyncio.sleep(0.005)
                    self.left -= self._turn == turn
                await send(message)

            free = scope["path"].startswith(("/_sandbox/", "/v1/account/"))
            await app(scope, receive, send if free else sending)

        return delayed_app


@dataclass(frozen=True)
class Served:
    """A sandbox that listens on a socket."""

    url: str
    stop: Callable[[], None]
    """Function that closes all connections and accepts no new ones."""
    answers: Answers

    def requests(self) -> list[dict[str, object]]:
        """Log of the requests that the sandbox received."""
        with urlopen(f"{self.url}/_sandbox/requests") as answer:
            log: list[dict[str, object]] = json.load(answer)
        return log

    def accounts(self) -> list[dict[str, object]]:
        """Credits and requests that the sandbox's accounts have left."""
        with urlopen(f"{self.url}/_sandbox/accounts") as answer:
            accounts: list[dict[str, object]] = json.load(answer)
        return accounts


def parameters(entry: Mapping[str, object]) -> dict[str, str]:
    """Return the parameters of one of a sandbox's ``requests``."""
    params = entry["params"]
    assert isinstance(params, dict)
    return params


@pytest.fixture
def sandbox(request: pytest.FixtureRequest) -> Iterator[Served]:
    """Yield a sandbox on a socket; ``@pytest.mark.sandbox_options(...)`` adds options."""
    marker = request.node.get_closest_marker("sandbox_options")
    with served(*(marker.args if marker else ())) as sandbox:
        yield sandbox


@contextmanager
def served(*options: str) -> Iterator[Served]:
    """Yield a sandbox on a socket, with options of ``lix-tui sandbox``.

    It runs in a thread: a process for each test would spend most of its time on starting.
    """
    from tests.support.sandbox_server import PromptServer

    asked = command.make_context("sandbox", ["--interval", str(ALLOWED), *options]).params
    config = config_of(**{n: v for n, v in asked.items() if n not in ("host", "port")})
    server = PromptServer(server_of(config).config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        answers = Answers()
        app = server.config.app
        assert isinstance(app, Starlette)
        server.config.app = answers.over(app)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()

        def stop() -> None:
            answers.send()
            server.stop()
            thread.join(10)

        try:
            yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", stop, answers)
        finally:
            stop()
