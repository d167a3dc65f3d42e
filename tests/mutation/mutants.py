"""Mutants: copies of a file with one small fault each."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.mutation.operators import Change, expression_changes, statement_changes

_TYPES = frozenset({"TypeVar", "ParamSpec", "NewType", "TypeAliasType", "NamedTuple"})
_UNREAD = frozenset({"__all__", "__slots__", "model_config"})


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a node in its file."""

    qualname: str
    """Names of the classes and functions around it, with dots; empty for the module."""
    function: tuple[str, int] | None
    """Qualified name and first line of the outermost function; None for what runs at import."""
    first: int
    """First line of the statement."""
    last: int
    """Last line of the statement, or of the head of one that has a body."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault."""

    id: str
    """Path, line, column and kind, and a number where these are the same."""
    path: Path
    place: Place
    kind: str
    before: str
    """The right code."""
    after: str
    """The wrong code."""
    number: int
    """Number of the fault in its file, in the order of ``_sites``."""

    def compiled(self) -> CodeType:
        """Return the code of the file with the fault."""
        tree = ast.parse(self.path.read_bytes())
        site = next(site for n, site in enumerate(_sites(tree)) if n == self.number)
        site.apply()
        return compile(ast.fix_missing_locations(tree), str(self.path), "exec", dont_inherit=True)


@dataclass(frozen=True, slots=True)
class _Site:
    """A node, where it hangs, and the node to hang there instead."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.stmt | ast.expr
    place: Place
    change: Change

    def apply(self) -> None:
        """Change the tree."""
        new = ast.copy_location(self.change[1], self.node)
        if self.index is None:
            setattr(self.parent, self.field, new)
        else:
            getattr(self.parent, self.field)[self.index] = new


def mutants_of(path: Path, root: Path) -> list[Mutant]:
    """Return every mutant of a file."""
    source = path.read_text(encoding="utf-8")
    counts: Counter[str] = Counter()
    found = []
    for number, site in enumerate(_sites(ast.parse(source))):
        node, (kind, new) = site.node, site.change
        name = f"{path.relative_to(root)}:{node.lineno}:{node.col_offset}:{kind.replace(' ', '-')}"
        counts[name] += 1
        name += f".{counts[name]}" if counts[name] > 1 else ""
        head = isinstance(node, ast.If | ast.While)
        before = ast.unparse(node.test if isinstance(node, ast.If | ast.While) else node)
        after = ast.unparse(new.test if head and isinstance(new, ast.If | ast.While) else new)
        found.append(Mutant(name, path, site.place, kind, before, after, number))
    return found


def _sites(tree: ast.Module) -> Iterator[_Site]:
    yield from _body_sites(tree, "body", "", None)


def _body_sites(
    parent: ast.AST, field: str, qualname: str, function: tuple[str, int] | None
) -> Iterator[_Site]:
    """Yield the faults of a list of statements."""
    for index, node in enumerate(getattr(parent, field)):
        if not _is_left_out(node):
            yield from _statement_sites(parent, field, index, node, qualname, function)


def _statement_sites(
    parent: ast.AST,
    field: str,
    index: int,
    node: ast.stmt,
    qualname: str,
    function: tuple[str, int] | None,
) -> Iterator[_Site]:
    place = _place(node, qualname, function)
    if function:
        for change in statement_changes(node):
            yield _Site(parent, field, index, node, place, change)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from _expression_sites(node.args, place)
        name = f"{qualname}.{node.name}".lstrip(".")
        yield from _body_sites(node, "body", name, function or (name, _first_line(node)))
    elif isinstance(node, ast.ClassDef):
        name = f"{qualname}.{node.name}".lstrip(".")
        yield from _body_sites(node, "body", name, function)
    else:
        is_raise = isinstance(node, ast.Raise)
        for site in _other_sites(node, place, qualname, function):
            if not (is_raise and _is_text(site.node)):
                yield site


def _other_sites(
    node: ast.AST, place: Place, qualname: str, function: tuple[str, int] | None
) -> Iterator[_Site]:
    """Yield the faults inside of a statement that defines nothing."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "type"):
            continue
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield from _body_sites(node, field, qualname, function)
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            at = index if isinstance(value, list) else None
            if isinstance(child, ast.expr):
                yield from _visit(node, field, at, child, place)
            elif isinstance(child, ast.excepthandler | ast.match_case):
                part = _place(child, qualname, function)
                yield from _other_sites(child, part, qualname, function)
            elif isinstance(child, ast.AST):
                yield from _expression_sites(child, place)


def _visit(
    parent: ast.AST, field: str, index: int | None, node: ast.expr, place: Place
) -> Iterator[_Site]:
    """Yield the faults of an expression and of all that is in it."""
    for change in expression_changes(node):
        yield _Site(parent, field, index, node, place, change)
    yield from _expression_sites(node, place)


def _expression_sites(node: ast.AST, place: Place) -> Iterator[_Site]:
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "format_spec"):
            continue
        is_cast = isinstance(node, ast.Call) and _name(node.func) == "cast"
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if is_cast and field == "args" and index == 0:
                continue
            at = index if isinstance(value, list) else None
            if isinstance(child, ast.expr):
                yield from _visit(node, field, at, child, place)
            elif isinstance(child, ast.AST):
                yield from _expression_sites(child, place)


def _is_left_out(node: ast.stmt) -> bool:
    """Return True for a statement that only people and type checkers read."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Assert():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name in _UNREAD or _is_type(value)
        case ast.AnnAssign(value=None):
            return True
        case ast.AnnAssign(annotation=annotation):
            return _name(annotation) == "TypeAlias"
    return False


def _is_type(value: ast.expr) -> bool:
    match value:
        case ast.Subscript(value=base):
            return _name(base)[:1].isupper() or _name(base) in ("tuple", "dict", "list", "type")
        case ast.BinOp(left=left, op=ast.BitOr()):
            return _is_type(left) or isinstance(left, ast.Name)
        case ast.Call(func=func):
            return _name(func) in _TYPES
    return False


def _is_text(node: ast.AST) -> bool:
    """Return True for a text. The wording of errors is compared by ``tests.recorded_output``."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _place(
    node: ast.stmt | ast.excepthandler | ast.match_case,
    qualname: str,
    function: tuple[str, int] | None,
) -> Place:
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    first = _first_line(node)
    last = _first_line(body[0]) - 1 if body else getattr(node, "end_lineno", first)
    return Place(qualname, function, first, max(first, last))


def _first_line(node: ast.stmt | ast.excepthandler | ast.match_case) -> int:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min(node.lineno, *(decorator.lineno for decorator in decorators), node.lineno)
