"""Find code of the package that nothing in it uses; a test alone does not keep code alive.

``pyproject.toml`` lists names that a framework calls and decorators that register a function. An
entry of these lists that excuses nothing is an error, too. Attributes and fields are left out:
models have every field that Lix answers with.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

KINDS = frozenset({"class", "function", "import", "method", "property", "unreachable_code"})


def unused_code(
    paths: Sequence[str], names: Sequence[str], decorators: Sequence[str]
) -> list[Item]:
    """Return the unused code that no pattern of a name or of a decorator excuses."""
    vulture = Vulture(ignore_names=list(names), ignore_decorators=list(decorators))
    vulture.scavenge(paths)
    return [item for item in vulture.get_unused_code() if item.typ in KINDS]


def stale_names(paths: Sequence[str], names: Sequence[str], decorators: Sequence[str]) -> list[str]:
    """Return the patterns that match no unused name."""
    unused = {item.name for item in unused_code(paths, (), decorators)}
    return [name for name in names if not any(fnmatchcase(one, name) for one in unused)]


def stale_decorators(
    paths: Sequence[str], names: Sequence[str], decorators: Sequence[str]
) -> list[str]:
    """Return the patterns of decorators without which nothing more is unused."""
    expected = len(unused_code(paths, names, decorators))
    return [
        one
        for one in decorators
        if len(unused_code(paths, names, [other for other in decorators if other != one]))
        == expected
    ]


def main() -> int:
    """Print a line for each piece of unused code and each stale entry. Return 1 if there is any."""
    options = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    lists = options["paths"], options["ignore_names"], options["ignore_decorators"]
    problems = [
        f"{item.filename}:{item.first_lineno}: unused {item.typ} '{item.name}'"
        for item in unused_code(*lists)
    ]
    problems += [
        f"pyproject.toml: '{entry}' excuses nothing; remove it from [tool.vulture]"
        for entry in (*stale_names(*lists), *stale_decorators(*lists))
    ]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
