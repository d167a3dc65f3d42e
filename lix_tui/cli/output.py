"""The -o FILE of a command: checked and agreed to before anything is bought."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure
from lix_tui.cli.streams import can_ask

if TYPE_CHECKING:
    from lix_tui.services.export.atomic_file import Replace
    from lix_tui.services.export.written_files import Outputs

overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace the file of -o, whatever it is, without asking."
)


@dataclass(frozen=True, slots=True)
class Output:
    """A place where a file may be written."""

    path: Path
    replace: Replace
    command: Sequence[str]
    """The words that make two runs the same command."""
    _outputs: Outputs

    def remember(self) -> None:
        """Remember the file, which is written now, as an output of this command."""
        self._outputs.remember(self.path, self.command)


def output_for(
    path: Path, command: Sequence[str], *, overwrite: bool, source: Path | None = None
) -> Output:
    """Check the place of an output, and ask before a file is replaced that is not this command's.

    ``source`` is the file that the command reads. Raises Failure (2) for a place where nothing can
    be written, and for a file that is not given up; without a terminal that takes ``overwrite``.
    """
    from lix_tui.services.export.atomic_file import replaceable
    from lix_tui.services.export.errors import ExportError
    from lix_tui.services.export.written_files import Outputs
    from lix_tui.settings.settings import default_paths

    paths = default_paths()
    outputs = Outputs(paths.state / "outputs")
    ours = (paths.database(demo=False), paths.database(demo=True), paths.config_file)
    if any(_is_same(path, file) for file in (*ours, paths.config / "key", paths.log_file)):
        message = f"{path} is a file of lix-tui itself; name another file."
        raise Failure(message, 2)
    try:
        there = replaceable(path)
    except ExportError as error:
        raise Failure(str(error), 2) from None
    if overwrite:
        return Output(path, True, command, outputs)
    if there is None:
        return Output(path, False, command, outputs)
    is_source = source is not None and _is_same(path, source)
    if is_source or outputs.own(path, command) != there:
        _ask(path, is_source=is_source)
    return Output(path, there, command, outputs)


def _ask(path: Path, *, is_source: bool) -> None:
    words = f"{path} is the file that is read" if is_source else f"{path} exists already"
    if not can_ask():
        message = f"{words}; add --overwrite to replace it, or name another file."
        raise Failure(message, 2)
    if not click.confirm(f"{words}. Replace it?", err=True):
        message = f"{path} was left as it is, and nothing was sent."
        raise Failure(message, 2)


def _is_same(path: Path, other: Path) -> bool:
    """Return True if both lead to one file, by whatever link or spelling."""
    with suppress(OSError, ValueError):
        return os.path.samefile(path, other)  # noqa: PTH121  # neither has to be there
    return False
