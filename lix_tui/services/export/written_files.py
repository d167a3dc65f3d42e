"""Memory of the files that commands have written, so that a command replaces its own unasked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from lix_tui.private_files import make_folder, replace_whole
from lix_tui.services.export.atomic_file import Stamp

MOST = 500
"""Outputs that are remembered; those written longest ago are forgotten first."""


class Outputs:
    """The last state of each output, and a hash of the command that wrote it.

    One small file for each output, so that two commands never write the same one. Neither the
    output's path nor the command can be read from it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def own(self, path: Path, command: Sequence[str]) -> Stamp | None:
        """Return the state of an output that ``command`` wrote, if nobody has changed it since."""
        try:
            kept = json.loads(self._file(path).read_text(encoding="utf-8"))
            now = Stamp.of(path)
        except (OSError, ValueError):
            return None
        same = isinstance(kept, dict) and kept.get("command") == _digest(*command)
        return now if same and now is not None and kept.get("stamp") == asdict(now) else None

    def remember(self, path: Path, command: Sequence[str]) -> None:
        """Remember that ``command`` has written the file at ``path`` just now.

        Where that cannot be written down, the next run asks before it replaces the file.
        """
        with suppress(OSError):
            stamp = Stamp.of(path)
            if stamp is None:
                return
            make_folder(self._folder)
            kept = {"command": _digest(*command), "stamp": asdict(stamp)}
            replace_whole(self._file(path), json.dumps(kept))
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        files = list(self._folder.glob("*.json"))
        if len(files) > MOST:
            files.sort(key=lambda file: file.stat().st_mtime)
            for file in files[:-MOST]:
                file.unlink(missing_ok=True)

    def _file(self, path: Path) -> Path:
        return self._folder / f"{_digest(os.path.realpath(path))}.json"


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()[:32]
