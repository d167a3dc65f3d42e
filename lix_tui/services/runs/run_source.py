"""File that the lookups of a run come from, as the run's row describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lix_tui.services.records.record_names import NAMES
from lix_tui.services.runs.input_sheet import InputSheet, inputs_of_sheet, read_sheet
from lix_tui.services.runs.lookup_batch import LookupBatch, build_batch

if TYPE_CHECKING:
    from lix_tui.services.runs.lookup_list import LookupEndpoint


@dataclass(frozen=True, slots=True)
class RunSource:
    """File, sheet and column of the inputs, and the lookups that were chosen for them."""

    path: Path
    sheet: str
    """Sheet of a workbook; empty for another file."""
    column: str
    """Name of the column; empty for the whole line."""
    what: tuple[LookupEndpoint, ...]
    excluded: str = ""
    """Reason for which rows without a lookup in the run were left out; empty if none was."""

    @classmethod
    def of(
        cls,
        path: Path,
        sheet: InputSheet,
        column: int | None,
        what: Sequence[LookupEndpoint],
        excluded: str = "",
    ) -> RunSource:
        """Return the source of a sheet that was read from a file."""
        name = "" if column is None else sheet.columns[column]
        return cls(path.absolute(), sheet.table.sheet, name, tuple(what), excluded)

    @classmethod
    def read(cls, text: str) -> RunSource | None:
        """Return the source that `text` describes; None for a run without one."""
        if not text:
            return None
        found = json.loads(text)
        what = cast("list[LookupEndpoint]", found["what"])
        excluded = found.get("excluded", "")
        return cls(Path(found["path"]), found["sheet"], found["column"], tuple(what), excluded)

    @property
    def text(self) -> str:
        """Description as JSON."""
        found: dict[str, object] = {
            "path": str(self.path),
            "sheet": self.sheet,
            "column": self.column,
            "what": self.what,
        }
        return json.dumps(found | ({"excluded": self.excluded} if self.excluded else {}))

    def open(self) -> tuple[InputSheet, LookupBatch]:
        """Read the file again and return its rows with their lookups. Raises ItemsProblem."""
        sheet = read_sheet(self.path, sheet=self.sheet or None, column=self.column or None)
        column = sheet.column_named(self.column) if self.column else None
        records = {NAMES[endpoint].value for endpoint in self.what}
        return sheet, build_batch(inputs_of_sheet(sheet, column, records), self.what)
