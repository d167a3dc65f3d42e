"""``python -m tests.reference_pages [--write] [--paths]``: compare or write generated pages."""

from __future__ import annotations

import argparse
import sys

from tests.reference_pages.pages import FOLDER, PAGES, outdated, write
from tests.reference_pages.paths import renew


def main() -> int:
    """Compare or write the pages. Return 1 if one is out of date."""
    parser = argparse.ArgumentParser(prog="python -m tests.reference_pages")
    parser.add_argument("--write", action="store_true", help="write the pages")
    parser.add_argument(
        "--paths",
        action="store_true",
        help="also measure the page path and record path and write them into docs/architecture.md",
    )
    options = parser.parse_args()
    if options.paths:
        renew()
    if options.write:
        write()
        print(f"{len(PAGES)} pages written to {FOLDER}")
        return 0
    stale = outdated()
    for name in stale:
        print(f"docs/reference/{name} is out of date. Run python -m tests.reference_pages --write.")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
