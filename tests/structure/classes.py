"""Measure 3: classes with many ancestors, and classes that are long with what they inherit."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.imports import imports_of
from tests.structure.source import Project, SourceFile, members

MOST_ANCESTORS = 2
MOST_LINES = 400


@dataclass
class ClassInfo:
    """A class of the package: its lines, bases of ours, and the names of its other bases."""

    module: str
    name: str
    lines: int
    bases: list[ClassInfo] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def ancestors(self) -> list[ClassInfo]:
        """Return all classes of ours that this one inherits from, each once."""
        found: dict[tuple[str, str], ClassInfo] = {}
        for base in self.bases:
            found.setdefault((base.module, base.name), base)
            for ancestor in base.ancestors():
                found.setdefault((ancestor.module, ancestor.name), ancestor)
        return list(found.values())

    def all_lines(self) -> int:
        """Return the lines of the class and all its ancestors."""
        return self.lines + sum(ancestor.lines for ancestor in self.ancestors())


def measure(project: Project) -> list[Figure]:
    """Count classes above two ancestors and above 400 lines, the worst first."""
    found = classes_of(project.files)
    deep = sorted(found, key=lambda each: (-len(each.ancestors()), each.module))
    long = sorted(found, key=lambda each: (-each.all_lines(), each.module))
    return [
        counted(
            "classes with more than 2 ancestors of ours",
            [
                f"{short(each.module)}.{each.name}: {len(each.ancestors())} "
                f"({', '.join(ancestor.name for ancestor in each.ancestors())})"
                for each in deep
                if len(each.ancestors()) > MOST_ANCESTORS
            ],
        ),
        Figure("most ancestors of a class", len(deep[0].ancestors()) if deep else 0),
        counted(
            "classes over 400 lines with what they inherit",
            [
                f"{short(each.module)}.{each.name}: {each.all_lines()} ({each.lines} its own)"
                for each in long
                if each.all_lines() > MOST_LINES
            ],
        ),
        Figure("lines of the longest class", long[0].all_lines() if long else 0),
    ]


def classes_of(files: tuple[SourceFile, ...]) -> list[ClassInfo]:
    """Return the classes of modules and classes in `files`, with their bases resolved."""
    modules = {file.module for file in files}
    names: dict[str, dict[str, tuple[str, str]]] = {}
    by_name: dict[tuple[str, str], ClassInfo] = {}
    nodes: dict[tuple[str, str], ast.ClassDef] = {}
    for file in files:
        names[file.module] = {
            each.alias: (each.target, each.name) for each in imports_of(file, modules)
        }
        for name, node in _classes(file.tree.body, ""):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            by_name[file.module, name] = ClassInfo(file.module, name, lines)
            nodes[file.module, name] = node
    for (module, name), info in by_name.items():
        for base in nodes[module, name].bases:
            target = _resolve(base, module, names, by_name)
            if target is None:
                info.foreign.append(ast.unparse(base))
            elif target is not info:
                info.bases.append(target)
    return list(by_name.values())


def subclasses(found: list[ClassInfo]) -> dict[tuple[str, str], list[ClassInfo]]:
    """Return the direct subclasses of each class, by its module and name."""
    below: dict[tuple[str, str], list[ClassInfo]] = defaultdict(list)
    for each in found:
        for base in each.bases:
            below[base.module, base.name].append(each)
    return below


def _classes(body: list[ast.stmt], outer: str) -> Iterator[tuple[str, ast.ClassDef]]:
    for node in members(body):
        if isinstance(node, ast.ClassDef):
            yield outer + node.name, node
            yield from _classes(node.body, f"{outer}{node.name}.")


def _resolve(
    base: ast.expr,
    module: str,
    names: dict[str, dict[str, tuple[str, str]]],
    by_name: dict[tuple[str, str], ClassInfo],
) -> ClassInfo | None:
    if isinstance(base, ast.Subscript):
        base = base.value
    first, _, rest = ast.unparse(base).partition(".")
    dotted = first + (f".{rest}" if rest else "")
    for _ in range(10):  # follow re-exports by packages
        if (module, dotted) in by_name:
            return by_name[module, dotted]
        if first not in names.get(module, {}):
            return None
        module, taken = names[module][first]
        dotted = ".".join(part for part in (taken, rest) if part)
        first, _, rest = dotted.partition(".")
    return None
