"""``python -m tests.recorded_output [--check | --write] [CHAPTER ...]``."""

from __future__ import annotations

import argparse
import os
import sys
import time

from tests.recorded_output.commands import SCENES
from tests.recorded_output.runner import chapters, differences, record_all, recorded_with, write
from tests.recorded_output.scenes import Command, steps


def main() -> int:
    """Compare or renew the recordings. Return 1 for a difference."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.recorded_output",
        description="Run the recorded commands and compare what they print, send and write.",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="Compare (the default).")
    mode.add_argument("--write", action="store_true", help="Renew the recordings.")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help=", ".join(chapters()))
    asked = parser.parse_args()
    if unknown := set(asked.chapters) - set(chapters()):
        parser.error(f"no such chapter: {', '.join(sorted(unknown))}")
    names = [name for name in chapters() if not asked.chapters or name in asked.chapters]
    began = time.monotonic()
    found = record_all(names, asked.jobs)
    count = sum(
        isinstance(step, Command)
        for scene in SCENES
        if scene.chapter in names
        for step in steps(scene.lines)
    )
    told = f"{count} commands in {len(found)} recordings, {time.monotonic() - began:.0f} s"
    if asked.write:
        write(found, names)
        print(f"{told}: written")
        return 0
    different = list(differences(found, names))
    sys.stdout.writelines(different)
    for sentence in recorded_with():
        print(sentence)
    print(f"{told}: {len(different)} recordings differ" if different else f"{told}: no difference")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main())
