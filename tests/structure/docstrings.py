"""Measure 6: docstrings that begin with a question word, and public functions without one."""

from __future__ import annotations

import ast
import re

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.source import Definition, Project, members

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
"""First words of a sentence that has to be decoded."""

Documented = ast.Module | Definition


def measure(project: Project) -> list[Figure]:
    """Count docstrings with a banned opening, their share, and public functions without any."""
    total = 0
    banned: list[str] = []
    missing: list[str] = []
    for file in project.files:
        for node in ast.walk(file.tree):
            if not isinstance(node, Documented):
                continue
            text = ast.get_docstring(node)
            if text is None:
                continue
            total += 1
            if opening(text) in BANNED:
                line = 1 if isinstance(node, ast.Module) else node.lineno
                banned.append(f"{short(file.module)}:{line}: {text.splitlines()[0]}")
        missing += (f"{short(file.module)}.{name}" for name in _undocumented(file.tree.body))
    share = round(100 * len(banned) / total, 1) if total else 0
    return [
        counted("docstrings with a banned opening", banned),
        Figure("per cent of docstrings with a banned opening", share),
        counted("public functions without a docstring", missing),
    ]


def opening(text: str) -> str:
    """Return the first word of a docstring in lower case, also of "What's"."""
    found = re.search(r"[A-Za-z]+", text)
    return found.group().lower() if found else ""


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
