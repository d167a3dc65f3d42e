"""Faults on every endpoint are survived; ``python -m tests.faults`` tries all and counts them."""

from __future__ import annotations

import pytest

from lix_tui.settings.settings import Paths
from tests.conftest import served
from tests.faults.trials import every_fault, fault_outcomes, options

HERE = (
    "500",
    "queued",
    "402",
    "html",
    "truncate",
    "reset",
    "garbage",
    "strange",
    "odd",
    "unknown_route",
)
"""Faults after payment, and one of every other type; the command tries all of them."""


def test_they_are_faults() -> None:
    assert set(HERE) <= set(every_fault())


@pytest.mark.parametrize("fault", HERE)
async def test_a_fault_is_survived_everywhere(fault: str, paths: Paths) -> None:
    with served(*options(fault)) as sandbox:
        outcomes = await fault_outcomes(fault, sandbox, paths)
    assert [f"{one.endpoint}: {one.wrong}" for one in outcomes if one.wrong] == []
    assert len(outcomes) == 43
