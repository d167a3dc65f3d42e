"""The layout of a career in time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.records.career_timeline import (
    CareerPosition,
    CareerSpan,
    YearMonth,
    duration_words,
    layout,
)

TODAY = YearMonth(2026, 5)

dates = st.none() | st.builds(
    YearMonth,
    st.integers(1985, 2040) | st.integers(-(10**20), 10**20),
    st.none() | st.integers(-1, 14),
)
positions = st.builds(
    CareerPosition,
    title=st.text(max_size=5),
    started=dates,
    ended=dates,
    current=st.booleans(),
)
careers = st.lists(positions, max_size=8)


def only(
    started: YearMonth | None, ended: YearMonth | None = None, current: bool = False
) -> CareerSpan:
    """Return the span of a career's only position."""
    (span,) = layout(
        [CareerPosition("P", started=started, ended=ended, current=current)], TODAY
    ).spans
    return span


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "1 mo"), (11, "11 mos"), (12, "1 yr"), (13, "1 yr 1 mo"), (38, "3 yrs 2 mos")],
)
def test_length(months: int, words: str) -> None:
    assert duration_words(months) == words


def test_months_are_counted_with_both_ends() -> None:
    span = only(YearMonth(2020, 5), YearMonth(2020, 5))
    assert (span.start, span.end) == (month(2020, 5), month(2020, 6))
    assert span.duration == "1 mo"
    assert span.dates == "May 2020 – May 2020"


def test_a_current_position_runs_to_today() -> None:
    span = only(YearMonth(2022, 4), current=True)
    assert (span.end, span.current) == (month(2026, 6), True)
    assert (span.dates, span.duration) == ("Apr 2022 – now", "4 yrs 2 mos")


def test_years_alone_span_the_years_and_are_firm_between_them() -> None:
    span = only(YearMonth(2010), YearMonth(2013))
    assert (span.start, span.end) == (month(2010, 1), month(2014, 1))
    assert span.firm == (month(2010, 12), month(2013, 2))
    assert (span.dates, span.duration) == ("2010 – 2013", "~3 yrs")


def test_one_year_alone_makes_no_month_certain() -> None:
    span = only(YearMonth(2010), YearMonth(2010))
    assert span.firm is None
    assert span.duration == "up to 1 yr"


def test_a_month_narrows_the_year_at_the_other_end() -> None:
    span = only(YearMonth(2010), YearMonth(2010, 3))
    assert (span.start, span.firm_start, span.end) == (
        month(2010, 1),
        month(2010, 3),
        month(2010, 4),
    )
    span = only(YearMonth(2010, 6), YearMonth(2010))
    assert (span.firm, span.end) == ((month(2010, 6), month(2010, 7)), month(2011, 1))


def test_the_running_year_ends_today() -> None:
    assert only(YearMonth(2024, 1), YearMonth(2026)).end == month(2026, 6)


@pytest.mark.parametrize("ended", [YearMonth(2014, 12), YearMonth(2014), YearMonth(0), None])
def test_an_end_before_its_start_or_none_is_unknown(ended: YearMonth | None) -> None:
    span = only(YearMonth(2015, 5), ended)
    assert (span.unknown, span.duration, span.dates) == ("end", "end unknown", "May 2015 – ?")
    assert (span.start, span.end) == (month(2015, 5), month(2015, 6))


def test_an_unknown_start() -> None:
    span = only(None, YearMonth(2014))
    assert (span.unknown, span.duration, span.dates) == ("start", "start unknown", "? – 2014")


def test_a_past_end_outweighs_the_current_flag_and_a_future_one_does_not() -> None:
    assert not only(YearMonth(2015, 5), YearMonth(2020, 1), current=True).current
    future = only(YearMonth(2015, 5), YearMonth(2027, 1), current=True)
    assert future.current
    assert (future.end, future.dates) == (month(2027, 2), "May 2015 – Jan 2027")


@pytest.mark.parametrize(
    ("started", "ended", "current", "years"),
    [
        (YearMonth(2019, 3), YearMonth(2022, 1), False, "2019–2022"),
        (YearMonth(2019), None, True, "2019–now"),
        (YearMonth(2026, 2), None, True, "2026–now"),
        (YearMonth(2019, 3), YearMonth(2019, 8), False, "2019"),
        (YearMonth(2019, 3), None, False, "2019–?"),
        (None, YearMonth(2019), False, "?–2019"),
        (YearMonth(2019, 3), YearMonth(2027, 1), True, "2019–2027"),
    ],
)
def test_the_years_say_what_the_dates_do(
    started: YearMonth | None, ended: YearMonth | None, current: bool, years: str
) -> None:
    assert only(started, ended, current).years == years


