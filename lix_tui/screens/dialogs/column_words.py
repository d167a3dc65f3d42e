"""Number and names of the columns of an export, in words."""

from __future__ import annotations

from collections.abc import Sequence

from lix_tui.counts import counted
from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.column_list import ColumnList
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.presets import Preset

WHOLE_RECORDS = "whole records"
_GROUPS = {"career": "every position", "education": "every school"}
"""Groups of columns, whose number depends on the longest career among the rows."""


def count_of_columns(ids: Sequence[str]) -> str:
    """Return how many columns are written: '12 columns', '12 columns and every position'."""
    single = [id_ for id_ in ids if id_ not in _GROUPS]
    parts = [counted(len(single), "column")] if single else []
    parts += [words for id_, words in _GROUPS.items() if id_ in ids]
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if parts[1:] else parts[0]


def columns_words(columns: ColumnList, presets: Sequence[Preset], default: Sequence[str]) -> str:
    """Return the preset, the number and the headers of the chosen columns.

    ``default`` are the columns of the preset 'default' for the format.
    """
    chosen = columns.chosen
    if chosen.ids is None:
        return WHOLE_RECORDS
    headers = ", ".join(chosen.headers.get(id_, id_) for id_ in chosen.ids)
    words = f"{count_of_columns(chosen.ids)}: {headers}"
    names = (preset.name for preset in presets if _is_chosen(preset, chosen, columns, default))
    name = next(names, "")
    return f"{name} · {words}" if name else words


def _is_chosen(
    preset: Preset, chosen: ChosenColumns, columns: ColumnList, default: Sequence[str]
) -> bool:
    other = ColumnList(columns.kinds, ())
    try:
        other.use(preset, default)
    except ColumnError:  # a preset of other kinds of records
        return False
    return other.chosen == chosen
