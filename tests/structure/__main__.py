"""Print the figures of the structure with their limits; the status is 1 if a limit is broken."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.structure.figures import problem_of, table
from tests.structure.limits import LIMITS
from tests.structure.measures import MEASURES
from tests.structure.source import Project


def main() -> int:
    """Measure, print the table and each broken limit. Return 1 if there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.structure", description=__doc__)
    parser.add_argument("measures", nargs="*", help=f"of {', '.join(MEASURES)}; default: all")
    parser.add_argument("--package", type=Path, default=Path("lix_tui"), help="folder to measure")
    parser.add_argument("--tests", type=Path, default=Path("tests"), help="folder of its tests")
    parser.add_argument("--places", action="store_true", help="list what each figure counts")
    options = parser.parse_args()
    if unknown := [name for name in options.measures if name not in MEASURES]:
        parser.error(f"{', '.join(unknown)} isn't a measure. Use {', '.join(MEASURES)}.")
    project = Project(options.package.resolve(), options.tests.resolve())
    chosen = options.measures or MEASURES
    figures = [figure for name in chosen for figure in MEASURES[name](project)]
    if options.places:
        for figure in figures:
            print(f"\n{figure.id}: {figure.value:g}", *figure.places, sep="\n    ")
        print()
    print(table(figures, LIMITS))
    problems = [problem for figure in figures if (problem := problem_of(figure, LIMITS))]
    if problems:
        print("\nBroken limits:", *problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
