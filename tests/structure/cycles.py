"""Measure 1: files that import each other, directly or through others."""

from __future__ import annotations

from tests.structure.figures import Figure, counted
from tests.structure.graph import cycles, graph_of, short
from tests.structure.imports import Import, Moment, imports_between
from tests.structure.source import Project


def measure(project: Project) -> list[Figure]:
    """Count the files in import cycles: while loading, for the type checker, and when called."""
    taken = imports_between(project.files)
    lazy = {(each.source, each.target) for each in taken if each.moment is Moment.CALLING}
    return [
        _files_in_cycles("files in import cycles: run time", taken, Moment.LOADING),
        _files_in_cycles(
            "files in import cycles: with TYPE_CHECKING", taken, Moment.LOADING, Moment.TYPING
        ),
        _files_in_cycles(
            "files in import cycles: with lazy imports", taken, Moment.LOADING, Moment.CALLING
        ),
        _files_in_cycles("files in import cycles: all imports", taken, *Moment),
        counted(
            "lazy imports between files", [f"{short(a)} -> {short(b)}" for a, b in sorted(lazy)]
        ),
    ]


def _files_in_cycles(id_: str, taken: list[Import], *moments: Moment) -> Figure:
    edges = ((each.source, each.target) for each in taken if each.moment in moments)
    found = cycles(graph_of(edges))
    places = tuple(f"{len(group)} files: {', '.join(map(short, group))}" for group in found)
    return Figure(id_, sum(map(len, found)), places)
