"""``python -m tests.recorded_output.chapter NAME FOLDER``: run one chapter in this process."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.recorded_output.commands import SCENES
from tests.recorded_output.forks import preload
from tests.recorded_output.stage import record


def main(chapter: str, folder: Path) -> None:
    """Write a recording for each scene of a chapter."""
    preload()
    for scene in SCENES:
        if scene.chapter == chapter:
            file = folder / f"{scene.name}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(record(scene), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
