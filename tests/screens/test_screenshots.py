"""The pictures in the README are what the program shows now."""

from __future__ import annotations

import pytest

from tests.screenshots.pictures import FOLDER, capture
from tests.screenshots.scenes import SCENES, Scene


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_a_picture_shows_what_the_program_shows(scene: Scene) -> None:
    kept = (FOLDER / f"{scene.name}.svg").read_text(encoding="utf-8")
    assert await capture(scene) == kept, "python -m tests.screenshots makes the pictures anew"
