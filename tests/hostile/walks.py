"""Walks over the TUI in a pseudo-terminal, with hostile text in every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.sandbox_server import serving
from tests.hostile.sequences import foreign, plain
from tests.hostile.terminal import Recorded
from tests.hostile.texts import huge, made
from tests.leaks.walk import Step

FAULTS = ("hostile_error%9", "hostile")
"""Faults of the sandbox: hostile text in every answer, of which every ninth is an error."""
TEXTS = 120
"""Number of texts that Hypothesis generates."""


@dataclass(frozen=True, slots=True)
class Walked:
    """Output in a terminal: foreign sequences, readable text, number of bytes."""

    foreign: list[str]
    read: str
    size: int


def walk(seed: int, steps: Sequence[Step], folder: Path, *, endless: bool = False) -> Walked:
    """Walk the steps with the texts of a seed; the program's files go into ``folder``.

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
