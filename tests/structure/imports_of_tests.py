"""Measure 7: tests that import each other, and tests that import private names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.structure.figures import Figure, counted
from tests.structure.imports import absolute, imports_of
from tests.structure.source import Project, SourceFile


def measure(project: Project) -> list[Figure]:
    """List imports of one `test_*` file by another and uses of the package's private names."""
    modules = {file.module for file in project.tests}
    imported = {
        f"{file.module} -> {each.target}"
        for file in project.tests
        for each in imports_of(file, modules)
        if each.target != file.module and each.target.rpartition(".")[2].startswith("test_")
    }
    private = [f"{f.module}:{use}" for f in project.tests for use in _private(f, project.name)]
    return [
        counted("imports of one test module by another file", sorted(imported)),
        counted("private names of lix_tui in tests", sorted(set(private))),
    ]


def _private(file: SourceFile, package: str) -> Iterator[str]:
    """Yield imports, attributes of imported modules, and dotted texts that name private things."""
    dotted = re.compile(rf"{package}(\.\w+)*\._[a-z]\w*", re.IGNORECASE)
    bound: set[str] = set()
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            bound |= {a.asname or package for a in node.names if _is_inside(a.name, package)}
        elif isinstance(node, ast.ImportFrom) and _is_inside(absolute(node, file), package):
            bound |= {alias.asname or alias.name for alias in node.names}
            for alias in node.names:
                if _is_private(alias.name) or "._" in f".{node.module}".replace(".__", "."):
                    yield f"{node.lineno} imports {node.module}.{alias.name}"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if dotted.fullmatch(node.value) and not node.value.endswith("__"):
                yield f"{node.lineno} names {node.value}"
        elif isinstance(node, ast.Attribute) and _is_private(node.attr):
            text = ast.unparse(node.value)
            if text.partition(".")[0] in bound and re.fullmatch(r"[\w.]+", text):
                yield f"{node.lineno} reads {text}.{node.attr}"


def _is_inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")
