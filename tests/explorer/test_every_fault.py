"""Every fault on every endpoint is survived; ``python -m tests.faults`` prints the count."""

from __future__ import annotations

import pytest

from lix_tui.settings import Paths
from tests.conftest import served
from tests.faults.trying import every_fault, options, try_fault


@pytest.mark.parametrize("fault", every_fault())
async def test_a_fault_is_survived_everywhere(fault: str, paths: Paths) -> None:
    with served(*options(fault)) as sandbox:
        outcomes = await try_fault(fault, sandbox, paths)
    assert [f"{one.endpoint}: {one.wrong}" for one in outcomes if one.wrong] == []
    assert len(outcomes) == 20
