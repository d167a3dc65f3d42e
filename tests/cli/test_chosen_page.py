"""``lix-tui search --page N``: begins at a page, and buys no page twice."""

from __future__ import annotations

import json

import pytest

from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.commands import search_request_count

LINK = "https://www.linkedin.com/search/results/people/?keywords=engineer"
JOBS = "https://www.linkedin.com/jobs/search/?keywords=engineer"


def names(url: str, *words: str) -> list[str]:
    status, out, err = run("search", *words, url=url)
    assert status == 0, err
    return [json.loads(line).get("link") or line for line in out.splitlines()]


@pytest.mark.parametrize(
    "words",
    [
        ("people", LINK),
        ("jobs", JOBS),
        ("posts", "--keywords", "data"),
        ("sales", "--keywords", "director"),
        ("recruiter", "--skill", "Python"),
    ],
)
def test_pages_in_any_order_are_those_in_order(words: tuple[str, ...], sandbox: Served) -> None:
    third = names(sandbox.url, *words, "--page", "3")
    bought = search_request_count(sandbox)
    assert len(third) >= 10
    some = names(sandbox.url, *words, "--limit", str(4 * len(third)))
    assert search_request_count(sandbox) == bought + 3, "page 3 isn't bought again"
    assert some[2 * len(third) : 3 * len(third)] == third
    assert len(set(some)) == len(some)
    assert names(sandbox.url, *words, "--page", "3") == some[2 * len(third) :]
    assert names(sandbox.url, *words, "--page", "2", "--limit", "5") == some[len(third) :][:5]
    assert search_request_count(sandbox) == bought + 3


def test_all_from_a_page_on(sandbox: Served) -> None:
    words = ("sales", "--keywords", "director sales")
    rest = names(sandbox.url, *words, "--page", "2", "--all")
    bought = search_request_count(sandbox)
    whole = names(sandbox.url, *words, "--all")
    assert whole[25:] == rest
    assert search_request_count(sandbox) == bought + 1
    status, out, err = run("search", *words, "--page", "90", url=sandbox.url)
    assert (status, out) == (0, "")
    assert "The search has no page 90. Choose an earlier one." in err
    assert search_request_count(sandbox) == bought + 1, "the end is known"


@pytest.mark.parametrize(("own", "page"), [("&page=3", 3), ("&start=20", 3)])
def test_the_page_of_a_link_is_named(own: str, page: int, sandbox: Served) -> None:
    kind, link = ("jobs", JOBS) if "start" in own else ("people", LINK)
    status, out, err = run("search", kind, link + own, url=sandbox.url)
    assert status == 0
    assert f"The link leads to page {page}, but the search begins at page 1." in err
    assert f"Add --page {page} to begin there." in err
    assert out == run("search", kind, link, url=sandbox.url)[1]
    there = run("search", kind, link + own, "--page", str(page), url=sandbox.url)
    assert there[0] == 0
    assert "leads to" not in there[2]
    assert there[1] != out


def test_a_page_of_a_link_that_cannot_be_is_not_advised(sandbox: Served) -> None:
    status, _, err = run("search", "people", f"{LINK}&page=300", url=sandbox.url)
    assert status == 0
    assert "The link leads to page 300, but the search begins at page 1." in err
    assert "LinkedIn shows 100 pages of a people search." in err
    assert "--page" not in err


@pytest.mark.parametrize("page", ["0", "-1", "101", "x", "1.5"])
def test_a_page_that_cannot_be(page: str, sandbox: Served) -> None:
    status, out, err = run("search", "people", LINK, "--page", page, url=sandbox.url)
    assert (status, out) == (2, "")
    assert "--page" in err
    assert search_request_count(sandbox) == 0
    if page == "101":
        assert "LinkedIn shows 100 pages of a people search. Use --page 1 to 100." in err
