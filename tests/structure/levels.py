"""Measure 2: levels of packages, and imports against their order."""

from __future__ import annotations

from tests.structure.figures import Figure, counted
from tests.structure.graph import Graph, cycles, graph_of, longest_chain, short
from tests.structure.imports import Import, Moment, imports_between
from tests.structure.limits import ORDER, SERVICES
from tests.structure.source import Project


def measure(project: Project) -> list[Figure]:
    """Count the levels of the package and of its service layer; list imports upwards.

    Levels are those of imports that run while a file loads: a cycle would hide its own depth. The
    cycles of all imports are counted beside them.
    """
    taken = [each for each in imports_between(project.files) if "__main__" not in each.source]
    modules = [file.module for file in project.files if "__main__" not in file.module]
    figures = [
        _levels("levels of packages and files in lix_tui", project.name, modules, taken),
        counted("imports pointing up or sideways between packages", _upwards(project, taken)),
    ]
    layer = next((f"{project.name}.{s}" for s in SERVICES if (project.folder / s).is_dir()), None)
    if layer is not None:
        graph = _graph(layer, modules, taken)
        found = cycles(graph)
        figures += [
            _levels("levels of the service layer", layer, modules, taken),
            counted("packages and files of the service layer", sorted(map(short, graph))),
            Figure(
                "service packages and files in cycles, all imports",
                sum(map(len, found)),
                tuple(f"{len(group)}: {', '.join(map(short, group))}" for group in found),
            ),
        ]
    return figures


def child_of(parent: str, module: str) -> str:
    """Return the direct child of the package `parent` that `module` is or lies in, else empty."""
    if not module.startswith(f"{parent}."):
        return ""
    return f"{parent}.{module.removeprefix(f'{parent}.').partition('.')[0]}"


def _levels(id_: str, parent: str, modules: list[str], taken: list[Import]) -> Figure:
    loading = [each for each in taken if each.moment is Moment.LOADING]
    chain = longest_chain(_graph(parent, modules, loading))
    return Figure(id_, len(chain), tuple(" = ".join(map(short, group)) for group in chain))


def _graph(parent: str, modules: list[str], taken: list[Import]) -> Graph:
    """Return the imports between the direct children of the package `parent`."""
    nodes = {child_of(parent, module) for module in modules} - {""}
    edges = ((child_of(parent, each.source), child_of(parent, each.target)) for each in taken)
    return graph_of(((start, end) for start, end in edges if start and end), nodes)


def _upwards(project: Project, taken: list[Import]) -> list[str]:
    """List imports that lead to the same rank or a higher one. What isn't in ORDER is lowest."""
    ranks = {name: rank for rank, names in enumerate(ORDER) for name in names}
    lowest = len(ORDER)
    found = set()
    for each in taken:
        start, end = (child_of(project.name, m) for m in (each.source, each.target))
        if start == end:
            continue
        start_rank, end_rank = (ranks.get(short(m), lowest) for m in (start, end))
        if end_rank < start_rank or end_rank == start_rank < lowest:
            found.add(f"{short(each.source)}:{each.line} -> {short(each.target)}")
    return sorted(found)
