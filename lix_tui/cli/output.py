"""Output of a command: its columns, and the check of -o FILE before anything is bought."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.streams import is_interactive

if TYPE_CHECKING:
    from lix_tui.services.export.atomic_file import Replace, Stamp
    from lix_tui.services.export.chosen_columns import ChosenColumns
    from lix_tui.services.export.written_files import Outputs

overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace the -o file without asking."
)
columns_option = click.option(
    "--columns",
    metavar="IDS",
    help="Columns to write, as in name,title,link; 'all', 'default', 'career' and 'education' "
    "stand for several, and preset:NAME for those of a preset, such as preset:crm-contact.",
)
rename_option = click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    help="Header to write for a column, as in 'title=Job Title'. May be repeated.",
)


def chosen_by(
    columns: str | None, renames: Sequence[str], kinds: Sequence[str] = ()
) -> ChosenColumns:
    """Return the columns of --columns and --rename. Raises ColumnError."""
    from lix_tui.services.export.chosen_columns import chosen_columns
    from lix_tui.services.export.preset_file import PresetFile
    from lix_tui.services.export.presets import Presets
    from lix_tui.settings.settings import default_paths

    uses_presets = columns is not None and "preset:" in columns.lower()
    presets = PresetFile(default_paths().config).presets() if uses_presets else Presets()
    return chosen_columns(columns, renames, presets, kinds)


def warn(sentence: str) -> None:
    """Print a sentence about what a file can't hold on standard error."""
    print_message(sentence, 0)


@dataclass(frozen=True, slots=True)
class Output:
    """Checked place of an output file."""

    path: Path
    replace: Replace
    command: Sequence[str]
    """Words that are equal for two runs of the same command."""
    _outputs: Outputs

    def remember(self) -> None:
        """Record the written file as an output of this command."""
        self._outputs.remember(self.path, self.command)


def output_for(
    path: Path, command: Sequence[str], *, overwrite: bool, source: Path | None = None
) -> Output:
    """Check the place of an output, and ask before replacing a file of another origin.

    ``source`` is the file that the command reads. Without a terminal only ``overwrite`` replaces
    such a file.

    Raises:
        Failure: nothing can be written there, or the user keeps the file; status 2.

    """
    from lix_tui.services.export.written_files import Outputs
    from lix_tui.settings.settings import default_paths

    there = check_writable(path)
    outputs = Outputs(default_paths().state / "outputs")
    if overwrite:
        return Output(path, True, command, outputs)
    if there is None:
        return Output(path, False, command, outputs)
    is_source = source is not None and _is_same(path, source)
    if is_source or outputs.own(path, command) != there:
        _confirm_overwrite(path, is_source=is_source)
    return Output(path, there, command, outputs)


def check_writable(path: Path) -> Stamp | None:
    """Return the stamp of the file at an output's place, None without one.

    Raises Failure (2) if nothing can be written there.
    """
    from lix_tui.services.export.atomic_file import replaceable
    from lix_tui.services.export.errors import ExportError
    from lix_tui.settings.settings import default_paths

    paths = default_paths()
    ours = (paths.database(demo=False), paths.database(demo=True), paths.config_file)
    if any(_is_same(path, file) for file in (*ours, paths.config / "key", paths.log_file)):
        message = f"{path} is one of lix-tui's own files; name another file."
        raise Failure(message, 2)
    try:
        return replaceable(path)
    except ExportError as error:
        raise Failure(str(error), 2) from None


def _confirm_overwrite(path: Path, *, is_source: bool) -> None:
    from lix_tui.cli.questions import require_yes

    words = f"{path} is the input file" if is_source else f"{path} exists already"
    if not is_interactive():
        message = f"{words}; add --overwrite to replace it, or name another file."
        raise Failure(message, 2)
    require_yes(f"{words}. Replace it?", f"{path} wasn't changed, and nothing was sent.")


def _is_same(path: Path, other: Path) -> bool:
    """Return True if both paths lead to one file, by any link or spelling."""
    with suppress(OSError, ValueError):
        return os.path.samefile(path, other)  # noqa: PTH121  # neither file need exist
    return False
