"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from time import time
from typing import BinaryIO, cast

from lix_tui.explorer.exporting.errors import ExportError
from lix_tui.explorer.processes import Identity, identity, is_gone

_SYSTEM = (Path("/dev"), Path("/proc"))
"""Links in here stand for something that is open already, such as standard output."""

_MARK = re.compile(r"([0-9]+)_([0-9.]+?)(?:_([0-9a-f.]+?))?\.[a-z0-9_]+")


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A file that appears at ``path`` when the block ends without an error.

    It is written beside its place and then moved there. A new one can be read by its owner alone,
    as it holds personal data; one that is replaced passes its rights on, and stays as it was when
    the block fails. A link keeps pointing to the file that is replaced; pipes and devices are
    written to as they are. Raises ExportError when nothing can be written there, or when there is
    a file that ``replace`` does not give up.
    """
    path = _followed(path)
    try:
        if _stands_for_another(path):
            direct = path.open("wb")
        else:
            direct = None
            _check(path, replace=replace)
            _sweep(path)
            handle = tempfile.NamedTemporaryFile(  # noqa: SIM115  # closed below, before it moves
                "wb", dir=path.parent, prefix=f"{_beside(path)}{_mark()}.", delete=False
            )
    except OSError as error:
        raise unwritable(path, error) from None
    if direct is not None:
        with direct:
            yield direct
        return
    written = Path(handle.name)
    try:
        with handle:
            yield cast("BinaryIO", handle)
        _check(path, replace=replace)
        if path.exists():
            written.chmod(path.stat().st_mode & 0o777)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _beside(path: Path) -> str:
    """How the names begin that a file has until it is whole."""
    return f".{path.name[:40]}.lix-"


def _mark() -> str:
    ours = identity()
    return f"{ours.pid}_{ours.begun:.2f}_{ours.place}"


def _sweep(path: Path) -> None:
    """Delete what was begun for this place by programs that were killed: it is personal data."""
    start = _beside(path)
    for left in path.parent.glob(f"{escape(start)}*"):
        made = _MARK.fullmatch(left.name.removeprefix(start))
        if made is None:
            continue
        maker = Identity(int(made[1]), float(made[2]), made[3] or "")
        with suppress(OSError):  # it may have been finished or deleted meanwhile
            if is_gone(str(maker), left.stat().st_mtime, time()):
                left.unlink()


def typed_path(text: str) -> Path:
    """The path that a person typed: ``~`` is their home."""
    return Path(text.strip()).expanduser()


def unwritable(path: Path, error: OSError) -> ExportError:
    """The sentence for a file that cannot be written."""
    return ExportError(f"{path} cannot be written: {error.strerror or error}.")


def _check(path: Path, *, replace: bool) -> None:
    if path.is_symlink():  # links to files are followed before
        message = f"{path} is a link that leads nowhere."
        raise ExportError(message)
    if path.is_dir():
        message = f"{path} is a folder; name a file in it."
        raise ExportError(message)
    if path.exists() and not replace:
        message = f"{path} is there already."
        raise ExportError(message)


def _stands_for_another(path: Path) -> bool:
    """Whether a path is a pipe, a device, or a link to something that is open already."""
    special = path.exists() and not path.is_file() and not path.is_dir()
    return special or (path.is_symlink() and _is_system(path))


def _followed(path: Path) -> Path:
    """Where a link to a file leads; other paths as they are."""
    return Path(os.path.realpath(path)) if path.is_symlink() and not _is_system(path) else path


def _is_system(path: Path) -> bool:
    return any(folder in path.absolute().parents for folder in _SYSTEM)
