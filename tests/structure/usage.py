"""Measure 8: code of the package that only tests use.

A definition is used when its name occurs in code that is used itself. The search starts from the
code that runs when files load, from the hooks of the frameworks, and from what a decorator hands
over to one of them.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.source import Definition, Project, SourceFile, last_name

HOOKS = re.compile(
    r"__\w+__|_?(on|action|watch|compute|validate|render|key|check|get_content)_\w+"
    r"|render|compose|allow_\w+|get_default_screen|post_display_hook|get_system_commands"
    r"|_fatal_error|invoke|resolve_command|notify_style_update|discover|startup|list_commands|get_command|handle_\w+|auth_flow|readinto|seek"
)
"""Names that Textual, click, html.parser and httpx call."""

PLAIN = frozenset(
    {
        *("property", "staticmethod", "classmethod", "cached_property", "cache", "lru_cache"),
        *("dataclass", "total_ordering", "unique", "runtime_checkable", "setter", "getter"),
        *("contextmanager", "asynccontextmanager", "wraps", "work", "singledispatch"),
        *("abstractmethod", "override", "final", "overload"),
    }
)
"""Decorators that call what they decorate only when it is used. All others register it."""

ALLOWED = Path(__file__).with_name("allowed_test_only.txt")
"""One name a line, then the reason that it may exist for tests alone."""


@dataclass(frozen=True)
class Piece:
    """A definition, or a file's own code (empty name), and the names that occur in it."""

    name: str
    place: str
    names: frozenset[str]
    is_root: bool


def measure(project: Project) -> list[Figure]:
    """List code that only tests use, code that nothing uses, and needless exceptions."""
    pieces = [piece for file in project.files for piece in _pieces(file)]
    used = _used(pieces)
    in_tests = {name for file in project.tests for name in _names(ast.walk(file.tree))}
    unused = [piece for piece in pieces if piece not in used]
    allowed = dict(_allowed(ALLOWED))
    for_tests = [piece for piece in unused if piece.name in in_tests]
    return [
        counted("code that only tests use", _places(for_tests, allowed)),
        counted("code that nothing uses", _places([p for p in unused if p not in for_tests], {})),
        counted(
            "exceptions for test-only code that aren't needed or give no reason",
            [n for n, why in allowed.items() if not why or n not in {p.name for p in for_tests}],
        ),
    ]


def _places(pieces: list[Piece], allowed: dict[str, str]) -> list[str]:
    return sorted(piece.place for piece in pieces if piece.name not in allowed)


def _allowed(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, reason = line.partition(" ")
            yield name, reason.strip()


def _used(pieces: list[Piece]) -> set[Piece]:
    """Return the pieces that are reached by name from the roots."""
    by_name: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_name[piece.name].append(piece)
    used = {piece for piece in pieces if piece.is_root}
    waiting = list(used)
    while waiting:
        for name in waiting.pop().names:
            for piece in by_name.pop(name, ()):
                if piece not in used:
                    used.add(piece)
                    waiting.append(piece)
    return used


def _pieces(file: SourceFile) -> Iterator[Piece]:
    aliases = {
        alias.asname: alias.name
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    waiting: list[tuple[ast.Module | Definition, str]] = [(file.tree, "")]
    while waiting:
        node, outer = waiting.pop()
        names = _names(_own_nodes(node))
        names |= {aliases[name] for name in names & aliases.keys()}
        if isinstance(node, ast.Module):
            yield Piece("", short(file.module), frozenset(names), is_root=True)
            name = ""
        else:
            name = f"{outer}.{node.name}".lstrip(".")
            place = f"{short(file.module)}:{node.lineno} {name}"
            yield Piece(node.name, place, frozenset(names - {node.name}), is_root=_is_root(node))
        waiting += ((inner, name) for inner in _inner(node))


def _is_root(node: Definition) -> bool:
    if isinstance(node, ast.ClassDef):
        return False
    decorators = {last_name(each) for each in node.decorator_list}
    return bool(HOOKS.fullmatch(node.name) or decorators - PLAIN)


def _inner(node: ast.AST) -> Iterator[Definition]:
    """Yield the definitions in a node that lie in no other definition within it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            yield child
        else:
            yield from _inner(child)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a definition or file without those of the definitions inside of it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Definition):
            yield child
            yield from _own_nodes(child)


def _names(nodes: Iterator[ast.AST]) -> set[str]:
    """Return the names that occur as code, and the words of texts that look like names."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.Constant) and _may_be_code(node.value):
            found.update(re.findall(r"\w+", str(node.value)))
    return found


def _may_be_code(value: object) -> bool:
    """Return True for a text that names a type or an attribute, such as `pkg.Name[int] | None`."""
    return isinstance(value, str) and bool(re.fullmatch(r"[\w.\[\]]+( \| [\w.\[\]]+)*", value))
