"""Measure 9: names that are made of everyday verbs, participles and pronouns, not of terms.

`banned_words.txt` lists the words, `NOUNS` the modules that may end like a gerund or participle.
A name counts once, however many such words are in it. Parameters, fields and attributes count at
each place that declares them; local variables don't count.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.structure.figures import Figure, counted
from tests.structure.graph import short
from tests.structure.source import Project, SourceFile, definitions

BANNED = frozenset(Path(__file__).with_name("banned_words.txt").read_text(encoding="utf-8").split())
"""Words that no module, class or function has in its name."""

TERMS = frozenset({"look_up", "looks_like", "lay_out", "keep_days"})
"""Terms of the field, and a setting's name, that contain such a word."""

NOUNS = frozenset({"encoding", "fuzzing", "keyring", "listing", "paging", "recording", "spelling"})
"""Nouns that a module may be named with though they end like a gerund."""

CONTRACTS = re.compile(r"action_\w+|_?on_\w+|__\w+__")
"""Names that a command id, a message or Python decides."""


def measure(project: Project) -> list[Figure]:
    """Count public and private names with a banned word, in the package and in its tests."""
    package = [found for file in project.files for found in _found(file)]
    tests = [found for file in project.tests for found in _found(file)]
    public = [place for name, place in package if not name.startswith("_")]
    private = [place for name, place in package if name.startswith("_")]
    helpers = [place for name, place in tests if not name.startswith(("test_", "Test"))]
    return [
        counted("public names with private language", public),
        counted("private names with private language", private),
        counted("names of tests' helpers with private language", helpers),
        counted(
            "parameters and attributes with private language",
            [place for file in project.files for place in _variables(file)],
        ),
    ]


def banned_words(name: str) -> list[str]:
    """Return the banned words in a name of any style, in their order."""
    if CONTRACTS.fullmatch(name):
        return []
    joined = f"_{'_'.join(_words(name))}_"
    for term in TERMS:
        joined = joined.replace(f"_{term}_", "_")
    return [word for word in joined.split("_") if word in BANNED]


def is_verb_form(module: str) -> bool:
    """Return True if a module's name ends with a gerund or a participle."""
    last = (_words(module) or [""])[-1]
    return last not in NOUNS and bool(re.fullmatch(r"\w{2,}(ing|[^e]ed|own|eld)", last))


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def _found(file: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield each name of a file with its place and the words that it should not have."""
    module = file.module.rpartition(".")[2]
    words = banned_words(module) or ([_words(module)[-1]] if is_verb_form(module) else [])
    names = [(module, f"{short(file.module)}: module {module}", words)]
    names += (
        (node.name, f"{short(file.module)}:{node.lineno}: {node.name}", banned_words(node.name))
        for node in definitions(file.tree)
    )
    for name, place, banned in names:
        if banned:
            yield name, f"{place} ({', '.join(banned)})"


def _variables(file: SourceFile) -> Iterator[str]:
    """Yield each parameter, field and attribute with a banned word, with its place."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            names = [
                (one.arg, one.lineno)
                for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)
            ]
        elif isinstance(node, ast.ClassDef):
            names = [
                (target.id, target.lineno)
                for line in node.body
                for target in _targets(line)
                if isinstance(target, ast.Name)
            ]
        else:
            names = [
                (target.attr, target.lineno)
                for target in _targets(node)
                if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self"
            ]
        for name, line in names:
            if banned := banned_words(name):
                yield f"{short(file.module)}:{line}: {name} ({', '.join(banned)})"


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the targets of an assignment, those of a tuple one by one."""
    if isinstance(node, ast.AnnAssign):
        yield node.target
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from target.elts if isinstance(target, ast.Tuple) else [target]
