from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.sandbox.search.boolean import matcher, words

TEXT = words("Senior Data Engineer at Müller & Söhne, C++ / 东京 東京都 expert")


@pytest.mark.parametrize(
    ("keywords", "found"),
    [
        ("", True),
        ("senior engineer", True),
        ("engineer senior", True),
        ("eng", False),
        ('"data engineer"', True),
        ('"engineer data"', False),
        ("nurse OR engineer", True),
        ("nurse OR doctor", False),
        ("engineer NOT senior", False),
        ("engineer NOT nurse", True),
        ("engineer AND (nurse OR data)", True),
        ("engineer AND (nurse OR doctor)", False),
        ("NOT (nurse OR doctor)", True),
        ("muller", True),
        ("MÜLLER", True),
        ("c++", True),
        ("東京", True),
        ("(engineer", True),
        ('"data eng', False),
        ("OR engineer", True),
        ("AND", True),
        ("a b OR engineer data", True),
    ],
)
def test_expressions(keywords: str, found: bool) -> None:
    assert matcher(keywords)(TEXT) is found


@given(st.text(alphabet='ab "()', max_size=40) | st.text(max_size=40))
def test_any_text_can_be_asked_for(keywords: str) -> None:
    assert matcher(keywords)(TEXT) in (True, False)


def test_deep_parentheses_are_no_danger() -> None:
    assert matcher("(" * 5000 + "engineer" + ")" * 5000)(TEXT)
    assert matcher("NOT " * 40_000 + "engineer")(TEXT)
