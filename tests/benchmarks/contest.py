"""Apps in terminals of their own that receive the same keys, in random order in each round."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.startup import environment
from tests.benchmarks.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Contestant:
    """An app of ``tests.benchmarks.apps`` and the keys that it receives."""

    app: str
    size: int
    """Number of its rows or values."""
    ready: bytes
    """Text on screen once the app is ready for keys."""
    keys: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one contestant, one for each round; of the keys of a round, the median."""

    ready: list[float] = field(default_factory=list)
    """Seconds from the start to the text that shows that the app is ready."""
    first: list[float] = field(default_factory=list)
    """Seconds from a key to the first byte."""
    settled: list[float] = field(default_factory=list)
    """Seconds from a key to the last byte."""
    size: list[float] = field(default_factory=list)
    """Bytes sent for a key."""


def measure_contest(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, Series]:
    """Measure the contestants by name; the first of all rounds is not counted."""
    series = {name: Series() for name in contestants}
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        for number in range(rounds + 1):
            for name in random.sample(list(contestants), len(contestants)):
                found = contestants[name]
                command = (sys.executable, "-m", f"tests.benchmarks.apps.{found.app}")
                terminal = Terminal((*command, str(found.size)), environ)
                ready = terminal.until_text(found.ready)
                terminal.until_still()
                presses = [terminal.press(key) for key in found.keys]
                terminal.end()
                if number:
                    mine = series[name]
                    mine.ready.append(ready)
                    mine.first.append(statistics.median(press.first for press in presses))
                    mine.settled.append(statistics.median(press.settled for press in presses))
                    mine.size.append(statistics.median(press.size for press in presses))
    return series
