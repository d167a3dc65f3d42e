"""Block characters: exact widths, to scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lix_tui.widgets.blocks import meter, stroke


@pytest.mark.parametrize(
    ("value", "maximum", "width", "picture"),
    [
        (0, 10, 4, "    "),
        (5, 10, 4, "██  "),
        (10, 10, 4, "████"),
        (12, 10, 4, "████"),
        (-3, 10, 4, "    "),
        (1, 10, 4, "▍   "),
        (1, 1_000_000, 4, "▏   "),
        (999_999, 1_000_000, 4, "███▉"),
        (3, 0, 4, "    "),
        (3, 10, 0, ""),
        (3, 10, -1, ""),
    ],
)
def test_meter(value: float, maximum: float, width: int, picture: str) -> None:
    assert meter(value, maximum, width) == picture


@given(st.integers(-5, 10**30), st.integers(-5, 10**30), st.integers(0, 60))
def test_a_meter_is_as_wide_as_asked(value: int, maximum: int, width: int) -> None:
    assert cell_len(meter(value, maximum, width)) == width


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 1000))
def test_a_meter_grows_with_its_value(one: int, other: int, maximum: int) -> None:
    order = " ▏▎▍▌▋▊▉█"
    low, high = sorted((one, other))
    small, large = meter(low, maximum, 7), meter(high, maximum, 7)
    assert [order.index(character) for character in small] <= [
        order.index(character) for character in large
    ]


@pytest.mark.parametrize(
    ("start", "end", "first", "picture"),
    [
        (0, 3, 0, "███"),
        (2, 4.5, 2, "██▌"),
        (1.5, 4, 1, "▐██"),
        (1.875, 3.125, 1, "▕█▏"),
        (2, 2.01, 2, "▎"),
        (2.75, 2.8, 2, "▐"),
        (2.9, 3.1, 3, "▎"),
    ],
)
def test_stroke(start: float, end: float, first: int, picture: str) -> None:
    assert stroke(start, end) == (first, picture)


@given(st.floats(0, 200), st.floats(0, 200))
def test_a_stroke_is_at_its_place(one: float, other: float) -> None:
    start, end = sorted((one, other))
    first, picture = stroke(start, end)
    assert picture
    assert abs(first - start) <= 1.1
    assert abs(first + len(picture) - max(end, start + 0.25)) <= 1.1
