"""Forks that run tests with one mutant each, and their time limits."""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from tests.mutation.plugins import KILLED, SURVIVED, leave

Outcome = Literal["killed", "timeout", "survived", "not covered", "not swapped"]

NOT_SWAPPED = 70
"""Exit status of a fork that can't run the mutant with the modules that are imported."""
BROKEN = 71
"""Exit status of a fork that ended with an exception of its own."""
STARTING = 180.0
"""Seconds until the first test begins, at most."""
MAX_WAIT = 10.0
"""Seconds that a test may take more than five times its normal time."""
MEMORY, FILE_SIZE = 6 << 30, 1 << 30
"""Bytes that a mutant may use: an endless loop may fill the memory or the disk."""


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of a fork."""

    outcome: Outcome
    test: str
    """The last test that was started."""
    seconds: float


def run_in_fork(
    work: Callable[[Callable[[str], None]], None],
    seconds: Mapping[str, float],
    log: Path,
    max_wait: float = MAX_WAIT,
) -> Result:
    """Run ``work`` in a fork and return the outcome. All that it starts is ended with it.

    ``work`` gets a function to call with the name of each test before it. A test has
    ``max_wait`` seconds more than five times what it took without a mutant. Output goes to ``log``.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    begun = time.monotonic()
    if (child := os.fork()) == 0:
        _become(work, writing, log)
    os.close(writing)
    try:
        status, test = _awaited(child, reading, seconds, max_wait)
    finally:  # the fork is ended also when this process is interrupted
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.close(reading)
    if status is None:
        os.waitpid(child, 0)
    return Result(_outcome(status), test, time.monotonic() - begun)


def _awaited(
    child: int, reading: int, seconds: Mapping[str, float], max_wait: float
) -> tuple[int | None, str]:
    """Return the exit status of a fork, None if a test takes too long, and its last test."""
    test, deadline = "", time.monotonic() + STARTING
    while True:
        ready, _, _ = select.select([reading], [], [], 0.02)
        if ready and (names := os.read(reading, 65536)):
            test = names.decode().rstrip("\n").rpartition("\n")[2]
            deadline = time.monotonic() + max_wait + 5 * seconds.get(test, 0.0)
        elif ready:  # the fork has closed the pipe and is ending
            time.sleep(0.005)
        done, code = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(code), test
        if time.monotonic() > deadline:
            return None, test


def _outcome(status: int | None) -> Outcome:
    if status is None:
        return "timeout"
    if status == NOT_SWAPPED:
        return "not swapped"
    return "survived" if status == SURVIVED else "killed"


def _become(work: Callable[[Callable[[str], None]], None], writing: int, log: Path) -> NoReturn:
    """Turn this process, a fork, into a run of ``work``."""
    status = BROKEN
    try:
        os.setsid()
        _redirect(log)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
        work(lambda test: _send(writing, test))
        status = SURVIVED
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else KILLED
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        leave(status)


def _send(writing: int, test: str) -> None:
    os.write(writing, f"{test}\n".encode())


def _redirect(log: Path) -> None:
    """Write the output of this process to a file, and read nothing."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for number, descriptor in enumerate((nothing, output, output)):
        os.dup2(descriptor, number)
    os.close(nothing)
    os.close(output)
