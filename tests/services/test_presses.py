"""Held keys and double clicks are told from separate presses, on a clock of the test."""

from __future__ import annotations

import pytest

from lix_tui.services.commands.presses import PASTED, Presses


@pytest.fixture(autouse=True)
def _gap(monkeypatch: pytest.MonkeyPatch, _separate_presses: None) -> None:
    monkeypatch.setattr("lix_tui.services.commands.presses.REPEAT_GAP", 0.7)


@pytest.fixture
def _burst(monkeypatch: pytest.MonkeyPatch, _separate_presses: None) -> None:
    monkeypatch.setattr("lix_tui.services.commands.presses.BURST_GAP", 0.02)


def bought(presses: Presses, *keys: tuple[str, float]) -> list[bool]:
    answers = []
    for key, at in keys:
        presses.key(key, at)
        answers.append(presses.may_buy())
    return answers


def test_a_held_key_buys_once_however_long_it_is_held() -> None:
    held = [("down", 0.0), ("down", 0.66), *(("down", 0.66 + n * 0.03) for n in range(1, 400))]
    assert bought(Presses(), *held) == [True] + [False] * 400


def test_the_same_key_after_a_pause_buys_again() -> None:
    assert bought(Presses(), ("m", 0.0), ("m", 0.7), ("m", 1.3), ("m", 2.1)) == [
        True,
        True,
        False,
        True,
    ]


def test_another_key_buys_at_once() -> None:
    assert bought(Presses(), ("m", 0.0), ("down", 0.1), ("m", 0.2)) == [True, True, True]


def test_movement_before_the_end_uses_nothing_up() -> None:
    presses = Presses()
    for n in range(50):
        presses.key("down", n * 0.03)
    assert presses.may_buy()
    presses.key("down", 51 * 0.03)
    assert not presses.may_buy()


def test_a_double_click_buys_once_and_a_click_elsewhere_again() -> None:
    presses, answers = Presses(), []
    for place, at in (((5, 5), 0.0), ((5, 5), 0.2), ((6, 5), 0.3), ((6, 5), 1.1)):
        presses.click(place, at)
        answers.append(presses.may_buy())
    assert answers == [True, False, True, True]


def test_a_click_does_not_end_the_run_of_a_held_key() -> None:
    presses = Presses()
    presses.key("down", 0.0)
    assert presses.may_buy()
    presses.click((1, 1), 0.1)
    assert presses.may_buy()
    presses.key("down", 0.2)
    assert not presses.may_buy()


def test_nothing_pressed_may_buy() -> None:
    assert Presses().may_buy()
    assert Presses().may_buy()


def typed(
    presses: Presses, text: str, gap: float, at: float = 0.0, *, link: bool = False
) -> list[bool]:
    """Return for each line end of a text if it could buy, with a gap between keys."""
    answers = []
    for n, char in enumerate(text):
        key = "enter" if char == "\n" else char
        presses.key(key, at + n * gap, is_text=char != "\n")
        if char == "\n":
            answers.append(presses.may_buy(words=not link))
    return answers


@pytest.mark.usefixtures("_burst")
@pytest.mark.parametrize("text", ["data\n%20engineer\n", "jane-doe\n", "abc\n\n\n"])
@pytest.mark.parametrize("gap", [0.0, 0.0004, 0.019])
def test_line_ends_in_a_burst_of_text_buy_nothing_and_enter_after_it_does(
    text: str, gap: float
) -> None:
    presses = Presses()
    assert not any(typed(presses, text, gap, link=True))
    assert presses.refusal == PASTED
    presses.key("enter", 0.6)
    assert presses.may_buy()


@pytest.mark.usefixtures("_burst")
def test_words_in_a_burst_are_no_link_and_buy() -> None:
    assert typed(Presses(), "engineer\n", 0.0) == [True]


@pytest.mark.usefixtures("_burst")
@pytest.mark.parametrize("gap", [0.02, 0.05, 0.3])
def test_text_typed_by_a_hand_buys(gap: float) -> None:
    assert typed(Presses(), "data\n", gap) == [True]


@pytest.mark.usefixtures("_burst")
def test_keys_that_type_nothing_are_not_a_burst() -> None:
    presses = Presses()
    for n in range(9):
        presses.key("down", n * 0.001)
    presses.key("enter", 0.01)
    assert presses.may_buy()


@pytest.mark.usefixtures("_burst")
def test_a_click_after_a_burst_buys() -> None:
    presses = Presses()
    typed(presses, "data\n", 0.0)
    presses.click((1, 1), 0.01)
    assert presses.may_buy()


@pytest.mark.usefixtures("_burst")
@pytest.mark.parametrize("text", ["software engineer\nBerlin\n", "\nx\n", "a\nb\n\n", "a\n\nb\n"])
def test_words_on_several_lines_in_a_burst_buy_nothing(text: str) -> None:
    presses = Presses()
    answers = typed(presses, text, 0.001)
    assert not answers[-1]
    assert presses.refusal == PASTED
    presses.key("enter", 0.5)
    assert presses.may_buy(words=True)


@pytest.mark.usefixtures("_burst")
def test_text_after_a_line_end_is_a_paste_and_text_after_a_pause_is_not() -> None:
    presses = Presses()
    presses.key("enter", 0.0)
    presses.key("z", 0.001, is_text=True)
    presses.key("e", 0.002, is_text=True)
    assert presses.has_lines
    presses.key("enter", 0.1)
    presses.key("r", 0.13, is_text=True)
    assert not presses.has_lines


@pytest.mark.usefixtures("_burst")
def test_a_key_in_a_burst_that_is_not_typed_into_an_input_buys_nothing() -> None:
    presses = Presses()
    typed(presses, "scala", 0.001)
    presses.key("r", 0.005, is_text=True)
    assert not presses.may_buy()
