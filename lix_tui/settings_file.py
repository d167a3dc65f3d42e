"""Writes single values into the settings file and leaves the rest as the user wrote it."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from lix_tui.settings import SettingsError

Value = str | int | float | bool | Mapping[str, int]


def set_values(path: Path, values: Mapping[str, Value | None]) -> None:
    """Set keys of the file at ``path``, or remove those whose value is None.

    Comments and order stay; the file appears whole or not at all, a new one readable by its owner
    alone. Raises SettingsError when it cannot be read or written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = path.resolve()  # a link stays one
    try:
        text = path.read_bytes().decode() if path.exists() else ""
        document = tomlkit.parse(text)
        for key, value in values.items():
            if value is None:
                document.pop(key, None)
            else:
                document[key] = value
        _replace(path, tomlkit.dumps(document))
    except OSError as error:
        message = f"The settings file {path} cannot be written: {error.strerror}."
        raise SettingsError(message) from None
    except (TOMLKitError, UnicodeDecodeError) as error:
        message = f"The settings file {path} cannot be read, so it was not changed: {error}."
        raise SettingsError(message) from None


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in place of the file at once, with the mode the file had."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
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
