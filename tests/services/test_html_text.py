"""Descriptions are read as text, whatever they came as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.records.html_text import readable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, ""),
        ("Plain\n\ntext with a < b and c > d", "Plain\n\ntext with a < b and c > d"),
        ("<p>One &amp; two</p><p>Three</p>", "One & two\n\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("A<br>B", "A\nB"),
        ("<b>x</b>&#27;[2J<script>y</script>", "x[2Jy"),
    ],
)
def test_it_reads_as_text(text: str | None, shown: str) -> None:
    assert readable(text) == shown


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert "\x1b" not in readable(f"<p>{text}&#27;</p>")
