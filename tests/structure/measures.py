"""All measures, by name."""

from __future__ import annotations

from collections.abc import Callable

from tests.structure import (
    classes,
    cycles,
    docstrings,
    levels,
    loading,
    names,
    path,
    sharing,
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
    "sharing": sharing.measure,
    "usage": usage.measure,
    "loading": loading.measure,
    "path": path.measure,
}
