"""Small faults that one node of a syntax tree can have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

Change = tuple[str, ast.AST]
"""Name of the kind of fault, and the node to put in the place of the right one."""

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""Comparisons and what they are confused with: the boundary first, then the opposite."""

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}

SYMMETRIC = frozenset({"min", "max"})
"""Functions whose arguments have no order."""

SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|FROM|WHERE|AND|OR|JOIN|ORDER|GROUP|LIMIT|SET|ON)\b"
)
"""Beginning of a statement in SQL or of a piece of one."""
SCHEMA = re.compile(r"\b(CREATE|ALTER|DROP|PRAGMA|BEGIN)\b")

SQL_WORDS: tuple[tuple[str, str], ...] = (
    (r" DESC\b", ""),
    (r"\bDISTINCT ", ""),
    (r"\bAND\b", "OR"),
    (r"(?<!INSERT )(?<!UPDATE )\bOR\b(?! (IGNORE|REPLACE))", "AND"),
    (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bNOT (?=EXISTS|IN\b)", ""),
    (r"(?<!NOT )\bEXISTS \(", "NOT EXISTS ("),
    (r"\bMAX\(", "MIN("),
    (r"\bMIN\(", "MAX("),
    (r"(?<=[\w?)] )<=(?= )", "<"),
    (r"(?<=[\w?)] )>=(?= )", ">"),
    (r"(?<=[\w?)] )<(?= )", "<="),
    (r"(?<=[\w?)] )>(?= )", ">="),
    (r"(?<=[\w?)] )\+(?= )", "-"),
    (r" OR IGNORE\b", " OR REPLACE"),
    (r"\bUNION ALL\b", "UNION"),
)
"""Words of SQL and what they are confused with."""


def expression_changes(node: ast.expr) -> Iterator[Change]:
    """Yield the faults of an expression."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=operands):
            for number, operator in enumerate(ops):
                for other in COMPARISONS[type(operator)]:
                    changed = [*ops[:number], other(), *ops[number + 1 :]]
                    yield "comparison", ast.Compare(left, changed, operands)
        case ast.BoolOp(op=operator, values=values):
            other_op = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield "and/or", ast.BoolOp(other_op, values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", operand
        case ast.BinOp(left=left, op=operator, right=right):
            if type(operator) in ARITHMETIC and not (_is_text(left) or _is_text(right)):
                yield "operator", ast.BinOp(left, ARITHMETIC[type(operator)](), right)
        case ast.IfExp(test=test, body=body, orelse=other_body) if _is_plain(test):
            yield "condition", ast.IfExp(_opposite(test), body, other_body)
        case ast.Call():
            yield from _call_changes(node)
        case ast.Constant(value=value):
            yield from _constant_changes(value)


def statement_changes(node: ast.stmt) -> Iterator[Change]:
    """Yield the faults of a statement in a function, apart from those of its expressions."""
    match node:
        case ast.If(test=test) | ast.While(test=test) if _is_plain(test):
            changed = type(node)(_opposite(test), node.body, node.orelse)
            yield "condition", changed
        case ast.Return(value=None):
            yield "statement", ast.Pass()
        case ast.Return(value=value) if not isinstance(value, ast.Constant):
            yield "returned value", ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.Delete():
            yield "statement", ast.Pass()
        case ast.Continue():
            yield "statement", ast.Break()
        case ast.Break():
            yield "statement", ast.Continue()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement", ast.Pass()
        case ast.AnnAssign(target=ast.Attribute(), value=ast.expr()):
            yield "statement", ast.Pass()
        case ast.AugAssign(target=target, op=operator, value=value):
            yield "statement", ast.Pass()
            if type(operator) in ARITHMETIC and not _is_text(value):
                yield "operator", ast.AugAssign(target, ARITHMETIC[type(operator)](), value)


def _call_changes(node: ast.Call) -> Iterator[Change]:
    """Yield calls with two arguments swapped or with one named argument fewer."""
    args, name = node.args, node.func.id if isinstance(node.func, ast.Name) else ""
    for number, (first, second) in enumerate(pairwise(args)):
        stars = isinstance(first, ast.Starred) or isinstance(second, ast.Starred)
        if not stars and name not in SYMMETRIC and ast.dump(first) != ast.dump(second):
            swapped = [*args[:number], second, first, *args[number + 2 :]]
            yield "swapped arguments", ast.Call(node.func, swapped, node.keywords)
    for number, keyword in enumerate(node.keywords):
        if keyword.arg is not None and (name, keyword.arg) != ("zip", "strict"):  # an assertion
            fewer = [*node.keywords[:number], *node.keywords[number + 1 :]]
            yield "left out argument", ast.Call(node.func, args, fewer)


def _constant_changes(value: object) -> Iterator[Change]:
    match value:
        case bool():
            yield "constant", ast.Constant(not value)
        case int() | float():
            yield "constant", ast.Constant(value + 1)
        case str() if SQL.match(value) and not SCHEMA.search(value):
            for word, other in SQL_WORDS:
                for found in re.finditer(word, value):
                    changed = value[: found.start()] + other + value[found.end() :]
                    yield "SQL", ast.Constant(changed)
        case str() if not SCHEMA.search(value):
            yield "constant", ast.Constant("" if value else "XX")
        case bytes():
            yield "constant", ast.Constant(b"" if value else b"XX")


def _opposite(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _is_plain(test: ast.expr) -> bool:
    """Return True for a condition that no change of an expression negates."""
    is_not = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    return not (isinstance(test, ast.Compare) or is_not)


def _is_text(node: ast.expr) -> bool:
    """Return True for a text, whose operators only fail when they are changed."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )
