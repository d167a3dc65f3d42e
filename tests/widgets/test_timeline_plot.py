"""The plot of the timeline: ticks that fit, rows to scale."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.records.career_timeline import CareerPosition, YearMonth, layout
from lix_tui.widgets.timeline_picture import Plot

TODAY = YearMonth(2026, 5)

dates = st.none() | st.builds(YearMonth, st.integers(1960, 2030), st.none() | st.integers(1, 12))


def row(plot: Plot, started: YearMonth | None, ended: YearMonth | None) -> str:
    (span,) = layout([CareerPosition("P", started=started, ended=ended)], TODAY).spans
    return "".join(text for text, _ in plot.row(span)).replace("▏", " ")


@pytest.mark.parametrize(
    ("years", "width", "step"),
    [(4, 40, 1), (10, 40, 2), (20, 40, 5), (40, 40, 10), (100, 40, 20), (126, 12, 100)],
)
def test_ticks_are_as_close_as_they_can_be_written(years: int, width: int, step: int) -> None:
    plot = Plot((2000 - years) * 12, 2000 * 12, width)
    ticks = list(plot.ticks().values())
    assert ticks
    assert all(year % step == 0 for year in ticks)
    assert {after - before for before, after in pairwise(ticks)} <= {step}
    assert len(plot.years()) == width


def test_a_year_without_room_for_its_digits_keeps_its_line() -> None:
    assert Plot(2000 * 12, 2002 * 12 + 2, 26).years() == "▏2000       ▏2001       ▏ "


@pytest.mark.parametrize(
    ("started", "ended", "picture"),
    [
        (YearMonth(2002, 1), YearMonth(2003, 12), "  ██      "),
        (YearMonth(2002, 7), YearMonth(2004, 6), "  ▐█▌     "),
        (YearMonth(2002), YearMonth(2005), "  ░██░    "),
        (YearMonth(2002), YearMonth(2003), "  ░░      "),
        (YearMonth(2002), YearMonth(2005, 12), "  ░███    "),
        (YearMonth(2002, 1), YearMonth(2005), "  ███░    "),
        (YearMonth(2002), None, "  ░?      "),
        (None, YearMonth(2002), " ?░       "),
        (None, YearMonth(2000), "░         "),
        (YearMonth(2009), None, "         ░"),
    ],
)
def test_a_cell_a_year(started: YearMonth | None, ended: YearMonth | None, picture: str) -> None:
    assert row(Plot(2000 * 12, 2010 * 12, 10), started, ended) == picture


@pytest.mark.parametrize("width", [4, 7, 10, 20, 40])
def test_what_a_year_leaves_open_stays_visible(width: int) -> None:
    picture = row(Plot(2000 * 12, 2010 * 12, width), YearMonth(2000), YearMonth(2009)).strip()
    assert picture[0] == picture[-1] == "░"


@given(st.lists(st.tuples(dates, dates, st.booleans()), max_size=6), st.integers(1, 120))
def test_rows_fill_the_plot_and_show_every_span(
    entries: list[tuple[YearMonth | None, YearMonth | None, bool]], width: int
) -> None:
    positions = [
        CareerPosition("P", started=started, ended=ended, current=current)
        for started, ended, current in entries
    ]
    career = layout(positions, TODAY)
    plot = Plot(career.axis_start, career.axis_end, width)
    assert len(plot.years()) == width
    for span in career.spans:
        runs = list(plot.row(span))
        assert sum(len(text) for text, _ in runs) == width
        assert any(ink == "bar" for _, ink in runs)
        before = "".join(text for text, _ in runs)[: plot.begin(span)]
        assert set(before) <= set(" ▏?")
