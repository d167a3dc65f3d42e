"""Areas of the package whose tests are measured; the only place that names their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""Folder that holds the package and its tests."""

PACKAGE = "lix_tui"
"""Package whose lines are recorded. Lines of ``LEFT_OUT`` aren't: no test chosen needs them."""
LEFT_OUT = ("app", "screens", "widgets", "sandbox")
"""Parts of the package that no area belongs to; the sandbox only serves the tests."""


@dataclass(frozen=True, slots=True)
class Area:
    """Files to change and folders of tests that should notice."""

    files: tuple[str, ...]
    """Patterns of paths below the root. A pattern may match nothing: files move."""
    tests: tuple[str, ...]
    """Folders below the root."""


AREAS = {
    "paging": Area(("lix_tui/paging/**/*.py",), ("tests/paging", "tests/services")),
    "api": Area(("lix_tui/api/**/*.py",), ("tests/api", "tests/services")),
    "store": Area(("lix_tui/store/**/*.py",), ("tests/store", "tests/services")),
    "sessions": Area(
        (
            "lix_tui/services/**/session.py",
            "lix_tui/services/**/sessions.py",
            "lix_tui/services/**/pages.py",
        ),
        ("tests/paging", "tests/services"),
    ),
    "lookups": Area(
        ("lix_tui/services/**/lookups.py", "lix_tui/services/**/stored_records.py"),
        ("tests/services",),
    ),
}


def files_of(area: Area, root: Path = ROOT) -> list[Path]:
    """Return the area's files, sorted."""
    return sorted({path for pattern in area.files for path in root.glob(pattern)})


def modules_of(folders: tuple[str, ...], root: Path = ROOT) -> list[str]:
    """Return the test modules of the folders, as paths below the root, sorted."""
    found = {path for folder in folders for path in (root / folder).rglob("test_*.py")}
    return sorted(str(path.relative_to(root)) for path in found)


def modules(root: Path = ROOT) -> Iterator[str]:
    """Yield the names of the package's modules whose lines are recorded."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if parts[1] not in LEFT_OUT and parts[-1] not in ("__init__", "__main__"):
            yield ".".join(parts)
