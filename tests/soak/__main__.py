"""``python -m tests.soak``: simulate a day of use and report growth."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, served
from tests.soak.day import Sample, simulate
from tests.soak.growth import growth


def main() -> None:
    """Print a line for each hour. Exit with 1 after growth."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--hours", type=float, default=24.0, help="simulated ones")
    hours = parser.parse_args().hours
    samples: list[Sample] = []

    def report(sample: Sample) -> None:
        samples.append(sample)
        sys.stdout.write(f"{sample}\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder, served() as sandbox:
        paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
        (paths.config).mkdir()
        (paths.config / "key").write_text("soak", encoding="utf-8")
        (paths.config / "key").chmod(0o600)
        settings = Settings(
            paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
        )
        simulate(settings, hours, report)
    grown = growth(samples)
    sys.stdout.write(f"{hours:g} simulated hours: {grown or 'nothing grew'}\n")
    sys.exit(1 if grown else 0)


if __name__ == "__main__":
    main()
