"""Measure 5: class names that are defined more than once."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.source import Project, definitions

MOST_PRIVATE = 2


def measure(project: Project) -> list[Figure]:
    """List public class names of two and more files, private ones of three and more."""
    places: dict[str, set[str]] = defaultdict(set)
    for file in project.files:
        for node in definitions(file.tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(f"{short(file.module)}:{node.lineno}")
    listed = {name: f"{name}: {', '.join(sorted(at))}" for name, at in sorted(places.items())}
    public = [name for name in listed if not name.startswith("_") and len(places[name]) > 1]
    private = [
        name
        for name in listed
        if name.startswith("_")
        and len({at.partition(":")[0] for at in places[name]}) > MOST_PRIVATE
    ]
    return [
        counted("public class names defined twice", [listed[name] for name in public]),
        counted("private class names in 3 or more files", [listed[name] for name in private]),
    ]
