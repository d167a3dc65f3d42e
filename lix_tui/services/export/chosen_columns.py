"""Choice of columns and headers: typed words, presets and renames become one value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lix_tui.services.export.columns import (
    GROUPS,
    Selection,
    column_id,
    known_kinds,
    select,
    split_ids,
    unknown_column,
)
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.presets import Preset, Presets
from lix_tui.text import clean_line

PREFIX = "preset:"
"""Beginning of a word that stands for the columns of a preset."""
MOST_HEADER = 200
"""Characters of a header."""


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """Columns that were chosen, before the record types are known."""

    ids: tuple[str, ...] | None = None
    """Ids and groups; None for the defaults of the format."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers by column id, from presets."""
    renames: tuple[tuple[str, str], ...] = ()
    """Column ids or headers, each with its new header."""

    def selection(
        self, kinds: Iterable[str], default: Sequence[str] | None = ("default",)
    ) -> Selection | None:
        """Return the columns for record types; None for whole records.

        ``default`` are the ids of the columns if none are chosen, None for whole records.

        Raises:
            ColumnError: an id or a renamed column that doesn't exist, or two equal headers.

        """
        ids = default if self.ids is None else self.ids
        if ids is None:
            if self.renames:
                message = "Whole records keep their keys; add --columns to rename some of them."
                raise ColumnError(message)
            return None
        known = known_kinds(kinds)
        selection = select(ids, known, self.headers)
        if not self.renames:
            return selection
        present = {column.id: column.key for column in selection.widest}
        others = [column.id for column in select(["all"], known).widest]
        new = renamed_headers(self.renames, present, others)
        return select(ids, known, {**self.headers, **new})


def renamed_headers(
    renames: Iterable[tuple[str, str]], headers: Mapping[str, str], others: Iterable[str] = ()
) -> dict[str, str]:
    """Return the new headers by column id, of pairs of an id or a header and a new header.

    ``headers`` are the present headers of the written columns by id, ``others`` the ids of columns
    that could be written. Raises ColumnError for a column that isn't written.
    """
    by_header = {header.casefold(): id_ for id_, header in headers.items()}
    found: dict[str, str] = {}
    for old, new in renames:
        id_ = column_id(old)
        id_ = id_ if id_ in headers else by_header.get(old.casefold(), id_)
        if id_ in found:
            message = f"The column '{id_}' is renamed twice; rename it once."
            raise ColumnError(message)
        if id_ not in headers:
            raise ColumnError(_not_written(old, id_, headers, others))
        found[id_] = new
    return found


def _not_written(old: str, id_: str, headers: Iterable[str], others: Iterable[str]) -> str:
    if id_ in GROUPS:
        return f"'{id_}' stands for several columns; rename them one by one."
    if id_ in others:
        return f"The column '{id_}' isn't written, so it can't be renamed; add it to --columns."
    return unknown_column(clean_line(old), headers)


def chosen_columns(
    text: str | None, renames: Iterable[str], presets: Presets, kinds: Iterable[str] = ()
) -> ChosenColumns:
    """Return the columns of typed text and the renames OLD=NEW; None for the defaults.

    Raises:
        ColumnError: an unknown preset, one for other record types, or a rename without '='.

    """
    pairs = tuple(map(read_rename, renames))
    if text is None:
        return ChosenColumns(renames=pairs)
    ids: list[str] = []
    headers: dict[str, str] = {}
    for word in split_words(text):
        if not word.lower().startswith(PREFIX):
            ids.append(word)
            continue
        preset = presets.named(word[len(PREFIX) :])
        _check_kinds(preset, kinds)
        known = preset.known_columns(kinds)
        ids += known
        headers |= {id_: header for id_, header in preset.headers.items() if id_ not in headers}
    return ChosenColumns(tuple(ids), headers, pairs)


def split_words(text: str) -> list[str]:
    """Return the words of typed columns, with commas or spaces between them.

    The name of a preset may contain spaces.
    """
    words: list[str] = []
    for part in re.split(r"[,;\n]", text):
        before, prefix, name = _at_prefix(part)
        words += split_ids(before)
        if prefix:
            words.append(f"{PREFIX}{name.strip()}")
    return words


def _at_prefix(part: str) -> tuple[str, str, str]:
    at = part.lower().find(PREFIX)
    return (part, "", "") if at < 0 else (part[:at], PREFIX, part[at + len(PREFIX) :])


def read_rename(text: str) -> tuple[str, str]:
    """Return old and new name of a rename OLD=NEW. Raises ColumnError for another text."""
    old, sign, new = text.partition("=")
    old, new = clean_line(old).strip(), clean_line(new).strip()
    if not (sign and old and new):
        message = f"'{clean_line(text)[:60]}' isn't a rename; write OLD=NEW, as in title=Job Title."
        raise ColumnError(message)
    if len(new) > MOST_HEADER:
        message = f"A header has at most {MOST_HEADER} characters; shorten '{new[:40]}…'."
        raise ColumnError(message)
    return old, new


def _check_kinds(preset: Preset, kinds: Iterable[str]) -> None:
    known = known_kinds(kinds)
    if not preset.suits(known):
        message = (
            f"The preset '{preset.name}' is for records of type {' or '.join(preset.kinds)}, not "
            f"for {' or '.join(known)}; choose another preset."
        )
        raise ColumnError(message)
