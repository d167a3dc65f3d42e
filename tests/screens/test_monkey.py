"""The monkey plays for a while; ``python -m tests.monkey`` lets it play longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from lix_tui.settings.settings import Paths
from tests.conftest import Served
from tests.monkey.play import FAULTS, against, play

SEEDS = (1,)


@pytest.mark.sandbox_options(*FAULTS)
@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_the_monkey_does_breaks_anything(
    seed: int, sandbox: Served, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setenv("LIX_API_KEY", "monkey")
    played = await play(against(sandbox, paths), seed, seconds=12)
    assert played.steps > 10
