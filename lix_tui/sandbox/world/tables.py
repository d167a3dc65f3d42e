"""Tables of the world: text files with cells between bars."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of every line of ``data/<name>.txt``.

    Lines that begin with ``#`` are notes.
    """
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("|")
