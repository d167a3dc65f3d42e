"""Terminal output with hostile texts; ``python -m tests.hostile`` covers every screen."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.walks import walk
from tests.leaks.canary import contains_key, leaking
from tests.leaks.walk import RECORDS

SEED = 1
STEPS = RECORDS[:34]
"""A search, everything that can be done with a row, a record."""
LANDMARKS = (
    "Search as a viewer",
    "Go to",
    "Copy",
    "Saved",
    "Export",
    "Columns",
    "scroll · esc: close",
)
"""Texts that the walk must have shown."""


def test_nothing_foreign_reaches_the_terminal(tmp_path: Path) -> None:
    walked = walk(SEED, STEPS, tmp_path)
    assert walked.foreign == [], f"seed {SEED}"
    assert walked.read.count("7777") > 20, "what attacked was shown, as text"
    missed = [words for words in LANDMARKS if words not in walked.read]
    assert len(missed) <= 2, f"a busy machine may lose a step, and not all: {missed}"
    assert "Traceback" not in walked.read
    assert not contains_key(walked.read)
    assert leaking(tmp_path) == []
