"""Calls of ``python -m lix_tui`` in forks of a process that has imported its modules already.

A fork is a process of its own, with its own streams, environment and exit status, without the time
that imports take. The clock stands still and random ids are the same in every run.
"""

from __future__ import annotations

import fcntl
import gc
import io
import os
import pkgutil
import pty
import random
import runpy
import secrets
import signal
import struct
import sys
import termios
import threading
import time
import traceback
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import time_machine
from pydantic import BaseModel

PACKAGE = "lix_tui"
LEFT_OUT = ("textual", "rich")
"""Packages that the commands don't load: a module that needs one of them isn't imported."""
LATE = (
    "anyio._backends._asyncio", "httpcore", "psutil", "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto", "uvicorn.protocols.websockets.auto",
)  # fmt: skip
"""Modules that other packages import at their first use. A missing one only costs time."""
TIMEOUT = 120
"""Seconds after which a command is killed."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the command line and its surroundings."""

    words: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    now: float
    """Seconds since the epoch, at which the clock stands still."""
    seed: str
    """Text that decides the random ids."""


def preload() -> None:
    """Import the package's modules and build its models, so that forks need not.

    Raises:
        RuntimeError: an import started a thread, which a fork would lack.

    """
    import lix_tui

    for name in LEFT_OUT:
        sys.modules[name] = None  # type: ignore[assignment]  # makes its import fail
    found = pkgutil.walk_packages(lix_tui.__path__, f"{PACKAGE}.", onerror=lambda _name: None)
    for name in (*LATE, *(module.name for module in found)):
        with suppress(ImportError):
            if not name.endswith("__main__"):
                import_module(name)
    for name in LEFT_OUT:
        del sys.modules[name]
    _build(BaseModel)
    if len(threads := threading.enumerate()) > 1:
        message = f"Importing started threads: {threads}."
        raise RuntimeError(message)
    gc.collect()
    gc.freeze()  # a collection in a fork would copy the memory that it shares


def _build(model: type[BaseModel]) -> None:
    """Build the models that pydantic would build at their first use."""
    for child in model.__subclasses__():
        child.model_rebuild(raise_errors=False)
        _build(child)


def run(call: Call, stdin: Path, stdout: Path, stderr: Path) -> int:
    """Return the exit status of a call; its output goes to files."""
    if (child := fork()) == 0:
        become(call, os.open(stdin, os.O_RDONLY), created(stdout), created(stderr))
    return _status(child)


def run_on_terminal(call: Call, typed: str) -> tuple[int, bytes]:
    """Return exit status and output of a call on a terminal of its own, which doesn't echo."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    mode = termios.tcgetattr(theirs)
    mode[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    if (child := fork()) == 0:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        os.close(ours)
        become(call, theirs, theirs, theirs)
    os.close(theirs)
    os.write(ours, typed.encode())
    output = b""
    with suppress(OSError):  # EIO: the terminal is closed
        while piece := os.read(ours, 65536):
            output += piece
    os.close(ours)
    return _status(child), output


def fork() -> int:
    """Fork this process; return 0 in the fork, whose buffers are empty."""
    sys.stdout.flush()
    sys.stderr.flush()
    return os.fork()


def created(path: Path) -> int:
    """Return a descriptor of a new file."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _status(child: int) -> int:
    """Wait for a fork and return its exit status; one that takes too long is killed."""
    deadline = time.monotonic() + TIMEOUT
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)


def become(call: Call, stdin: int, stdout: int, stderr: int) -> NoReturn:
    """Turn this process, a fork, into the call with these descriptors as its streams."""
    status = 70
    try:
        for number, descriptor in enumerate((stdin, stdout, stderr)):
            os.dup2(descriptor, number)
        for descriptor in {stdin, stdout, stderr}:
            os.close(descriptor)
        _open_streams()
        status = _called(call)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        leave(status)  # the fork must not run the parent's code


def _open_streams() -> None:
    """Open the standard streams on their descriptors, as a new interpreter does."""
    for number, (name, mode, errors) in enumerate(
        (("stdin", "r", "strict"), ("stdout", "w", "strict"), ("stderr", "w", "backslashreplace"))
    ):
        raw = io.FileIO(number, mode, closefd=False)
        raw.name = f"<{name}>"
        buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
        is_by_line = name == "stderr" or raw.isatty()
        stream = io.TextIOWrapper(buffer, "utf-8", errors, line_buffering=is_by_line)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def leave(status: int) -> NoReturn:
    """End a fork as an interpreter ends, without running what belongs to its parent."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)


def _called(call: Call) -> int:
    """Run the command line as a new process would; return its exit status."""
    os.environ.clear()
    os.environ.update(call.environ)
    time.tzset()
    os.chdir(call.folder)
    dice = random.Random(call.seed)
    secrets.token_bytes = lambda nbytes=None: dice.randbytes(nbytes or 32)
    uuid.uuid4 = lambda: uuid.UUID(bytes=dice.randbytes(16), version=4)
    sys.argv = [PACKAGE, *call.words]
    time_machine.travel(call.now, tick=False).start()
    try:
        runpy.run_module(PACKAGE, run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return 0
