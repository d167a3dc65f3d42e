"""Letter to painted letter: the facet picker over 10,000 known values against a bare input."""

from __future__ import annotations

import random
from importlib.util import find_spec
from time import perf_counter

from lix_tui.services.facets.value_index import Value, ValueIndex
from tests.benchmarks.contest import Contestant, measure_contest
from tests.benchmarks.report import Figure

KNOWN = 10_000
TEXT = b"engineer sales"
LETTERS = [bytes([letter]) for letter in TEXT]
FRAME = 1 / 60
"""Seconds of a frame, within which matching must be done."""

CONTESTANTS = {
    "input": Contestant("input", 0, b"ready to type", LETTERS),
    "picker 10": Contestant("picker", 10, b"engineer", LETTERS),
    "picker 10000": Contestant("picker", KNOWN, b"engineer", LETTERS),
}
if find_spec("textual_autocomplete"):  # from the extra ``benchmarks``
    CONTESTANTS["autocomplete 10000"] = Contestant("autocomplete", KNOWN, b"ready to type", LETTERS)


def measure(rounds: int) -> list[Figure]:
    """Measure the contestants in random order; a round's figure is its median letter."""
    series = measure_contest(CONTESTANTS, rounds)
    echoed = {name: found.first for name, found in series.items()}
    over = echoed["input"]
    frame = [FRAME] * rounds
    peers = (
        Figure("textual-autocomplete: letter echoed over 10,000 values, over a bare input", None,
               echoed["autocomplete 10000"], over),
    ) if "autocomplete 10000" in CONTESTANTS else ()  # fmt: skip
    return [
        Figure("letter echoed in the picker over 10,000 values, over a bare input", 1.7,
               echoed["picker 10000"], over),
        Figure("the same over 10 values", None, echoed["picker 10"], over),
        Figure("letter with its list painted, over 10,000 values, over a bare input", None,
               series["picker 10000"].settled, series["input"].settled),
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