def test_a_position_that_is_yet_to_start() -> None:
    span = only(YearMonth(2026, 9), current=True)
    assert (span.duration, span.unknown) == ("yet to start", "end")


@pytest.mark.parametrize("current", [True, False])
def test_without_dates_a_position_is_listed_apart(current: bool) -> None:
    """Lix sends dateStarted "0" and dateEnded "Present" when it knows neither."""
    position = CareerPosition("P", started=YearMonth(0), current=current)
    career = layout([position], TODAY)
    assert (career.spans, career.undated) == ((), (position,))
    assert career.total == ""


def test_newest_first_and_ties_as_they_came() -> None:
    career = layout(
        [
            CareerPosition("old", started=YearMonth(2001, 1), ended=YearMonth(2005, 1)),
            CareerPosition("tie a", started=YearMonth(2006, 1), ended=YearMonth(2008, 1)),
            CareerPosition("tie b", started=YearMonth(2006, 1), ended=YearMonth(2008, 1)),
            CareerPosition("board", started=YearMonth(2003, 1), current=True),
            CareerPosition("now", started=YearMonth(2015, 1), current=True),
        ],
        TODAY,
    )
    assert [span.position.title for span in career.spans] == [
        "now",
        "board",
        "tie a",
        "tie b",
        "old",
    ]
    assert career.total == "25 yrs 5 mos"


def test_overlaps_are_mutual_and_a_shared_month_is_a_handover() -> None:
    career = layout(
        [
            CareerPosition("c", started=YearMonth(2012, 3), ended=YearMonth(2014, 1)),
            CareerPosition("b", started=YearMonth(2011, 1), ended=YearMonth(2012, 6)),
            CareerPosition("a", started=YearMonth(2009, 1), ended=YearMonth(2011, 1)),
        ],
        TODAY,
    )
    assert [span.overlaps for span in career.spans] == [(1,), (0,), ()]


def test_gaps_between_positions_and_since_the_last() -> None:
    career = layout(
        [
            CareerPosition("b", started=YearMonth(2012, 3), ended=YearMonth(2025, 5)),
            CareerPosition("a", started=YearMonth(2009, 1), ended=YearMonth(2011, 6)),
        ],
        TODAY,
    )
    assert [(gap.start, gap.end, gap.duration) for gap in career.gaps] == [
        (month(2011, 7), month(2012, 3), "8 mos"),
        (month(2025, 6), month(2026, 6), "1 yr"),
    ]


def test_a_gap_beside_a_bare_year_is_a_least_one() -> None:
    career = layout(
        [
            CareerPosition("b", started=YearMonth(2014, 3), current=True),
            CareerPosition("a", started=YearMonth(2009), ended=YearMonth(2012)),
        ],
        TODAY,
    )
    assert [gap.duration for gap in career.gaps] == ["at least 1 yr 2 mos"]


def test_an_unknown_end_leaves_no_certain_gap() -> None:
    career = layout(
        [
            CareerPosition("b", started=YearMonth(2014, 3), current=True),
            CareerPosition("a", started=YearMonth(2009, 1)),
        ],
        TODAY,
    )
    assert career.gaps == ()


@given(careers, dates)
def test_every_position_is_kept_and_inside_the_axis(
    entries: list[CareerPosition], today: YearMonth | None
) -> None:
    career = layout(entries, today or TODAY)
    placed = [span.position for span in career.spans]
    assert sorted(map(id, [*placed, *career.undated])) == sorted(map(id, entries))
    assert career.axis_start % 12 == 0
    assert career.axis_end - career.axis_start >= 12
    for span in career.spans:
        assert career.axis_start <= span.start < span.end <= career.axis_end
        assert span.start <= span.firm_start < span.end
        assert span.start < span.firm_end <= span.end
        assert span.duration
        assert all(career.spans.index(span) in career.spans[i].overlaps for i in span.overlaps)


@given(careers)
def test_gaps_are_free_of_spans_and_apart(entries: list[CareerPosition]) -> None:
    career = layout(entries, TODAY)
    edge = career.axis_start
    for gap in career.gaps:
        assert edge <= gap.start < gap.end <= career.axis_end
        edge = gap.end
        assert all(span.end <= gap.start or span.start >= gap.end for span in career.spans)


@given(careers)
def test_the_order_is_stable(entries: list[CareerPosition]) -> None:
    career = layout(entries, TODAY)
    again = layout([*(span.position for span in career.spans), *career.undated], TODAY)
    assert again == career
