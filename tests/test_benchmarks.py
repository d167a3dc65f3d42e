"""Parts of the benchmarks that a change of the product, or a busy machine, may break."""

from __future__ import annotations

import pytest

from lix_tui.widgets.results_table import ResultsTable
from tests.benchmarks.apps.record_columns import ROWS
from tests.benchmarks.apps.record_columns import Table as RecordTable
from tests.benchmarks.terminal import PlainText

PAINTED = b"\x1b[1;2mLo\x1b[0mad\x1b]0;a title\x07ing\x1b]8;;https://a.example\x1b\\ all\x1bM \x1bP1q\x1b\\78"


@pytest.mark.parametrize("size", range(1, len(PAINTED) + 1))
def test_text_is_found_however_the_output_is_cut(size: int) -> None:
    text, wanted = PlainText(len(b"Loading all 78")), b"Loading all 78"
    seen = [text.add(PAINTED[at : at + size]) for at in range(0, len(PAINTED), size)]
    assert wanted in seen[-1]
    assert all(wanted.startswith(one) for one in seen)


def test_text_before_a_part_is_dropped() -> None:
    text = PlainText(3)
    text.add(b"x" * 1_000)
    assert text.add(b"ready") == b"xxxready"
    assert text.add(b"") == b"ady"


@pytest.mark.parametrize("joined", [False, True])
async def test_the_table_of_stored_records_starts(joined: bool) -> None:
    app = RecordTable(joined)
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.pause()
        table = app.query_one(ResultsTable)
        assert table.row_count == ROWS
        assert ("person.0@" in table.render_line(1).text) is joined
