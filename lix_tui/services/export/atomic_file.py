"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from time import time
from typing import BinaryIO, cast

from lix_tui.services.budget.processes import Identity, identity, is_presumed_dead
from lix_tui.services.export.errors import ExportError

_SYSTEM = (Path("/dev"), Path("/proc"))
"""Folders with links to open files, such as standard output."""

_MARK = re.compile(r"([0-9]+)_([0-9.]+?)(?:_([0-9a-f.]+?))?\.[a-z0-9_]+")
ROOM = 1 << 20
"""Bytes that must be free on the disk before something is paid for that is to be written there."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of a file at one moment."""

    device: int
    inode: int
    size: int
    modified_ns: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """Return the state of the file at ``path`` now, None when there is none. Raises OSError."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


Replace = bool | Stamp
"""Permission to replace a file: any that is there, none, or one only as it was at that moment."""


@contextmanager
def whole_file(path: Path, *, replace: Replace) -> Iterator[BinaryIO]:
    """Yield a file that appears at ``path`` when the block ends without an error.

    It is written beside its place and then moved there. A new one can be read by its owner alone,
    as it holds personal data; one that is replaced passes its rights on, and stays as it was when
    the block fails. A link keeps pointing to the file that is replaced; pipes and devices are
    written to as they are. Raises ExportError when nothing can be written there, or when there is
    a file that ``replace`` does not give up, also one that has appeared or changed meanwhile.
    """
    path = _followed(path)
    try:
        if is_special_file(path):
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
            handle.flush()
            os.fsync(handle.fileno())  # whole after a power cut too
        _move(written, path, replace=replace)
    finally:
        written.unlink(missing_ok=True)


def check_place(path: Path, *, replace: Replace) -> None:
    """Raise ExportError when no file can be written at ``path``, before anything is paid for.

    A file is made beside the place and deleted again: whatever is in the way is in its way too.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # a name that is too long, or with a zero byte
        raise unwritable(path, error) from None
    path = _followed(path)
    if path.is_block_device():
        message = f"{path} is a disk; name a file."
        raise ExportError(message)
    if is_special_file(path):
        return
    _check(path, replace=replace)
    if path.exists() and not os.access(path, os.W_OK):
        message = f"{path} is write-protected; name another file."
        raise ExportError(message)
    if not path.parent.is_dir():
        message = f"The folder {path.parent} doesn't exist; make it or name another file."
        raise ExportError(message)
    try:
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f"{_beside(path)}{_mark()}."
        ):
            free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise unwritable(path, error) from None
    if free < ROOM:
        message = f"The disk with {path.parent} has less than 1 MB left; make room first."
        raise ExportError(message)


def _move(written: Path, path: Path, *, replace: Replace) -> None:
    """Move a whole file to its place, over nothing that was not given up."""
    if replace is False:
        try:
            os.link(written, path)  # unlike a rename it never takes the place of another one
        except FileExistsError:
            raise appeared(path) from None
        except OSError:  # no links on this disk
            _check(path, replace=replace)
            written.replace(path)
        return
    if isinstance(replace, Stamp) and Stamp.of(path) not in (None, replace):
        raise appeared(path)
    _check(path, replace=replace)
    if path.exists():
        written.chmod(path.stat().st_mode & 0o777)
    written.replace(path)


def _beside(path: Path) -> str:
    """Return the prefix of the temporary names that a file has until it is complete."""
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
            if is_presumed_dead(str(maker), left.stat().st_mtime, time()):
                left.unlink()


def typed_path(text: str) -> Path:
    """Return the path that a person typed: ``~`` is their home.

    Raises ExportError for the home of a user who does not exist.
    """
    try:
        return Path(text.strip()).expanduser()
    except (RuntimeError, ValueError):
        message = f"{text.strip()[:80]} isn't a file name."
        raise ExportError(message) from None


def replaceable(path: Path) -> Stamp | None:
    """Return the state of a file that would be replaced, None when nothing would be.

    Raises ExportError for a place where nothing can be written.
    """
    check_place(path, replace=True)
    return None if is_special_file(path) else Stamp.of(path)


def unwritable(path: Path, error: OSError | ValueError) -> ExportError:
    """Return the error for a file that can't be written."""
    reason = error.strerror if isinstance(error, OSError) else None
    return ExportError(f"{path} can't be written: {reason or error}.")


def appeared(path: Path) -> ExportError:
    """Return the sentence for a file that somebody else has made or changed meanwhile."""
    return ExportError(
        f"{path} was created or changed by another program, so it was left unchanged. Name another "
        "file."
    )


def _check(path: Path, *, replace: Replace) -> None:
    if path.is_symlink():  # links to files are followed before
        message = f"{path} is a broken link. Name another file."
        raise ExportError(message)
    if path.is_dir():
        message = f"{path} is a folder; name a file in it."
        raise ExportError(message)
    if path.exists() and replace is False:
        message = f"{path} already exists."
        raise ExportError(message)


def is_special_file(path: Path) -> bool:
    """Return True for a pipe, a device, or a link to something that is open already."""
    special = path.exists() and not path.is_file() and not path.is_dir()
    return special or (path.is_symlink() and _is_system(path))


def _followed(path: Path) -> Path:
    """Return the target of a symbolic link; other paths unchanged."""
    return Path(os.path.realpath(path)) if path.is_symlink() and not _is_system(path) else path


def _is_system(path: Path) -> bool:
    return any(folder in path.absolute().parents for folder in _SYSTEM)
