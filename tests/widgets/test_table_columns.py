"""Columns of a table at any width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.screens.home import COLUMNS as RUN_COLUMNS
from lix_tui.screens.ledger import COLUMNS as LEDGER_COLUMNS
from lix_tui.screens.library import COLUMNS as LIBRARY_COLUMNS
from lix_tui.services.columns import NARROWEST, WIDEST, Column
from lix_tui.services.kinds import SCREENS
from lix_tui.services.records.view_registry import view_of
from lix_tui.services.runs.run_lines import columns_of_run
from lix_tui.widgets.table_columns import GAP, MARK_WIDTH, FittedColumn, fit_columns

DECLARED: dict[str, tuple[Column, ...]] = {
    **{
        kind.name: tuple(one for one in view_of(kind.name).columns if one.is_default)
        for kind in SCREENS
    },
    "home": RUN_COLUMNS,
    "ledger": LEDGER_COLUMNS,
    "library": LIBRARY_COLUMNS,
    "run": columns_of_run("person,email"),
    "run of ids": columns_of_run("person_ids"),
}
"""Columns of every table, by its name."""


def columns(widths: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[Column]]:
    column = st.builds(
        Column,
        st.just("id"),
        st.just("Title"),
        st.integers(1, 30),
        st.floats(0, 5),
        st.integers(0, 5),
        width=widths,
    )
    return st.lists(column, min_size=1, max_size=7)


USUAL = columns(st.none())
ANY = columns(st.none() | st.integers(NARROWEST, WIDEST))
WIDTHS = st.integers(MARK_WIDTH + 1, 250)


def used(fitted: tuple[FittedColumn, ...]) -> int:
    return MARK_WIDTH + sum(entry.width for entry in fitted) + GAP * (len(fitted) - 1)


@given(ANY, WIDTHS)
def test_columns_fill_the_width_in_their_order(columns: list[Column], width: int) -> None:
    fitted = fit_columns(columns, width)
    assert fitted
    assert used(fitted) == width
    assert [entry.index for entry in fitted] == sorted(entry.index for entry in fitted)
    assert all(entry.column == columns[entry.index] for entry in fitted)


@given(ANY, WIDTHS)
def test_none_of_several_is_narrower_than_its_minimum(columns: list[Column], width: int) -> None:
    fitted = fit_columns(columns, width)
    if len(fitted) > 1:
        for entry in fitted:
            assert entry.width >= min(entry.column.min_width, entry.column.preferred_width)


@given(USUAL, WIDTHS)
def test_the_highest_priority_number_is_dropped_first(columns: list[Column], width: int) -> None:
    shown = {entry.index for entry in fit_columns(columns, width)}
    left = [column.priority for index, column in enumerate(columns) if index not in shown]
    stayed = [column.priority for index, column in enumerate(columns) if index in shown]
    assert not left or min(left) >= max(stayed)


@given(USUAL, WIDTHS)
def test_no_column_is_dropped_that_has_room(columns: list[Column], width: int) -> None:
    shown = {entry.index for entry in fit_columns(columns, width)}
    left = [entry for entry in enumerate(columns) if entry[0] not in shown]
    if left:
        next_one = min(left, key=lambda entry: (entry[1].priority, entry[0]))
        least = [columns[index].min_width for index in (*shown, next_one[0])]
        assert MARK_WIDTH + sum(least) + GAP * (len(least) - 1) > width


@given(USUAL, WIDTHS)
def test_a_wider_table_shows_no_fewer_columns(columns: list[Column], width: int) -> None:
    narrow = {entry.index for entry in fit_columns(columns, width)}
    wide = {entry.index for entry in fit_columns(columns, width + 1)}
    assert narrow <= wide


@given(ANY, WIDTHS)
def test_a_chosen_width_outlasts_columns_without_one(columns: list[Column], width: int) -> None:
    fitted = fit_columns(columns, width)
    shown = {entry.index for entry in fitted}
    chosen = [index for index, column in enumerate(columns) if column.width is not None]
    may_leave = [entry for entry in fitted if entry.column.width is None and entry.column.priority]
    if may_leave and len(fitted) > 1:
        assert set(chosen) <= shown
        has_unchosen = any(entry.column.width is None for entry in fitted)
        for entry in fitted:
            if entry.column.width is not None and has_unchosen:
                assert entry.width == entry.column.width


@given(USUAL, st.integers(0, MARK_WIDTH))
def test_a_table_narrower_than_its_mark_shows_no_column(columns: list[Column], width: int) -> None:
    assert fit_columns(columns, width) == ()


def test_a_chosen_width_pushes_a_less_important_column_out() -> None:
    three = (Column("a", "A", 10, 1, 0), Column("b", "B", 10, 1, 1), Column("c", "C", 10, 1, 2))
    width = MARK_WIDTH + 30 + 2 * GAP
    assert [entry.width for entry in fit_columns(three, width)] == [10, 10, 10]
    widened = (*three[:2], replace(three[2], width=14))
    fitted = fit_columns(widened, width)
    assert [(entry.column.id, entry.width) for entry in fitted] == [("a", 18), ("c", 14)]
    only_chosen = tuple(replace(column, width=20) for column in three)
    assert [entry.width for entry in fit_columns(only_chosen, width)] == [10, 10, 10]


@pytest.mark.parametrize("table", DECLARED)
def test_every_declared_column_has_room_for_its_title(table: str) -> None:
    declared = DECLARED[table]
    assert all(column.min_width >= len(column.title) for column in declared)
    assert len({column.id for column in declared}) == len(declared)
    priorities = [column.priority for column in declared]
    assert len(set(priorities)) == len(priorities), "two columns would leave in no clear order"
    assert priorities.count(0) == 1


@pytest.mark.parametrize("table", ["people", "sales", "recruiter", "library"])
@pytest.mark.parametrize("width", [60, 70, 90])
def test_a_company_stays_beside_name_and_title(table: str, width: int) -> None:
    shown = {entry.column.id for entry in fit_columns(DECLARED[table], width)}
    assert {"name", "company"} <= shown
