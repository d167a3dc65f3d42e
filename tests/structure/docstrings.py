"""Measure 6: docstrings that begin with a question word, and public functions without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.source import Definition, Project, SourceFile, members

BANNED = frozenset(
    {
        *(
            "what",
            "whether",
            "where",
            "how",
            "who",
            "why",
            "that",
            "when",
            "which",
            "whose",
            "whom",
        ),
        *("whatever", "whoever", "wherever", "whenever", "whichever"),
    }
)
"""First words that a docstring must not have."""

Documented = ast.Module | Definition


def measure(project: Project) -> list[Figure]:
    """Count docstrings with a banned opening, their share, and public functions without any."""
    found = [docstring for file in project.files for docstring in _docstrings(file)]
    banned = [place for text, place in found if opening(text) in BANNED]
    missing = [
        f"{short(file.module)}.{name}"
        for file in project.files
        for name in _undocumented(file.tree.body)
    ]
    in_tests = [
        place
        for file in project.tests
        for text, place in _docstrings(file)
        if opening(text) in BANNED
    ]
    share = round(100 * len(banned) / len(found), 1) if found else 0
    return [
        counted("docstrings with a banned opening", banned),
        counted("docstrings of tests with a banned opening", in_tests),
        Figure("per cent of docstrings with a banned opening", share),
        counted("public functions without a docstring", missing),
    ]


def opening(text: str) -> str:
    """Return the first word of a docstring in lower case, also of "What's"."""
    found = re.search(r"[A-Za-z]+", text)
    return found.group().lower() if found else ""


def _docstrings(file: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield each docstring of a file, and its place with its first line."""
    for node in ast.walk(file.tree):
        if isinstance(node, Documented) and (text := ast.get_docstring(node)) is not None:
            line = 1 if isinstance(node, ast.Module) else node.lineno
            yield text, f"{short(file.module)}:{line}: {text.splitlines()[0]}"


def _undocumented(body: list[ast.stmt], outer: str = "") -> list[str]:
    found: list[str] = []
    for node in members(body):
        if node.name.startswith("_"):
            continue
        decorators = [ast.unparse(each) for each in node.decorator_list]
        if isinstance(node, ast.ClassDef):
            found += _undocumented(node.body, f"{outer}{node.name}.")
        elif ast.get_docstring(node) is None and not any(
            each.endswith(("overload", "override", ".setter", ".deleter")) for each in decorators
        ):
            found.append(outer + node.name)
    return found
