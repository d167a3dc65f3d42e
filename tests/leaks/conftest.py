"""Fixtures of these tests: the canary is the key, and the umask is 0."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leaks.canary import KEY, LOOKC_KEY, contains_key

OURS = ("'lix_tui', 'sandbox'", "started by the tests")
"""Arguments of programs that these tests themselves start."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a home that is private and empty, and the folder that the program is in."""
    former = os.umask(0)
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("LIX_API_KEY", KEY)
    monkeypatch.setenv("LIX_LOOKC_KEY", LOOKC_KEY)
    monkeypatch.chdir(tmp_path / "home")
    tmp_path.chmod(0o700)
    yield tmp_path / "home"
    os.umask(former)


_watching: list[str] = []
_watched: list[list[tuple[str, str]]] = []


def _watch(event: str, details: tuple[object, ...]) -> None:
    """Record arguments and environment of each started program, from Python's audit events."""
    if not _watched or event not in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
        return
    environ = details[-1] if event != "os.system" else None
    given = dict(os.environ) if environ is None else environ
    _watched[-1].append((repr(details), repr(given)))


@pytest.fixture(autouse=True)
def started() -> Iterator[list[tuple[str, str]]]:
    """Yield the programs started during a test, and assert that none received the key."""
    if not _watching:  # an audit hook can't be removed
        sys.addaudithook(_watch)
        _watching.append("yes")
    _watched.append([])
    yield _watched[-1]
    programs = [one for one in _watched.pop() if not any(ours in one[0] for ours in OURS)]
    assert [one for one in programs if contains_key("".join(one))] == []
