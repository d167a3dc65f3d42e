"""Cleaning foreign text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.text import clean, clean_line, composed

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
NASTY = st.text(
    st.sampled_from(
        "ab \n\t\r\x00\x1b\x7f\x85\x9b\u2028\u200b\u200d\u200e\u202e\u2066\ud800\ufeff"
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mC1", "31mC1"),
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("evil\u202egnp.exe\u202c", "evilgnp.exe"),
        ("\u2066isolated\u2069 \u200emark\u200f\u061c", "isolated mark"),
        ("\ufefffirst", "first"),
        ("lone \ud83d half", "lone  half"),
        ("bell\x07 back\x08 del\x7f nul\x00", "bell back del nul"),
        ("👩\u200d💻 नमस्\u200dते 日本", "👩\u200d💻 नमस्\u200dते 日本"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
        ("", ""),
    ],
)
def test_takes_out_what_a_terminal_would_act_upon(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\n\n lines\t", "two lines"),
        ("zero\u200bwidth\u2060 joined", "zerowidth joined"),
        ("a \u200b b", "a b"),
        ("no\u00a0break", "no break"),
        ("\r\n", ""),
    ],
)
def test_folds_to_one_line(text: str, expected: str) -> None:
    assert clean_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("Zu\u0308rich", "Zürich"),
        ("\u1106\u1175\u11ab", "민"),
        ("e\u0302\u0301", "ế"),
        ("ﬁne", "ﬁne"),
        ("", ""),
    ],
)
def test_letters_are_composed_and_stay_what_they_are(text: str, expected: str) -> None:
    assert composed(text) == composed(expected) == expected


@given(ANY | NASTY)
def test_what_is_left_is_safe_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert all(unicodedata.category(c) != "Cc" or c in "\n\t" for c in cleaned)
    assert not set(cleaned) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff")
    assert not any("\u2066" <= c <= "\u2069" for c in cleaned)


@given(ANY | NASTY)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "\t" not in line
    assert clean_line(line) == line


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))))
def test_ordinary_text_is_returned_itself(text: str) -> None:
    assert clean(text) is text
