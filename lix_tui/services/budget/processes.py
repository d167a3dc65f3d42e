"""Identity of a process on one machine, in one container, and the state of other processes."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

TOLERANCE = 5.0
"""Seconds by which the start of a process may seem to change while the clock is set."""
SILENCE = 600.0
"""Seconds without a heartbeat after which a process on another machine counts as ended."""


class State(Enum):
    """State of a process with a lease, as far as this process can determine it."""

    ALIVE = "alive"
    STOPPED = "stopped"
    DEAD = "dead"
    ELSEWHERE = "elsewhere"
    """On another machine or in another container, with a recent heartbeat."""
    UNCERTAIN = "uncertain"
    """On another machine or in another container, without a heartbeat for ``SILENCE``."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Name of a process in the store: ``pid:start@place@host``.

    Older versions wrote ``pid:start`` alone; those count as processes of this place.
    """

    pid: int
    begun: float
    """Start in seconds, by a clock that setting the time of day does not change."""
    place: str = ""
    """Machine, boot and PID namespace: a pid is unique within one place."""
    host: str = ""
    """Name of the machine, for the user."""

    def __str__(self) -> str:
        """Return the name as it is stored."""
        return f"{self.pid}:{self.begun:.2f}@{self.place}@{self.host}"

    @classmethod
    def read(cls, name: str) -> Identity | None:
        """Read a stored name; None for a text that isn't one."""
        local, _, rest = name.partition("@")
        pid, _, begun = local.partition(":")
        place, _, host = rest.partition("@")
        try:
            return cls(int(pid), float(begun), place, host)
        except ValueError:
            return None


@cache
def identity() -> Identity:
    """Return the identity of this process."""
    host = re.sub(r"[^A-Za-z0-9.-]", "-", platform.node())[:40]
    return Identity(os.getpid(), round(_begun(os.getpid()), 2), _place(), host)


@cache
def this_process() -> str:
    """Return a name for this process that is unique on all machines."""
    return str(identity())


def state_of(process: str, heard_at: float, now: float) -> State:
    """Return the state of the process with that name.

    ``heard_at`` is its last heartbeat and ``now`` the current time, in seconds since the epoch.
    """
    ours, other = identity(), Identity.read(process)
    if other is None:
        return State.DEAD
    if other.place not in ("", ours.place):
        # a heartbeat from far in the future is as doubtful as an old one
        return State.ELSEWHERE if abs(now - heard_at) < SILENCE else State.UNCERTAIN
    if other == ours:
        return State.ALIVE
    if other.pid == ours.pid:  # an earlier process with the same pid, which has ended
        return State.DEAD
    return _local_state(other)


def is_presumed_dead(process: str, heard_at: float, now: float) -> bool:
    """Return True if the process has ended, or has sent no heartbeat for too long."""
    return state_of(process, heard_at, now) in (State.DEAD, State.UNCERTAIN)


def name_of(process: str, state: State) -> str:
    """Name a process for the user: 'another lix-tui (process 1234)'."""
    found = Identity.read(process)
    if found is None:
        return "another lix-tui"
    if found == identity():
        return "an earlier request of this lix-tui"
    if state is State.STOPPED:
        return f"another lix-tui (process {found.pid}, which is stopped)"
    if state in (State.ELSEWHERE, State.UNCERTAIN):
        same = found.host == identity().host
        where = "in another container" if same else f"on {found.host or 'another machine'}"
        return f"another lix-tui (process {found.pid} {where})"
    return f"another lix-tui (process {found.pid})"


def _local_state(other: Identity) -> State:
    try:
        if not _proc_is_ours():  # /proc shows other processes: only pids can be checked
            os.kill(other.pid, 0)
            return State.ALIVE
        if abs(_begun(other.pid) - other.begun) >= TOLERANCE:
            return State.DEAD
        return _running_state(other.pid)
    except ProcessLookupError:
        return State.DEAD
    except PermissionError:  # a process of another user
        return State.ALIVE


def _running_state(number: int) -> State:
    """Return the state of an existing process. Raises ProcessLookupError once it has ended."""
    import psutil

    try:
        status = psutil.Process(number).status()
    except psutil.NoSuchProcess:
        raise ProcessLookupError from None
    except psutil.AccessDenied:
        raise PermissionError from None
    if status in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
        return State.DEAD
    stopped = (psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP)
    return State.STOPPED if status in stopped else State.ALIVE


def _begun(number: int) -> float:
    """Return the start of a process, in seconds.

    On Linux this counts from the start of the machine: after setting the clock, a running process
    must not look ended, as others would repeat its requests. Raises ProcessLookupError or
    PermissionError.
    """
    if number == os.getpid() and not _proc_is_ours():
        return 0.0
    return _begun_on_linux(number) if sys.platform == "linux" else _begun_elsewhere(number)


def _begun_on_linux(number: int) -> float:
    """Return the start of a process as the kernel reports it: field 22 of its ``stat``.

    psutil reads the same field, but importing psutil takes most of a megabyte.
    """
    try:
        stat = Path(f"/proc/{number}/stat").read_bytes()
    except FileNotFoundError:
        raise ProcessLookupError from None
    fields = stat.rpartition(b")")[2].split()  # the name before it may contain anything
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")


def _begun_elsewhere(number: int) -> float:
    import psutil  # needed only for a shared store, and never before the first frame

    try:
        begun: float = psutil.Process(number).create_time()
    except psutil.NoSuchProcess:
        raise ProcessLookupError from None
    except psutil.AccessDenied:
        raise PermissionError from None
    return begun


@cache
def _proc_is_ours() -> bool:
    """Return False in a PID namespace whose /proc belongs to the outer namespace."""
    try:
        return int(Path("/proc/self").readlink().name) == os.getpid()
    except (OSError, ValueError):  # systems without /proc
        return True


@cache
def _place() -> str:
    """Return a name for this machine since its start, and this PID namespace in it.

    It is a hash, so that the identity of the machine isn't stored.
    """
    boot = _text("/proc/sys/kernel/random/boot_id")
    machine = _text("/etc/machine-id", "/var/lib/dbus/machine-id")
    # outside of Linux the start of a process is an absolute time, so no boot id is needed
    known = f"{machine}\n{boot}" if boot else f"{uuid.getnode():x}"
    namespace = 0
    with suppress(OSError):
        namespace = Path("/proc/self/ns/pid").stat().st_ino
    return f"{hashlib.sha256(known.encode()).hexdigest()[:12]}.{namespace:x}"


def _text(*paths: str) -> str:
    """Return the text of the first readable file; empty without one."""
    for path in paths:
        with suppress(OSError, UnicodeError):
            return Path(path).read_text(encoding="ascii").strip()
    return ""
