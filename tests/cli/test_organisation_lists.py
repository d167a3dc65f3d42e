"""``get followers`` and ``get employees``: pages, prices, viewers and refusals."""

from __future__ import annotations

import json

import pytest

from tests.cli.command_line import run
from tests.conftest import Served

VIEWER = ("--viewer", "alfie-lambert")


def sent(sandbox: Served) -> list[tuple[object, object]]:
    return [(one["endpoint"], one["status"]) for one in sandbox.requests()]


def test_followers_need_a_viewer(sandbox: Served) -> None:
    status, out, err = run("get", "followers", "foxbank", url=sandbox.url)
    assert (status, out) == (2, "")
    assert err == (
        "lix-tui: Only an account that is connected to Lix can see the followers. Name it with "
        "--viewer ID or the setting viewer_id; 'lix-tui get viewers' lists the accounts for free.\n"
    )
    assert sandbox.requests() == []


def test_followers_come_page_by_page_and_are_bought_once(sandbox: Served) -> None:
    status, out, _ = run("get", "followers", "foxbank", *VIEWER, url=sandbox.url)
    first = json.loads(out)
    assert status == 0
    assert first["profile_link"] == "https://www.linkedin.com/company/foxbank"
    assert len(first["elements"]) == 100 < first["total"]
    _, out, _ = run("get", "followers", "foxbank", *VIEWER, "--limit", "150", url=sandbox.url)
    assert len(json.loads(out)["elements"]) == 150
    _, out, _ = run("get", "followers", "foxbank", *VIEWER, "--all", url=sandbox.url)
    everyone = [one["entityUrn"] for one in json.loads(out)["elements"]]
    assert len(everyone) == len(set(everyone)) == first["total"]
    assert sent(sandbox) == [("followers", 200)] * -(-first["total"] // 100)
    _, out, _ = run("get", "followers", "foxbank", *VIEWER, "--offline", url=sandbox.url)
    assert len(json.loads(out)["elements"]) == first["total"]


@pytest.mark.sandbox_options("--dialect", "viewer_invalid=400")
def test_a_refused_viewer_is_8(sandbox: Served) -> None:
    status, out, err = run(
        "get", "followers", "foxbank", "--viewer", "nobody-here", url=sandbox.url
    )
    assert (status, out) == (8, "")
    assert "LinkedIn shows followers to admins of the page only" in err
    assert sent(sandbox) == [("followers", 400)]


def test_employees_look_up_the_id_first_and_say_both_prices(sandbox: Served) -> None:
    status, out, err = run("get", "employees", "foxbank", url=sandbox.url)
    assert status == 0
    said = err.splitlines()
    assert said[0] == (
        "lix-tui: The employees need the organisation's Lix id, which isn't stored: 1 Org credit."
    )
    assert "an unknown number of Org credits per page" in said[1]
    answer = json.loads(out)
    assert answer["elements"]
    assert sent(sandbox) == [("organisation_ids", 200), ("employees", 200)]
    status, again, err = run("get", "employees", "foxbank", "--all", url=sandbox.url)
    assert (status, again, err) == (0, out, "")
    _, same, _ = run("get", "employees", answer["org_id"], url=sandbox.url)
    assert same == out
    assert len(sandbox.requests()) == 2


def test_a_stored_organisation_has_the_id(sandbox: Served) -> None:
    run("get", "organisation", "foxbank", url=sandbox.url)
    run("get", "employees", "https://www.linkedin.com/company/foxbank/people/", url=sandbox.url)
    assert sent(sandbox) == [("organisation", 200), ("employees", 200)]


@pytest.mark.sandbox_options("--dialect", "employees=n8n")
def test_the_other_form_is_printed_as_received(sandbox: Served) -> None:
    _, out, _ = run("get", "employees", "foxbank", url=sandbox.url)
    assert {"person_id", "date_started"} <= json.loads(out)["elements"][0].keys()


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        pytest.param(fault, status, words, marks=pytest.mark.sandbox_options("--fault", fault))
        for fault, status, words in (
            ("402@employees", 4, "LookC credits are bought in advance"),
            ("not_found@employees", 5, "search for the people who work there instead"),
            ("401@employees", 3, "LIX_LOOKC_KEY"),
        )
    ],
)
def test_a_refusal_says_what_to_do(sandbox: Served, fault: str, status: int, words: str) -> None:
    assert fault
    found, out, err = run("get", "employees", "foxbank", url=sandbox.url)
    assert (found, out) == (status, "")
    assert words.casefold() in err.casefold()
    assert len(sandbox.requests()) == 2


@pytest.mark.parametrize("what", ["followers", "employees"])
def test_a_link_of_something_else_is_refused(sandbox: Served, what: str) -> None:
    link = "https://www.linkedin.com/in/olivia-shaw"
    status, out, err = run("get", what, link, *VIEWER[: 2 * (what == "followers")], url=sandbox.url)
    assert (status, out) == (2, "")
    assert "organisation" in err
    assert sandbox.requests() == []
