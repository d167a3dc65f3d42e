"""Loaded rows in another order, or fewer of them; and what is remembered of columns."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.columns import Column
from lix_tui.services.layout_memory import ColumnChoice, StoredLayout, chosen_columns
from lix_tui.services.search.row_order import Arrangement

ROWS = [("Åsa", "10 y"), ("bob", ""), ("Ann", "9 y"), ("Zoë", "1,200 y")]
COLUMNS = (Column("name", "Name", 10, 1.0, 0), Column("tenure", "Tenure", 8, 0.0, 1))


def test_texts_sort_without_case_and_accents_and_numbers_as_numbers() -> None:
    assert Arrangement(0).order(ROWS) == [2, 0, 1, 3]
    assert Arrangement(1).order(ROWS) == [2, 0, 3, 1], "what is empty stands last"
    assert Arrangement(1, descending=True).order(ROWS) == [3, 0, 2, 1]


def test_a_row_stays_that_holds_every_word_somewhere() -> None:
    assert Arrangement(filter_text="asa 10").order(ROWS) == [0]
    assert Arrangement(filter_text="Y").order(ROWS) == [0, 2, 3]
    assert Arrangement(filter_text="nobody").order(ROWS) == []
    assert not Arrangement(filter_text="  ").active


@given(
    st.lists(st.tuples(st.text(max_size=8), st.text("0123456789 ,²x", max_size=8)), max_size=30),
    st.sampled_from([None, 0, 1]),
    st.booleans(),
)
def test_sorting_loses_nobody(
    rows: list[tuple[str, str]], column: int | None, descending: bool
) -> None:
    order = Arrangement(column, descending=descending).order(rows)
    assert sorted(order) == list(range(len(rows)))


def test_columns_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "state" / "layout.json"
    kept = StoredLayout(path)
    assert kept.columns("people", COLUMNS) == (ColumnChoice("name"), ColumnChoice("tenure"))
    kept.store_columns("people", [ColumnChoice("tenure", True, 12), ColumnChoice("name", False)])
    kept.store_stacked(True)
    again = StoredLayout(path)
    assert again.stacked
    choices = again.columns("people", COLUMNS)
    ((place, column),) = chosen_columns(COLUMNS, choices)
    assert (place, column.id, column.width, column.min_width) == (1, "tenure", 12, 8)
    again.store_columns("people", [])
    assert StoredLayout(path).columns("people", COLUMNS)[0].id == "name"


def test_a_file_that_is_spoiled_is_done_without(tmp_path: Path) -> None:
    path = tmp_path / "layout.json"
    for text in ("{", "[]", '{"columns": 3}', '{"columns": {"people": [1, {"id": 2}]}}'):
        path.write_text(text, encoding="utf-8")
        assert len(StoredLayout(path).columns("people", COLUMNS)) == 2
    StoredLayout(Path("/proc/none/layout.json")).store_stacked(True)
