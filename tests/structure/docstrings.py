"""Measure 6: docstrings that begin with a question word, and public functions without one.

Texts below a field or a constant count as docstrings, too. A docstring that begins with a quoted
text names nothing and counts as banned.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import cleandoc
from itertools import pairwise

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

QUOTES = ("'", '"', "“", "‘")
"""Quotation marks that a docstring must not begin with."""

Documented = ast.Module | Definition


def measure(project: Project) -> list[Figure]:
    """Count docstrings with a banned opening, their share, and public functions without any."""
    found = [docstring for file in project.files for docstring in _docstrings(file)]
    banned = [place for text, place in found if is_banned(text)]
    missing = [
        f"{short(file.module)}.{name}"
        for file in project.files
        for name in _undocumented(file.tree.body)
    ]
    in_tests = [
        place for file in project.tests for text, place in _docstrings(file) if is_banned(text)
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


def is_banned(text: str) -> bool:
    """Return True if a docstring begins with a banned word or with a quoted text."""
    return text.lstrip().startswith(QUOTES) or opening(text) in BANNED


def _docstrings(file: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield each docstring of a file, and its place with its first line."""
    for node in ast.walk(file.tree):
        if isinstance(node, Documented) and (text := ast.get_docstring(node)) is not None:
            line = 1 if isinstance(node, ast.Module) else node.lineno
            yield text, f"{short(file.module)}:{line}: {text.splitlines()[0]}"
        for body in ("body", "orelse"):
            yield from _attribute_docstrings(file, getattr(node, body, None))


def _attribute_docstrings(file: SourceFile, body: object) -> Iterator[tuple[str, str]]:
    """Yield the texts that directly follow an assignment, and their places."""
    if not isinstance(body, list):
        return
    for before, node in pairwise(body):
        if (
            isinstance(before, ast.Assign | ast.AnnAssign)
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            text = cleandoc(node.value.value)
            yield text, f"{short(file.module)}:{node.lineno}: {text.partition(chr(10))[0]}"


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
