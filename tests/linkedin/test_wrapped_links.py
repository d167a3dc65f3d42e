"""Links inside links, as deep as mail and redirects nest them, and LinkedIn's mobile pages."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from lix_tui.linkedin.recognition import recognise

PERSON = "https://www.linkedin.com/in/dana-example"
SEARCH = "https://www.linkedin.com/search/results/people/?keywords=cto"
MOST = 4
WRAPPERS = (
    "https://www.google.com/url?q={}",
    "https://www.linkedin.com/redir/redirect?url={}",
    "https://mail.example/click?id=7&target={}",
)


def wrapped(wrapper: str, inner: str, times: int) -> str:
    for _ in range(times):
        inner = wrapper.format(quote(inner, safe=""))
    return inner


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("inner", [PERSON, SEARCH])
@pytest.mark.parametrize("times", range(MOST + 1))
def test_links_are_seen_through_up_to_four_deep(wrapper: str, inner: str, times: int) -> None:
    assert recognise(wrapped(wrapper, inner, times)) == recognise(inner)


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("times", [MOST + 1, MOST + 2, 12])
def test_deeper_ones_are_not(wrapper: str, times: int) -> None:
    found = recognise(wrapped(wrapper, PERSON, times))
    assert found.kind == "unknown"
    assert found.problem


def test_wrappers_of_several_kinds_count_together() -> None:
    inner = PERSON
    for wrapper in (*WRAPPERS, WRAPPERS[0]):
        inner = wrapped(wrapper, inner, 1)
    assert recognise(inner) == recognise(PERSON)
    assert recognise(wrapped(WRAPPERS[1], inner, 1)).kind == "unknown"
    assert recognise(wrapped(WRAPPERS[2], inner, 1)).kind == "unknown"


@pytest.mark.parametrize("prefix", ["mwlite", "m", "comm", "comm/mwlite", "MWLite"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("search/results/people/?keywords=cto", "people"),
        ("search/results/content/?keywords=cto", "posts"),
        ("search/results/companies/?keywords=cto", "companies"),
        ("jobs/search/?keywords=cto", "jobs"),
        ("sales/search/people?query=(keywords:cto)", "sales_people"),
    ],
)
def test_a_mobile_search_is_the_search(prefix: str, path: str, kind: str) -> None:
    mobile = recognise(f"https://www.linkedin.com/{prefix}/{path}")
    plain = recognise(f"https://www.linkedin.com/{path}")
    assert mobile.kind == plain.kind == kind
    assert mobile.keywords == plain.keywords == "cto"
    assert mobile.problem is None


def test_such_a_word_inside_of_a_path_means_nothing() -> None:
    assert recognise("https://www.linkedin.com/search/mwlite/results/people/?keywords=c").problem
