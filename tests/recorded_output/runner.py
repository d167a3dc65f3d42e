"""Runs of chapters, each in its own process, and their comparison with the recordings."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from tests.recorded_output.commands import SCENES

RECORDINGS = Path(__file__).parent / "recordings"
VERSIONS = RECORDINGS / "versions.txt"
"""Versions that the recordings were made with, whose own messages are among them."""
REPOSITORY = Path(__file__).resolve().parents[2]


def chapters() -> list[str]:
    """Return the chapters, the longest first."""
    sizes: dict[str, int] = {}
    for scene in SCENES:
        sizes[scene.chapter] = sizes.get(scene.chapter, 0) + len(scene.lines.splitlines())
    return sorted(sizes, key=lambda name: -sizes[name])


def record_all(names: Sequence[str], jobs: int) -> dict[str, str]:
    """Run the chapters of these names; return the recordings by scene."""
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(record_chapter, names))
    return {name: text for texts in found for name, text in texts.items()}


def record_chapter(chapter: str) -> dict[str, str]:
    """Run a chapter in a process of its own; return the recordings by scene.

    Raises:
        RuntimeError: it failed; the message holds its output.

    """
    with tempfile.TemporaryDirectory(prefix="lix-chapter-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.recorded_output.chapter", chapter, folder],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            message = f"The chapter {chapter} ended with {done.returncode}:\n{done.stderr}"
            raise RuntimeError(message)
        root = Path(folder)
        return {
            str(path.relative_to(root).with_suffix("")): path.read_text(encoding="utf-8")
            for path in sorted(root.rglob("*.txt"))
        }


def differences(found: dict[str, str], chapters: Iterable[str]) -> Iterator[str]:
    """Return a unified diff for each recording that differs, is missing, or has no scene."""
    for name in sorted({*found, *recorded(chapters)}):
        file = RECORDINGS / f"{name}.txt"
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        after = found.get(name, "")
        if before != after:
            label = file.relative_to(REPOSITORY)
            yield "".join(
                line if line.endswith("\n") else f"{line}\n"
                for line in difflib.unified_diff(
                    before.splitlines(keepends=True), after.splitlines(keepends=True),
                    f"{label} (recorded)", f"{label} (now)",
                )
            )  # fmt: skip


def write(found: dict[str, str], chapters: Iterable[str]) -> None:
    """Replace the recordings of these chapters."""
    for name in recorded(chapters):
        (RECORDINGS / f"{name}.txt").unlink()
    RECORDINGS.mkdir(exist_ok=True)
    VERSIONS.write_text(_versions(), encoding="utf-8")
    for name, text in found.items():
        file = RECORDINGS / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def recorded_with() -> list[str]:
    """Return a sentence if the recordings were made with other versions."""
    before, now = VERSIONS.read_text(encoding="utf-8").strip(), _versions().strip()
    return [] if before == now else [f"Recorded with {before}; this is {now}."]


def _versions() -> str:
    major, minor, *_ = sys.version_info
    return f"Python {major}.{minor}, click {version('click')}, pydantic {version('pydantic')}\n"


def recorded(chapters: Iterable[str]) -> list[str]:
    """Return the names of the recordings of these chapters."""
    return [
        str(path.relative_to(RECORDINGS).with_suffix(""))
        for chapter in chapters
        for path in (*RECORDINGS.glob(f"{chapter}.txt"), *RECORDINGS.glob(f"{chapter}/**/*.txt"))
    ]
