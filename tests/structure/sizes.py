"""Measure 4: lengths of files."""

from __future__ import annotations

from statistics import median

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.source import Project

SMALL = 300
MOST = 400


def measure(project: Project) -> list[Figure]:
    """Return the median length, the share of small files, and the files that are too long."""
    files = sorted((f for f in project.files if f.lines), key=lambda f: (-f.lines, f.module))
    small = sum(file.lines < SMALL for file in files)
    return [
        Figure("median lines of a file", median(file.lines for file in files)),
        Figure("per cent of files under 300 lines", round(100 * small / len(files), 1)),
        counted(
            "files over 400 lines",
            [f"{short(file.module)}: {file.lines}" for file in files if file.lines > MOST],
        ),
    ]
