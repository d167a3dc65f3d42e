"""Idle child processes, their names and states."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic, sleep

import psutil
import pytest

from lix_tui.services.budget.processes import Identity, State, identity, state_of

NOW = 1_000_000.0
HERE = identity()


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    """Yield an idle process."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        try:
            yield process
        finally:
            process.kill()


def named(process: subprocess.Popen[bytes]) -> Identity:
    """Return the name of another process, as that process would compute it."""
    since = psutil.boot_time() if psutil.LINUX else 0.0
    begun = psutil.Process(process.pid).create_time() - since
    return replace(HERE, pid=process.pid, begun=round(begun, 2))


def becomes(process: subprocess.Popen[bytes], state: State) -> bool:
    """Wait some seconds for a state of the process; return True if it is reached."""
    deadline = monotonic() + 30
    while state_of(str(named(process)), 0.0, NOW) is not state:
        assert monotonic() < deadline
        sleep(0.01)
    return True
