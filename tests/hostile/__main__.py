"""``python -m tests.hostile``: walk over every screen in a terminal, with texts of many seeds."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hostile.walks import walk
from tests.leaks.walk import WALK


def main() -> None:
    """Print a line for each walk. Exit with 1 if a terminal received foreign sequences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--walks", type=int, default=5, help="how many seeds are walked with")
    chosen = parser.parse_args()
    wrong = 0
    for seed in range(chosen.seed, chosen.seed + chosen.walks):
        with tempfile.TemporaryDirectory() as folder:
            walked = walk(seed, WALK, Path(folder), endless=True)
        wrong += len(walked.foreign)
        sys.stdout.write(f"seed {seed}: {walked.size:,} bytes, {len(walked.foreign)} foreign\n")
        for found in walked.foreign[:20]:
            sys.stdout.write(f"    {found}\n")
        sys.stdout.flush()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
