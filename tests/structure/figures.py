"""Figures of the structure, and their comparison with the recorded limits."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

MOST_PLACES = 40
"""Places that are listed with a broken limit."""


@dataclass(frozen=True)
class Figure:
    """One measured number and the places it was found at."""

    id: str
    value: float
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """Recorded bound of a figure. `aim` is the intended value; None if it is reached."""

    bound: float
    aim: float | None = None
    at_least: bool = False

    def allows(self, value: float) -> bool:
        """Return True if `value` is within the bound."""
        return value >= self.bound if self.at_least else value <= self.bound

    def is_loose_for(self, value: float) -> bool:
        """Return True if the bound can be tightened to `value`, short of the aim."""
        return self.aim is not None and self.allows(value) and value != self.bound


def counted(id_: str, places: list[str]) -> Figure:
    """Return the figure that counts `places`."""
    return Figure(id_, len(places), tuple(places))


def problem_of(figure: Figure, limits: dict[str, Limit]) -> str:
    """Return a sentence on a broken or missing limit of `figure`; empty if it is kept."""
    limit = limits.get(figure.id)
    if limit is None:
        return f"{figure.id}: has no recorded limit."
    if limit.allows(figure.value):
        return ""
    side = "at least" if limit.at_least else "at most"
    places = "".join(f"\n    {place}" for place in figure.places[:MOST_PLACES])
    if len(figure.places) > MOST_PLACES:
        places += f"\n    and {len(figure.places) - MOST_PLACES} more; --places lists them all"
    return f"{figure.id}: {figure.value:g}, allowed is {side} {limit.bound:g}.{places}"


def table(figures: list[Figure], limits: dict[str, Limit]) -> str:
    """Return the figures as lines of text: name, value, bound, aim, remark."""
    width = max(len(figure.id) for figure in figures)
    lines = [f"{'figure':{width}}  {'value':>7}  {'limit':>8}  {'aim':>6}"]
    for figure in figures:
        limit = limits.get(figure.id)
        if limit is None:
            bound, aim, remark = "", "", "NO LIMIT"
        else:
            bound = f"{'≥' if limit.at_least else '≤'} {limit.bound:g}"
            bound = "none" if limit.bound == inf else bound
            aim = "" if limit.aim is None else f"{limit.aim:g}"
            remark = "" if limit.allows(figure.value) else "BROKEN"
            if limit.is_loose_for(figure.value):
                remark = f"record {figure.value:g}"
        line = f"{figure.id:{width}}  {figure.value:>7g}  {bound:>8}  {aim:>6}  {remark}"
        lines.append(line.rstrip())
    return "\n".join(lines)
