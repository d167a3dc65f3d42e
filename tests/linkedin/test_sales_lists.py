"""Links of saved lists in Sales Navigator."""

from __future__ import annotations

import pytest

from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.search_urls import first_page, search_key
from lix_tui.linkedin.target import Target

ID = "7028381904637284352"
P = "https://www.linkedin.com"
LEADS, ACCOUNTS = f"{P}/sales/lists/people/{ID}", f"{P}/sales/lists/company/{ID}"


@pytest.mark.parametrize(
    ("link", "kind", "url", "page"),
    [
        (LEADS, "lead_list", LEADS, None),
        (f"{LEADS}/", "lead_list", LEADS, None),
        (f"{LEADS}/?page=3", "lead_list", LEADS, 3),
        (f"de.linkedin.com/sales/lists/people/{ID}#top", "lead_list", LEADS, None),
        (f"{LEADS}?trk=x&sessionId=abc%3D%3D", "lead_list", LEADS, None),
        (ACCOUNTS, "account_list", ACCOUNTS, None),
        (f"{P}/sales/accounts/dashboard?listId={ID}", "account_list", ACCOUNTS, None),
        (f"{P}/sales/accounts/dashboard/?a=b&listId={ID}&page=2", "account_list", ACCOUNTS, 2),
        (f"linkedin.com/sales/accounts?listId={ID}", "account_list", ACCOUNTS, None),
    ],
)
def test_every_form_of_a_link(link: str, kind: str, url: str, page: int | None) -> None:
    assert recognise(link) == Target(kind, entity_id=ID, url=url, page=page)


@pytest.mark.parametrize("query", ["sortCriteria=CREATED_TIME", "sortCriteria=X&sortOrder=DESC"])
@pytest.mark.parametrize("link", [LEADS, ACCOUNTS])
def test_the_order_stays_in_the_link(link: str, query: str) -> None:
    target = recognise(f"{link}/?{query}&page=2")
    assert (target.url, target.page) == (f"{link}?{query}", 2)
    assert target.params == dict(part.split("=") for part in query.split("&"))
    assert first_page(target.url or "") == target.url
    assert search_key(target.url or "") == search_key(link), "it is the same list"


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        (f"{P}/sales/lists/people/abc", "unknown"),
        (f"{P}/sales/lists/people", "unknown"),
        (f"{P}/sales/accounts/dashboard?listId=abc", "unknown"),
        (f"{P}/sales/accounts/dashboard", "unknown"),
        (f"{P}/sales/accounts/insights?companyId=7&trk=x", "account"),
        (f"urn:li:salesList:{ID}", "unknown"),
    ],
)
def test_what_is_not_a_list(link: str, kind: str) -> None:
    assert recognise(link).kind == kind
