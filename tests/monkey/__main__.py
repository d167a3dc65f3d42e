"""``python -m tests.monkey``: press random keys for a given time."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from pathlib import Path

from lix_tui.settings.settings import Paths
from tests.conftest import served
from tests.monkey.play import FAULTS, against, play


def main() -> None:
    """Play, and print how many steps were survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.monkey")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = random.randrange(10**6) if options.seed is None else options.seed  # no secret
    os.environ |= {"BROWSER": "true", "LIX_API_KEY": "monkey"}  # no browser opens links
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # exports go there
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        with served(*FAULTS) as sandbox:
            played = asyncio.run(play(against(sandbox, paths), seed, options.seconds))
    sys.stdout.write(f"seed {played.seed}: {played.steps:,} steps survived\n")


main()
