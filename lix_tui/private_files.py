"""Files and folders that only the user can ever read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def make_folder(path: Path) -> None:
    """Create a folder and its missing parents, all with mode 0700.

    ``Path.mkdir`` applies its mode to the last folder only. An existing folder stays unchanged.
    Raises OSError.
    """
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


def write_new(path: Path, text: str) -> None:
    """Write a new file (0600) in UTF-8. Raises FileExistsError if it exists, or OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)


def replace_whole(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Write ``text`` to ``path`` in UTF-8 with unchanged line ends, completely or not at all.

    The folder must exist. Raises OSError, and leaves no partial file in that case.
    """
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        written.chmod(mode)
        written.replace(path)
    except OSError:
        with suppress(OSError):
            written.unlink()
        raise
