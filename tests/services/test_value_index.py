"""Matching what is typed against known values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.facets.value_index import Value, ValueIndex, fold, is_inside


def index(*texts: str) -> ValueIndex:
    return ValueIndex(Value(str(place), text) for place, text in enumerate(texts))


def found(texts: ValueIndex, asked: str) -> list[str]:
    return [match.value.text for match in texts.search(asked)[0]]


def test_the_best_match_comes_first() -> None:
    texts = index("Xjava", "Not Java", "JavaScript", "Java", "Core Java", "Go", "Java (Sun)")
    assert found(texts, "java") == [
        "Java", "JavaScript", "Java (Sun)", "Not Java", "Core Java", "Xjava",
    ]  # fmt: skip


def test_words_may_stand_apart_and_accents_and_case_do_not_count() -> None:
    texts = index("Zürich, Switzerland", "Vice President of Sales", "Sales Manager")
    assert found(texts, "zurich") == ["Zürich, Switzerland"]
    assert found(texts, "sales vice") == ["Vice President of Sales"]
    assert found(texts, "SALES") == ["Sales Manager", "Vice President of Sales"]


def test_initials_find_what_they_stand_for() -> None:
    texts = index("Director", "Managing Director", "Chief Technology Officer", "Factory Hand")
    assert found(texts, "cto")[0] == "Chief Technology Officer"
    assert texts.search("cto")[0][0].spans == ((0, 1), (6, 7), (17, 18))
    assert found(texts, "c")[0] == "Chief Technology Officer"
    assert found(index("Sales of VPs", "Vice President", "Vpn"), "vp") == [
        "Vpn", "Sales of VPs", "Vice President",
    ]  # fmt: skip
    assert is_inside("cto", Value("1", "Director"))
    assert not is_inside("cto", Value("1", "Chief Technology Officer"))
    assert not is_inside("dir", Value("1", "Managing Director"))


def test_what_matches_is_marked() -> None:
    texts = index("Vice President of Sales", "Xsales Sales")
    assert texts.search("sales vice")[0][0].spans == ((0, 4), (18, 23))
    assert texts.search("presid")[0][0].spans == ((5, 11),)
    assert [match.spans for match in texts.search("sales")[0]] == [((18, 23),), ((7, 12),)]


def test_nothing_typed_lists_the_first_and_a_value_is_replaced_in_its_place() -> None:
    texts = index("A", "B", "C")
    texts.add([Value("1", "Beta", "hint", "live")])
    assert found(texts, "") == ["A", "Beta", "C"]
    assert texts.search("", limit=2)[1] == 3
    assert found(texts, "b") == ["Beta"]


@given(st.lists(st.text(max_size=12), max_size=30), st.text(max_size=8), st.text(max_size=4))
def test_narrowing_step_by_step_finds_what_a_fresh_look_finds(
    texts: list[str], asked: str, more: str
) -> None:
    walked = index(*texts)
    walked.search(asked)
    assert walked.search(asked + more) == index(*texts).search(asked + more)


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=30), st.text(min_size=1, max_size=6))
def test_spans_are_inside_the_text_and_every_word_is_there(texts: list[str], asked: str) -> None:
    for match in index(*texts).search(asked)[0]:
        for start, end in match.spans:
            assert 0 <= start < end <= len(match.value.text)
        assert all(word in fold(match.value.text) for word in fold(asked).split())
