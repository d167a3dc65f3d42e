"""Prices of commands follow from their declarations and from what they act on."""

from __future__ import annotations

import pytest

from lix_tui.services.action_prices import (
    LocalTarget,
    LookupsTarget,
    PriceList,
    RequestTarget,
    Stored,
    Target,
    UndeclaredPurchase,
    key_price,
)
from lix_tui.services.commands.commands import COMMANDS, COMMANDS_BY_ID, LIST_COMMANDS
from lix_tui.services.queries.destination import Destination

COMPANY = Destination("The company", "", None, "organisation", "https://www.linkedin.com/company/x")
PAGE = RequestTarget("people_search")
REST = LookupsTarget((("email", 12),))


@pytest.mark.parametrize(
    ("command", "target", "words"),
    [
        ("table.open", COMPANY, "Open · 1 Org"),
        ("record.related", COMPANY, "Company · 1 Org"),
        ("search.more", PAGE, "Next page · 1 Standard"),
        ("record.recheck", RequestTarget("email"), "Check again · 1 Email if VALID"),
        ("run.again", REST, "Retry failed · 12 at 1 Email if VALID"),
        ("home.go_on", REST, "Continue · 12 at 1 Email if VALID"),
        ("table.open", LocalTarget(), "Open · free"),
        ("select", COMPANY, "Run · 1 Org"),
    ],
)
def test_label_and_price(command: str, target: Target, words: str) -> None:
    prices = PriceList(lambda: False)
    assert prices.set_target(command, target)
    assert not prices.set_target(command, target), "nothing has changed"
    price = prices.price_of(command)
    assert price is not None
    assert price.words == words
    assert prices.set_target(command, None)
    assert prices.price_of(command) is None


def test_what_is_stored_is_free_and_what_can_not_be_sent_is_not_offered() -> None:
    more, related = COMMANDS_BY_ID["search.more"], COMMANDS_BY_ID["record.related"]
    stored = key_price(related, COMPANY, Stored(0.0), offline=True)
    assert stored is not None
    assert stored.price.words.startswith("free, stored")
    assert not stored.price.buys
    assert key_price(more, PAGE, None, offline=True) is None
    assert (
        key_price(COMMANDS_BY_ID["run.again"], LookupsTarget((("email", 0),)), None, offline=False)
        is None
    )


@pytest.mark.parametrize("target", [COMPANY, PAGE, REST])
def test_a_command_that_is_not_declared_can_show_no_price(target: Target) -> None:
    prices = PriceList(lambda: False)
    for command in (*COMMANDS, *LIST_COMMANDS):
        kinds = {"opening": COMPANY, "request": PAGE, "lookups": REST}
        if target in [kinds.get(source) for source in command.buys]:
            assert prices.set_target(command.id, target)
        else:
            with pytest.raises(UndeclaredPurchase, match=command.id.replace(".", r"\.")):
                prices.set_target(command.id, target)
            assert prices.price_of(command.id) is None


def test_only_commands_that_lead_to_something_else_are_named_after_it() -> None:
    named = {command.id.partition(".")[2] for command in COMMANDS if command.names_target}
    assert named == {"related"}
