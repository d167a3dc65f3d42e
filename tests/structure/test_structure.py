"""The figures of the structure are within their recorded limits."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from tests.structure.figures import problem_of
from tests.structure.limits import LIMITS
from tests.structure.measures import MEASURES
from tests.structure.source import Project


@pytest.mark.parametrize("measure", MEASURES)
def test_limits_are_kept(measure: str) -> None:
    project = Project(REPOSITORY / "lix_tui", REPOSITORY / "tests")
    figures = MEASURES[measure](project)
    assert figures
    problems = [problem for figure in figures if (problem := problem_of(figure, LIMITS))]
    assert not problems, "\n".join(problems)
