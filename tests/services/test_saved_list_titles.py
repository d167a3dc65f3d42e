"""Title of a saved list on the home screen, and the pool in the price of a list's pages."""

from __future__ import annotations

import pytest

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.screens.list_emails import price_words
from lix_tui.services.runs.overview import query_of_row, title_of
from lix_tui.store.rows import SearchRow

ID = "7028381904637284352"
LINK = f"https://www.linkedin.com/sales/lists/people/{ID}"


def search_row(kind: str, url: str, title: str) -> SearchRow:
    """Return a stored search without pages."""
    return SearchRow(1, kind, url, "alfie-lambert", 1, title, url, "", None, 0, 0.0, 0.0)


@pytest.mark.parametrize("title", ["", LINK, f"urn:li:salesList:{ID}", ID])
def test_a_saved_list_without_a_title_has_its_kind_and_id(title: str) -> None:
    row: SearchRow = search_row("sales", LINK, title)
    assert title_of(row) == f"Lead list {ID}"
    assert query_of_row(row).title == f"Lead list {ID}"


def test_a_title_of_its_own_stays() -> None:
    assert title_of(search_row("sales", LINK, "My leads")) == "My leads"
    assert title_of(search_row("people", "https://x", "https://x")) == "https://x"


def test_the_pool_of_a_price_is_the_one_of_the_endpoint() -> None:
    assert price_words(ENDPOINTS["post_comments"], 1) == "1 Standard credit"
    assert price_words(ENDPOINTS["employees"], 2) == "2 Org credits"
    assert price_words(ENDPOINTS["email"], 3) == "3 Email credits"
