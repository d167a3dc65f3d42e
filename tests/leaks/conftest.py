"""What these tests share: the canary is the key, and the umask takes nothing away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leaks.canary import KEY


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that is private and empty, and the folder that the program is in."""
    former = os.umask(0)
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("LIX_API_KEY", KEY)
    monkeypatch.chdir(tmp_path / "home")
    tmp_path.chmod(0o700)
    yield tmp_path / "home"
    os.umask(former)
