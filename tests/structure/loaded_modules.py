"""Measure 9: files that each way to start the program loads."""

from __future__ import annotations

from tests.structure.children import run_probe, sandbox
from tests.structure.classes import classes_of, subclasses
from tests.structure.figures import Figure, counted
from tests.structure.source import Project

HEAVY = ("textual", "rich", "httpx", "pydantic", "starlette", "keyring")
"""Packages whose import takes long."""

STORED = ("get", "person", "https://www.linkedin.com/in/sanjay-nair")
"""A command whose second run uses the store."""


def measure(project: Project) -> list[Figure]:
    """Count the loaded files of the package, and the heavy packages, for each way to start."""
    with sandbox(project) as (variables, folder):

        def loaded(name: str, moment: str, *words: str) -> list[str]:
            answer = run_probe("probe_modules", variables, folder, name, moment, *words)
            if answer["status"] != 0:
                message = f"{' '.join(words)} ended with {answer['status']}."
                raise RuntimeError(message)
            return list(answer["modules"])

        loaded(project.name, "run", *STORED)  # the first run buys the record
        modules = {
            "--version": loaded(project.name, "run", "--version"),
            "--help": loaded(project.name, "run", "--help"),
            "stored get": loaded(project.name, "run", *STORED),
            "the TUI's module": loaded(tui_module(project), "import"),
            "the first frame": loaded(project.name, "paint", "--demo"),
        }
    return [
        figure for start, names in modules.items() for figure in _figures(project, start, names)
    ]


def tui_module(project: Project) -> str:
    """Return the module of the class that is derived from Textual's App and has no subclass.

    Raises:
        LookupError: there is none, or more than one.

    """
    found = classes_of(project.files)
    below = subclasses(found)
    leaves = [
        each.module
        for each in found
        if (each.module, each.name) not in below
        and any(
            foreign.partition("[")[0].rpartition(".")[2] == "App"
            for base in (each, *each.ancestors())
            for foreign in base.foreign
        )
    ]
    if len(leaves) != 1:
        message = f"One class derived from App was expected; there are {leaves}."
        raise LookupError(message)
    return leaves[0]


def _figures(project: Project, start: str, modules: list[str]) -> list[Figure]:
    ours = [name for name in modules if name.partition(".")[0] == project.name]
    heavy = [name for name in HEAVY if name in modules]
    return [
        Figure(f"files loaded by {start}", len(ours), tuple(ours)),
        counted(f"heavy packages loaded by {start}", heavy),
    ]
