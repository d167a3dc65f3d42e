from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from lix_tui.widgets.cells import ELLIPSIS, fit, steady

HARD = st.text() | st.text(
    st.sampled_from("aé\u0301王 ‍👩💻🇩🇪1️⃣\u200b\x1b\x9b\n\tअनुשלוم…"), max_size=60
)


@given(HARD, st.integers(0, 60), st.sampled_from(["left", "right"]))
def test_a_cell_has_exactly_its_width(text: str, width: int, align: str) -> None:
    assert cell_len(fit(text, width, align)) == width


@given(HARD, st.integers(1, 40))
def test_no_control_character_comes_through(text: str, width: int) -> None:
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in fit(text, width))


@given(st.text(st.sampled_from("ae\u0301\u0308王字ñ"), min_size=1, max_size=40), st.integers(2, 20))
def test_no_grapheme_is_cut_in_two(text: str, width: int) -> None:
    cut = fit(text, width)
    if ELLIPSIS not in cut:
        return
    kept = cut[: cut.index(ELLIPSIS)]
    ends = {0, *(stop for _, stop, _ in split_graphemes(text)[0])}
    assert text.startswith(kept)
    assert len(kept) in ends


def test_emoji_that_terminals_disagree_on_become_one_character() -> None:
    assert steady("👩‍💻 Dev 👍🏽 🇩🇪 ❤️") == "👩 Dev 👍 DE ❤"
    assert steady("می‌خواهم") == "می‌خواهم", "joiners that scripts need stay"


@given(
    st.text(st.sampled_from("ab王\ud83d\udc69\u200d\u2028\u2029\n\t"), max_size=30),
    st.integers(1, 20),
)
def test_half_a_surrogate_pair_and_a_joiner_never_reach_the_terminal(text: str, width: int) -> None:
    shown = fit(text, width)
    shown.encode()
    assert "\u200d" not in shown
    assert not set("\n\t\u2028\u2029") & set(shown)


def test_a_character_under_a_tower_of_accents_is_kept_whole_or_not_at_all() -> None:
    tower = "a" + "\u0301" * 100
    assert fit(f"{tower}bcd", 3) == f"{ELLIPSIS}  "
    assert fit(f"b{tower}cd", 3) == f"b{ELLIPSIS} "
    assert fit("王字王字", 4) == f"王{ELLIPSIS} "
