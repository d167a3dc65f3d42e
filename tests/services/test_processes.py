"""Processes: who is who across containers and machines, and in which state."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from time import monotonic

import pytest

from lix_tui.services.budget.processes import (
    SILENCE,
    Identity,
    State,
    is_presumed_dead,
    name_of,
    state_of,
    this_process,
)
from tests.support.processes import HERE, NOW, becomes, child, named

__all__ = ["child"]


def test_a_name_can_be_read_again() -> None:
    assert Identity.read(this_process()) == HERE
    assert HERE.place
    assert str(os.getpid()) == this_process().split(":", 1)[0]
    assert Identity.read("1234:56.78") == Identity(1234, 56.78)


@pytest.mark.parametrize("name", ["", "x", "12", "12:", ":", "a:b@c@d", "12:3.4x"])
def test_what_is_no_name_is_nobody(name: str) -> None:
    assert Identity.read(name) is None
    assert state_of(name, NOW, NOW) is State.DEAD


def test_a_living_process_never_expires_also_when_it_is_stopped(
    child: subprocess.Popen[bytes],
) -> None:
    assert state_of(str(named(child)), 0.0, NOW) is State.ALIVE
    child.send_signal(signal.SIGSTOP)
    assert becomes(child, State.STOPPED)
    assert name_of(str(named(child)), State.STOPPED) == (
        f"another lix-tui (process {child.pid}, which is stopped)"
    )
    child.send_signal(signal.SIGCONT)
    assert becomes(child, State.ALIVE)


def test_a_killed_process_is_dead_at_once_also_before_it_is_waited_for(
    child: subprocess.Popen[bytes],
) -> None:
    name = str(named(child))
    child.kill()
    deadline = monotonic() + 30
    while state_of(name, NOW, NOW) is not State.DEAD:
        assert monotonic() < deadline
    child.wait()
    assert state_of(name, NOW, NOW) is State.DEAD


def test_the_next_process_with_its_number_is_another_one(child: subprocess.Popen[bytes]) -> None:
    earlier = replace(named(child), begun=named(child).begun - 100)
    assert state_of(str(earlier), NOW, NOW) is State.DEAD


def test_a_name_of_an_older_version_is_of_this_place(child: subprocess.Popen[bytes]) -> None:
    old = str(named(child)).partition("@")[0]
    assert state_of(old, 0.0, NOW) is State.ALIVE
    assert state_of(f"{4_000_000}:1.5", NOW, NOW) is State.DEAD
    ours = this_process().partition("@")[0]
    assert state_of(ours, NOW, NOW) is State.DEAD, "this process never writes such a name"


@pytest.mark.parametrize(
    "place", ["another-boot.1", f"{HERE.place}0", "x"], ids=["boot", "namespace", "other"]
)
@pytest.mark.parametrize("pid", [HERE.pid, 1, 4_000_000], ids=["ours", "first", "none"])
def test_a_process_elsewhere_lives_as_long_as_it_is_heard_of(place: str, pid: int) -> None:
    """A process of another machine may have the number and start of this one."""
    name = str(replace(HERE, pid=pid, place=place))
    assert state_of(name, NOW - SILENCE + 1, NOW) is State.ELSEWHERE
    assert not is_presumed_dead(name, NOW - SILENCE + 1, NOW)
    assert state_of(name, NOW - SILENCE, NOW) is State.UNCERTAIN
    assert is_presumed_dead(name, NOW - SILENCE, NOW)
    assert state_of(name, NOW + SILENCE, NOW) is State.UNCERTAIN, "clocks differ, but not so much"
    assert f"process {pid} in another container" in name_of(name, State.ELSEWHERE)


def test_another_machine_is_named() -> None:
    name = str(replace(HERE, place="elsewhere.1", host="build-7"))
    assert name_of(name, State.UNCERTAIN) == f"another lix-tui (process {HERE.pid} on build-7)"


def test_another_pid_namespace_is_another_place() -> None:
    unshare = shutil.which("unshare")
    words = ["--pid", "--fork", "--mount-proc"]
    if unshare is None:
        pytest.skip("unshare is not here")
    if subprocess.run([unshare, *words, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no PID namespace can be made here")
    script = "from lix_tui.services.budget.processes import this_process as t; print(t())"
    names = [
        subprocess.run(
            [unshare, *words, sys.executable, "-c", script],
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    for name in names:
        found = Identity.read(name)
        assert found is not None
        assert found.pid == 1
        assert found.place != HERE.place
        assert state_of(name, NOW, NOW) is State.ELSEWHERE
