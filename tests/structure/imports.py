"""Imports between the files of a package, with the moment at which each takes effect."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from tests.structure.source import SourceFile


class Moment(Enum):
    """Time at which an import is carried out."""

    LOADING = "while the file loads"
    CALLING = "when a function is called"
    TYPING = "by the type checker only"


@dataclass(frozen=True)
class Import:
    """An import of one file by another. `name` is what is taken from it, empty for all of it."""

    source: str
    target: str
    name: str
    alias: str
    moment: Moment
    line: int


def imports_between(files: tuple[SourceFile, ...]) -> list[Import]:
    """Return the imports among `files`. What they import from elsewhere is left out."""
    modules = {file.module for file in files}
    found = [taken for file in files for taken in imports_of(file, modules)]
    return [taken for taken in found if taken.target != taken.source]


def imports_of(file: SourceFile, modules: set[str]) -> Iterator[Import]:
    """Yield the imports of one file that lead to one of `modules`."""
    for node, moment in _statements(file.tree, Moment.LOADING):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in modules:
                    bound = alias.asname or alias.name
                    yield Import(file.module, alias.name, "", bound, moment, node.lineno)
            continue
        base = absolute(node, file)
        for alias in node.names:
            bound = alias.asname or alias.name
            inner = f"{base}.{alias.name}"
            if inner in modules:
                yield Import(file.module, inner, "", bound, moment, node.lineno)
            elif base in modules:
                yield Import(file.module, base, alias.name, bound, moment, node.lineno)


def absolute(node: ast.ImportFrom, file: SourceFile) -> str:
    """Return the module that a `from` import names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    parts = file.package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def _statements(
    node: ast.AST, moment: Moment
) -> Iterator[tuple[ast.Import | ast.ImportFrom, Moment]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, moment
        elif isinstance(child, ast.If) and _is_type_checking(child.test):
            for statement in child.body:
                yield from _statements(ast.Module([statement], []), Moment.TYPING)
            for statement in child.orelse:
                yield from _statements(ast.Module([statement], []), moment)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            later = Moment.CALLING if moment is Moment.LOADING else moment
            yield from _statements(child, later)
        else:
            yield from _statements(child, moment)


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )
