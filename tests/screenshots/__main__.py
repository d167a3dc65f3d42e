"""``python -m tests.screenshots``: write the pictures."""

from __future__ import annotations

import asyncio
import sys

from tests.screenshots.pictures import FOLDER, capture
from tests.screenshots.scenes import SCENES


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        file = FOLDER / f"{scene.name}.svg"
        file.write_text(asyncio.run(capture(scene)), encoding="utf-8")
        sys.stdout.write(f"{file.name}\n")


main()
