"""All measures, by name."""

from __future__ import annotations

from collections.abc import Callable

from tests.structure import (
    classes,
    cycles,
    docstrings,
    imports_of_tests,
    levels,
    loaded_modules,
    names,
    path,
    sizes,
    usage,
    vocabulary,
)
from tests.structure.figures import Figure
from tests.structure.source import Project

MEASURES: dict[str, Callable[[Project], list[Figure]]] = {
    "cycles": cycles.measure,
    "levels": levels.measure,
    "classes": classes.measure,
    "sizes": sizes.measure,
    "names": names.measure,
    "vocabulary": vocabulary.measure,
    "docstrings": docstrings.measure,
    "sharing": imports_of_tests.measure,
    "usage": usage.measure,
    "loading": loaded_modules.measure,
    "path": path.measure,
}
