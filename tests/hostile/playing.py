"""Walks over the explorer in a pseudo-terminal while everything that is served attacks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.sequences import foreign, plain
from tests.hostile.serving import serving
from tests.hostile.terminal import Recorded
from tests.hostile.texts import huge, made
from tests.leaks.walk import Step

FAULTS = ("hostile_error%9", "hostile")
"""Every answer attacks, and every ninth one is an error that does."""
TEXTS = 120
"""Texts that Hypothesis is asked for."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What a terminal got: what was foreign in it, what could be read, and how many bytes."""

    foreign: list[str]
    read: str
    size: int


def walk(seed: int, steps: Sequence[Step], folder: Path, *, endless: bool = False) -> Walked:
    """Take the steps with the texts of a seed; the files of the program go into ``folder``.

    ``endless`` puts a text of a megabyte among them, which makes every answer slow.
    """
    texts = made(seed, TEXTS) + ((huge(),) if endless else ())
    with serving(texts, *FAULTS) as sandbox:
        terminal = Recorded(sandbox, folder)
        try:
            terminal.until_text(b"ready")
            terminal.settle()
            terminal.walk(steps)
            terminal.hover((1, 2, 6, 39), (3, 40, 100))
        finally:
            terminal.end()
    written = bytes(terminal.written)
    return Walked(foreign(written), plain(written), len(written))
