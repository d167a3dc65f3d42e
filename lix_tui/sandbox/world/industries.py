"""LinkedIn's industries, with the words, jobs and schools that fit them.

Industry ids and labels are LinkedIn's, as they occur in public Sales Navigator links.
"""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.sandbox.world.dice import Weighted
from lix_tui.sandbox.world.tables import rows


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry: its id and label, words for names and texts, and the functions of its staff."""

    id: int
    name: str
    words: tuple[str, ...]
    functions: Weighted[int]
    """LinkedIn's function ids, each repeated by its share of the industry's staff."""
    weight: float


_MIXES = {
    "tech": "8*30 25*16 13*10 19*9 15*8 26*7 18*4 12*4 10*3 20*3 4*3 22*2 24*2 14*1 1*1 3*2 9*1",
    "money": "10*26 1*10 25*12 13*8 14*6 18*8 6*6 24*4 12*4 15*4 2*4 8*5 4*3 26*4 9*1",
    "trade": "25*24 18*14 15*10 21*7 3*6 26*8 10*4 2*5 12*4 13*4 1*3 19*3 9*2",
    "build": "8*16 18*16 20*10 23*10 25*9 21*7 1*4 2*5 12*3 17*2 22*4 3*6 9*2",
    "homes": "23*34 25*14 2*8 15*6 10*5 18*6 4*4 14*3 9*4",
    "care": "11*36 5*8 2*8 24*8 18*6 7*6 12*4 10*3 13*3 9*2",
    "play": "8*24 3*22 19*8 22*8 15*8 16*6 20*5 26*5 18*3 9*2",
    "serve": "6*16 5*10 7*14 12*12 16*10 18*8 2*8 17*4 25*5 10*4 9*2",
}


def _industry(cells: list[str]) -> Industry:
    id_, name, mix, weight, words = cells
    pairs = (word.split("*") for word in _MIXES[mix].split())
    functions = Weighted((int(function), float(share)) for function, share in pairs)
    return Industry(int(id_), name, tuple(words.split(",")), functions, float(weight))


INDUSTRIES: tuple[Industry, ...] = tuple(map(_industry, rows("industries")))
INDUSTRY_WEIGHTS: Weighted[Industry] = Weighted((item, item.weight) for item in INDUSTRIES)
