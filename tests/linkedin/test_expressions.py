from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.expressions import flaw, flaws

texts = st.text(st.sampled_from('()" aORé🙂'), max_size=30)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "head of growth",
        '("VP" OR "Head of (Sales") AND NOT (intern OR (x))',
        "[x {y <z it's “curly”",
        '"a) b("',
        "()",
    ],
)
def test_all_in_pairs(expression: str) -> None:
    assert flaws(expression) == ()
    assert flaw(expression) is None


@pytest.mark.parametrize(
    ("expression", "position", "sentence"),
    [
        ('a "b', 2, "The quote opened at character 3 is never closed."),
        ('"a" AND "b" "', 12, "The quote opened at character 13 is never closed."),
        ("(a OR b", 0, "The parenthesis opened at character 1 is never closed."),
        ("((a) OR b", 0, "The parenthesis opened at character 1 is never closed."),
        ("(a OR (b", 0, "The parenthesis opened at character 1 is never closed."),
        ("a) OR (b", 1, "The parenthesis at character 2 closes a group that was never opened."),
        ("🙂 )", 2, "The parenthesis at character 3 closes a group that was never opened."),
        ('a ("b)', 2, "The parenthesis opened at character 3 is never closed."),
    ],
)
def test_the_first_flaw_and_its_place(expression: str, position: int, sentence: str) -> None:
    found = flaw(expression)
    assert found is not None
    assert (found.position, found.sentence) == (position, sentence)


def test_every_flaw_from_left_to_right() -> None:
    assert [found.position for found in flaws(')(a ("b)')] == [0, 1, 4, 5]


@given(texts)
def test_taking_the_flaws_out_leaves_pairs(expression: str) -> None:
    places = [found.position for found in flaws(expression)]
    assert places == sorted(set(places))
    assert all(expression[place] in '()"' for place in places)
    assert flaws(f'"{expression.replace(chr(34), "")}"') == ()
    if '"' not in expression:
        mended = "".join(char for place, char in enumerate(expression) if place not in places)
        assert flaws(mended) == ()


@given(texts, texts)
def test_a_group_around_what_is_in_pairs_is_in_pairs(one: str, other: str) -> None:
    if not flaws(one) and not flaws(other):
        assert flaws(f"({one}) OR ({other})") == ()
        assert [found.position for found in flaws(f"{one}({other}")] == [len(one)]
