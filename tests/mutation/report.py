"""Figures of a run: outcomes by file and in all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

from tests.mutation.areas import ROOT
from tests.mutation.forks import Outcome
from tests.mutation.mutants import Mutant

COLUMNS: tuple[Outcome, ...] = ("killed", "timeout", "survived", "not covered")
KILLED: tuple[Outcome, ...] = ("killed", "timeout")


def table(outcomes: Iterable[tuple[Mutant, Outcome]]) -> str:
    """Return the outcomes by file and in all, as a table."""
    by_file: dict[Path, Counter[Outcome]] = defaultdict(Counter)
    for mutant, outcome in outcomes:
        by_file[mutant.path][outcome] += 1
    lines = [f"{'file':44}" + "".join(f"{name:>12}" for name in COLUMNS) + f"{'killed %':>12}"]
    for path, counts in sorted(by_file.items()):
        lines.append(_line(str(path.relative_to(ROOT)), counts))
    total = sum(by_file.values(), Counter[Outcome]())
    lines.append(_line("all", total))
    n, killed = total.total(), sum(total[outcome] for outcome in KILLED)
    low, high = interval(killed, n)
    share = f"{100 * killed / n:.1f} %" if n else "-"
    lines.append(
        f"{killed} of {n} killed: {share}, 95 % interval {100 * low:.1f} to {100 * high:.1f} %"
    )
    return "\n".join(lines)


def interval(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share, as two numbers from 0 to 1."""
    if not n:
        return 0.0, 1.0
    z, p = 1.96, hits / n
    middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


def _line(name: str, counts: Counter[Outcome]) -> str:
    killed = sum(counts[outcome] for outcome in KILLED)
    cells = "".join(f"{counts[outcome]:12}" for outcome in COLUMNS)
    return f"{name.removeprefix('lix_tui/'):44}{cells}{100 * killed / counts.total():12.0f}"
