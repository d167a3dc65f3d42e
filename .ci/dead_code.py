"""Find code of the package that nothing in it uses; a test alone does not keep code alive.

What a framework calls by its name or finds by a decorator is listed in ``pyproject.toml``.
Attributes and fields are left out: models have every field that Lix answers with.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from vulture import Vulture

KINDS = frozenset({"class", "function", "import", "method", "property", "unreachable_code"})


def main() -> int:
    """Print a line for each piece of unused code. Return 1 if there is any."""
    options = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    vulture = Vulture(
        ignore_names=options["ignore_names"], ignore_decorators=options["ignore_decorators"]
    )
    vulture.scavenge(options["paths"])
    unused = [item for item in vulture.get_unused_code() if item.typ in KINDS]
    for item in unused:
        print(f"{item.filename}:{item.first_lineno}: unused {item.typ} '{item.name}'")
    return 1 if unused else 0


if __name__ == "__main__":
    sys.exit(main())
