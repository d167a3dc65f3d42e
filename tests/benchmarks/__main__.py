"""``python -m tests.benchmarks [NAME ...] [--quick]``: every budget beside what was measured."""

from __future__ import annotations

import argparse

from tests.benchmarks import keys, library, memory, pages, startup, throughput, typing
from tests.benchmarks.report import print_table

BENCHMARKS = {
    "startup": startup.measure,
    "keys": keys.measure,
    "library": library.measure,
    "memory": memory.measure,
    "pages": pages.measure,
    "throughput": throughput.measure,
    "typing": typing.measure,
}
ROUNDS, QUICK_ROUNDS = 9, 3


def main() -> None:
    """Run the chosen benchmarks, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds, not {ROUNDS}")
    arguments = parser.parse_args()
    rounds = QUICK_ROUNDS if arguments.quick else ROUNDS
    for name in arguments.names or BENCHMARKS:
        print_table(BENCHMARKS[name](rounds))


if __name__ == "__main__":
    main()
