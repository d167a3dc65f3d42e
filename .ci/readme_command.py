"""Print a named command of the README: the code block after ``<!-- command: NAME -->``."""

import re
import sys
from pathlib import Path


def main() -> int:
    """Print the command named on the command line. Return 1 if the README doesn't have it."""
    name = sys.argv[1]
    text = Path("README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {re.escape(name)} -->\s*```\w*\n(.*?)```", text, re.DOTALL)
    if found is None:
        print(f"README.md has no command named {name}", file=sys.stderr)
        return 1
    print(found.group(1), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
