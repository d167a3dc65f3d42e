"""Columns to choose from: which are chosen, in which order, under which headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lix_tui.services.export.chosen_columns import MOST_HEADER, ChosenColumns
from lix_tui.services.export.columns import NO_HEADERS, known_kinds, select
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.presets import Preset
from lix_tui.text import clean_line

GROUP_TITLES = {
    "career": "Every position: title, company, from, to",
    "education": "Every school: degree, field, from, to",
}


class ColumnEntry(NamedTuple):
    """A column to choose, or the group of all columns of a career."""

    id: str
    title: str
    header: str
    """Header in the file."""
    is_chosen: bool


class ColumnList:
    """Every column of some record types. Changes raise ColumnError and do nothing if impossible."""

    def __init__(
        self, kinds: Iterable[str], ids: Sequence[str], headers: Mapping[str, str] = NO_HEADERS
    ) -> None:
        """``ids`` are the chosen ids and groups in order; none where whole records are written."""
        self.kinds = known_kinds(kinds)
        self.preset = ""
        """Name of the preset that is chosen unchanged; empty without one."""
        every = select(["all"], self.kinds)
        self._titles = {c.id: c.title for c in every.widest if not c.group}
        groups = [id_ for id_ in every.entries if id_ in GROUP_TITLES]
        self._titles |= {id_: GROUP_TITLES[id_] for id_ in groups}
        self._titles |= {c.id: c.title for c in every.widest if c.group}
        self._chosen: list[str] = []
        self._headers: dict[str, str] = {}
        self._choose(ids, headers)

    @property
    def chosen(self) -> ChosenColumns:
        """The chosen columns; without any, whole records or the defaults of the format."""
        if not self._chosen:
            return ChosenColumns()
        headers = {id_: self._headers[id_] for id_ in self._chosen if id_ in self._headers}
        return ChosenColumns(tuple(self._chosen), headers)

    def entries(self, text: str = "") -> list[ColumnEntry]:
        """Return the chosen columns in their order, then the others; those that match a text.

        Letters and digits of the text must be in the id, title or header, in this order.
        """
        wanted = _letters(text)
        rest = [id_ for id_ in self._titles if id_ not in self._chosen]
        found = (self._entry(id_) for id_ in (*self._chosen, *rest))
        return [
            entry
            for entry in found
            if any(wanted in _letters(part) for part in (entry.id, entry.title, entry.header))
        ]

    def toggle(self, id_: str) -> None:
        """Choose a column as the last one, or remove it."""
        if id_ in self._chosen:
            self._choose([one for one in self._chosen if one != id_], self._headers)
        else:
            self._choose([*self._chosen, id_], self._headers)

    def move(self, id_: str, by: int) -> bool:
        """Move a chosen column; return False at the ends and for another column."""
        if id_ not in self._chosen:
            return False
        place = self._chosen.index(id_)
        to = place + by
        if not 0 <= to < len(self._chosen):
            return False
        self._chosen.insert(to, self._chosen.pop(place))
        self.preset = ""
        return True

    def rename(self, id_: str, header: str) -> None:
        """Choose the header of a column; an empty one is the id."""
        if id_ in GROUP_TITLES:
            message = "This line stands for several columns; rename them one by one below."
            raise ColumnError(message)
        headers = {**self._headers, id_: clean_line(header)[:MOST_HEADER]}
        if not headers[id_]:
            del headers[id_]
        self._choose(self._chosen, headers)

    def use(self, preset: Preset, default: Sequence[str]) -> None:
        """Choose the columns and headers of a preset; ``default`` are those of the format."""
        ids = default if preset.columns == ("default",) else preset.known_columns(self.kinds)
        self._choose(ids, preset.headers)
        self.preset = preset.name

    def _choose(self, ids: Sequence[str], headers: Mapping[str, str]) -> None:
        chosen = list(select(ids, self.kinds, headers).entries) if ids else []
        self._chosen, self._headers, self.preset = chosen, dict(headers), ""

    def _entry(self, id_: str) -> ColumnEntry:
        header = self._headers.get(id_, id_)
        return ColumnEntry(id_, self._titles[id_], header, id_ in self._chosen)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
