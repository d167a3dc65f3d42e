"""Sentences about failures: what happened, then one instruction."""

from __future__ import annotations

import pytest

from lix_tui.api.errors import (
    BadBody,
    BudgetReached,
    DailyLimit,
    KeyRefused,
    LixError,
    NetworkError,
    OutOfCredits,
    RedirectRefused,
    ServerError,
)
from lix_tui.api.waits import StillWaiting
from lix_tui.cli.failures import explanation, stop_words
from lix_tui.services.budget.budget import Budget

NOTE = "No answer arrived, so nothing new is stored"
SO_FAR = "15 elements are stored."


def noted(error: LixError, note: str = NOTE) -> LixError:
    error.stored_note = note
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            noted(ServerError("Lix had an internal error")),
            (
                "Lix had an internal error; it may have cost a credit; no answer arrived, so nothing "
                "new is stored. --retry 1 sends it again, which may cost a credit again."
            ),
        ),
        (
            noted(BadBody("The answer isn't valid JSON"), "The answer is stored as received"),
            (
                "The answer isn't valid JSON; it may have cost a credit; the answer is stored as "
                "received. --retry 1 sends it again, which may cost a credit again."
            ),
        ),
        (
            noted(ServerError("Lix had an internal error", may_have_cost=False)),
            (
                "Lix had an internal error; no answer arrived, so nothing new is stored. --retry 1 "
                "sends it again."
            ),
        ),
        (
            noted(NetworkError("No connection to x", may_have_cost=False)),
            (
                "No connection to x; no answer arrived, so nothing new is stored. Check the network "
                "and try again."
            ),
        ),
        (
            noted(RedirectRefused("The server sent it elsewhere")),
            (
                "The server sent it elsewhere; no answer arrived, so nothing new is stored. Check "
                "LIX_API_URL and LIX_LOOKC_URL."
            ),
        ),
        (KeyRefused("Lix refused the key"), KeyRefused("Lix refused the key").sentence),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_failed_request_has_one_instruction(error: LixError, words: str) -> None:
    assert explanation(error) == words


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            ServerError("Lix had an internal error"),
            (
                "Lix had an internal error; it may have cost a credit. 15 elements are stored. Run "
                "the same command again to continue."
            ),
        ),
        (
            OutOfCredits("No credits are left"),
            (
                "No credits are left. 15 elements are stored. Top up at Lix or wait for the next "
                "period, then run the same command again to continue."
            ),
        ),
        (
            DailyLimit("Today's allowance is used up"),
            (
                "Today's allowance is used up. 15 elements are stored. 'lix-tui account' shows when "
                "the daily allowance is renewed; run the same command again then."
            ),
        ),
        (
            StillWaiting("A lookup takes 3 min more", "run the same command later"),
            "A lookup takes 3 min more. 15 elements are stored. Run the same command later.",
        ),
        (
            Budget(per_day=5).day_reached("person", 5),
            (
                "Today's budget of 5 credits is used up (5 spent), so nothing was sent. 15 elements "
                "are stored. Raise it with budget_per_day in the settings, then run the same command "
                "again to continue."
            ),
        ),
        (
            ValueError("The disk is full."),
            "The disk is full. 15 elements are stored. Run the same command again to continue.",
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_stopped_command_has_one_instruction(problem: Exception, words: str) -> None:
    assert stop_words(problem, SO_FAR) == words


def test_a_budget_says_how_to_raise_it() -> None:
    with pytest.raises(BudgetReached) as found:
        Budget(per_run=1, run_spent=1).check_run("person", 1)
    assert str(found.value) == (
        "The budget of 1 credit for this run is used up (1 spent), so nothing was sent; raise it "
        "with --budget or budget_per_run."
    )
