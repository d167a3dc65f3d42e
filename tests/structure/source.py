"""Parsed source files of a package and of its tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class SourceFile:
    """One parsed file: its dotted module name, syntax tree and length in lines."""

    path: Path
    module: str
    tree: ast.Module
    lines: int

    @property
    def is_package(self) -> bool:
        """Return True for an `__init__.py`."""
        return self.path.name == "__init__.py"

    @property
    def package(self) -> str:
        """Dotted name of the package that relative imports start from."""
        return self.module if self.is_package else self.module.rpartition(".")[0]


@dataclass(frozen=True)
class Project:
    """A package and the tests beside it."""

    folder: Path
    tests_folder: Path

    @property
    def name(self) -> str:
        """Name of the package."""
        return self.folder.name

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """Files of the package, in alphabetical order."""
        return tuple(_read(self.folder))

    @cached_property
    def tests(self) -> tuple[SourceFile, ...]:
        """Files of the tests, in alphabetical order."""
        return tuple(_read(self.tests_folder))


def definitions(tree: ast.AST) -> Iterator[Definition]:
    """Yield every class, function and method in `tree`, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            yield node


def members(body: list[ast.stmt]) -> Iterator[Definition]:
    """Yield the definitions of a module's or class's own body, also those behind an `if`."""
    for node in body:
        if isinstance(node, Definition):
            yield node
        elif isinstance(node, ast.If):
            yield from members([*node.body, *node.orelse])


def last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name, call or subscript; empty for anything else."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _read(folder: Path) -> Iterator[SourceFile]:
    for path in sorted(folder.rglob("*.py")):
        parts = (folder.name, *path.relative_to(folder).with_suffix("").parts)
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        yield SourceFile(path, module, ast.parse(text), len(text.splitlines()))
