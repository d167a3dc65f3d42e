"""Letter to painted letter: the facet picker over 10,000 known values against a bare input."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from lix_tui.services.facets.value_index import Value, ValueIndex
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import environment
from tests.benchmarks.terminal import Terminal

KNOWN = 10_000
TEXT = b"engineer sales"
FRAME = 1 / 60
"""Seconds of a frame, within which matching must be done."""

CONTESTANTS = {
    "input": ("input", 0, b"ready to type"),
    "picker 10": ("picker", 10, b"engineer"),
    "picker 10000": ("picker", KNOWN, b"engineer"),
    **(
        {"autocomplete 10000": ("autocomplete", KNOWN, b"ready to type")}
        if find_spec("textual_autocomplete")
        else {}
    ),
}
"""The extra ``benchmarks`` adds textual-autocomplete."""


def measure(rounds: int) -> list[Figure]:
    """Measure the contestants in random order; a round's figure is its median letter."""
    echoed: dict[str, list[float]] = defaultdict(list)
    settled: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        for number in range(rounds + 1):
            for name in random.sample(list(CONTESTANTS), len(CONTESTANTS)):
                app, values, ready = CONTESTANTS[name]
                command = (sys.executable, "-m", f"tests.benchmarks.apps.{app}", str(values))
                terminal = Terminal(command, environ)
                terminal.until_text(ready)
                terminal.until_still()
                presses = [terminal.press(bytes([letter])) for letter in TEXT]
                terminal.end()
                if number:
                    echoed[name].append(statistics.median(press.first for press in presses))
                    settled[name].append(statistics.median(press.settled for press in presses))
    over = echoed["input"]
    frame = [FRAME] * rounds
    peers = (
        Figure("textual-autocomplete: letter echoed over 10,000 values, over a bare input", None,
               echoed["autocomplete 10000"], over),
    ) if "autocomplete 10000" in CONTESTANTS else ()  # fmt: skip
    return [
        Figure("letter echoed in the picker over 10,000 values, over a bare input", 2.0,
               echoed["picker 10000"], over),
        Figure("the same over 10 values", None, echoed["picker 10"], over),
        Figure("letter with its list painted, over 10,000 values, over a bare input", None,
               settled["picker 10000"], settled["input"]),
        Figure("matching a letter against 10,000 values, over a frame", 1.0,
               _matching(rounds), frame),
        *peers,
    ]  # fmt: skip


def _matching(rounds: int) -> list[float]:
    """Return the slowest letter of a text, typed from its beginning, round by round."""
    words = ("engineer", "manager", "data", "sales", "vice president", "growth", "machine", "Köln")
    texts = (f"{random.choice(words)} {random.choice(words)} {n}" for n in range(KNOWN))
    index = ValueIndex(Value(str(n), text) for n, text in enumerate(texts))
    figures = []
    for _ in range(rounds):
        index.add([])  # reset the index's previous text
        taken = []
        for end in range(1, len(TEXT) + 1):
            started = perf_counter()
            index.search(TEXT[:end].decode())
            taken.append(perf_counter() - started)
        figures.append(max(taken))
    return figures
