"""``python -m tests.benchmarks [NAME ...] [--quick]``: every budget beside what was measured."""

from __future__ import annotations

import argparse
import shlex
from functools import partial

from tests.benchmarks import (
    detail,
    joined_columns,
    keys,
    library,
    memory,
    merge,
    page_arrival,
    pages,
    picker_letters,
    startup,
    throughput,
)
from tests.benchmarks.report import print_table

BENCHMARKS = {
    "startup": startup.measure,
    "keys": keys.measure,
    "arriving": page_arrival.measure,
    "detail": detail.measure,
    "joined": joined_columns.measure,
    "library": library.measure,
    "memory": memory.measure,
    "merge": merge.measure,
    "pages": pages.measure,
    "throughput": throughput.measure,
    "typing": picker_letters.measure,
}
ROUNDS, QUICK_ROUNDS = 9, 3


def main() -> None:
    """Run the chosen benchmarks, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds, not {ROUNDS}")
    parser.add_argument(
        "--peer",
        action="append",
        default=[],
        metavar="NAME=PROGRAM",
        help="another terminal app to start beside ours, such as posting=.peers/bin/posting",
    )
    arguments = parser.parse_args()
    named = (peer.partition("=") for peer in arguments.peer)
    peers = {name: shlex.split(command) for name, _, command in named}
    BENCHMARKS["startup"] = partial(startup.compare, peers=peers)
    rounds = QUICK_ROUNDS if arguments.quick else ROUNDS
    for name in arguments.names or BENCHMARKS:
        print_table(BENCHMARKS[name](rounds))


if __name__ == "__main__":
    main()
