"""Choice of mutants, and of the tests for each."""

from __future__ import annotations

import ast
import random
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.mutation.areas import PACKAGE, ROOT, Area, files_of
from tests.mutation.code_swap import module_name
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.recording import Recording

EQUIVALENTS = Path(__file__).with_name("equivalents.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Mutant that behaves as the right code does, named so that it is found after a move."""

    function: str
    """Qualified name of the class or function around it."""
    before: str
    after: str
    reason: str

    def fits(self, mutant: Mutant) -> bool:
        """Return True for this mutant."""
        return (self.function, self.before, self.after) == (
            mutant.place.qualname, mutant.before, mutant.after,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """A mutant and the tests to run."""

    mutant: Mutant
    tests: Sequence[str]
    needs_import: bool
    """True if the fault acts when modules are imported."""


def equivalents(path: Path = EQUIVALENTS) -> list[Equivalent]:
    """Return the listed equivalents."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Equivalent(**entry) for entry in listed.get("equivalent", [])]


def mutants_in(area: Area, left_out: Iterable[Equivalent] = ()) -> list[Mutant]:
    """Return the mutants of an area's files, without the equivalents."""
    known = {(one.function, one.before, one.after) for one in left_out}
    return [
        mutant
        for path in files_of(area)
        for mutant in mutants_of(path, ROOT)
        if (mutant.place.qualname, mutant.before, mutant.after) not in known
    ]


def sample(mutants: Sequence[Mutant], size: int | None, seed: int) -> list[Mutant]:
    """Return so many mutants by chance, the same for the same seed; None: all."""
    if size is None or size >= len(mutants):
        return list(mutants)
    return random.Random(seed).sample(mutants, size)


def task_of(mutant: Mutant, recording: Recording, seconds: float) -> Task:
    """Return a mutant with the tests that run its statement, the fastest first.

    A fault that acts at import has the tests that run the file or one that imports it, and those
    whose module imports it.
    """
    path, place = str(mutant.path.relative_to(ROOT)), mutant.place
    tests = recording.tests_of(path, place.first, place.last)
    needs_import = place.function is None or any(
        (path, number) in recording.at_import for number in range(place.first, place.last + 1)
    )
    if needs_import:
        module = module_name(mutant.path, ROOT)
        for file in (path, *importers(module)):
            tests |= recording.tests_of_file(file)
        # a test that only looks at a constant runs no line of the file
        tests |= {one for one in recording.seconds if _test_imports(one, module)}
    return Task(mutant, recording.fastest(tests, seconds), needs_import)


@cache
def importers(module: str) -> tuple[str, ...]:
    """Return the paths of the package's files that import a module."""
    return tuple(
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / PACKAGE).rglob("*.py"))
        if module in _imports(path)
    )


def _test_imports(test: str, module: str) -> bool:
    return module in _imports(ROOT / test.partition("::")[0])


@cache
def _imports(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return frozenset(found)
