"""Measure 10: length of the way from a key press to a painted row, and to a shown record."""

from __future__ import annotations

from tests.structure.children import run_probe, sandbox
from tests.structure.figures import Figure
from tests.structure.source import Project

Function = tuple[str, str]
"""A file of the package and the qualified name of a function in it."""

ROUNDS = 3
"""Starts of the program. A function must be entered in every round to count."""


def measure(project: Project) -> list[Figure]:
    """Count files and functions of both paths, and those that a mere cursor move doesn't enter."""
    steps = entered(project)
    common = set(steps["move"])
    figures = []
    for step in ("page", "record"):
        own = [function for function in steps[step] if function not in common]
        all_files = files_in_order(steps[step])
        own_files = files_in_order(own)
        figures += [
            Figure(f"{step} path: files", len(all_files), tuple(all_files)),
            Figure(f"{step} path: files beyond a cursor move", len(own_files), tuple(own_files)),
            Figure(
                f"{step} path: functions beyond a cursor move",
                len(own),
                tuple(f"{file} {name}" for file, name in own),
            ),
        ]
    return figures


def entered(project: Project) -> dict[str, list[Function]]:
    """Return the functions that each step enters in every round, in the order of the first."""
    rounds: list[dict[str, list[Function]]] = []
    for _ in range(ROUNDS):
        with sandbox(project) as (variables, folder):
            found = run_probe("probe_path", variables, folder, project.name)
        rounds.append({step: [(f, n) for f, n in names] for step, names in found.items()})
    return {
        step: [each for each in names if all(each in other[step] for other in rounds)]
        for step, names in rounds[0].items()
    }


def files_in_order(functions: list[Function]) -> list[str]:
    """Return the files of `functions`, in the order in which they are entered first."""
    return list(dict.fromkeys(file for file, _ in functions))
