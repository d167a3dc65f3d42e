"""``lix-tui get`` for lists: one page, a limit or all, each page bought once."""

from __future__ import annotations

import json

import pytest

from tests.cli.command_line import run
from tests.conftest import Served, served

POST = "urn:li:activity:7019605025920286720"
LISTS = {
    "activity-posts": ("alfie-lambert", 25),
    "activity-comments": ("alfie-lambert", 25),
    "activity-reactions": ("alfie-lambert", 50),
    "post-comments": (POST, 10),
    "post-reactions": (POST, 10),
}


@pytest.mark.parametrize("word", LISTS)
def test_a_page_then_a_limit_then_all(word: str, sandbox: Served) -> None:
    value, size = LISTS[word]
    status, out, err = run("get", word, value, url=sandbox.url)
    assert (status, err) == (0, "")
    first = json.loads(out)
    assert len(first["elements"]) == size < first["total"]
    status, out, _ = run("get", word, value, "--limit", str(size + 1), url=sandbox.url)
    assert len(json.loads(out)["elements"]) == size + 1
    status, out, _ = run("get", word, value, "--all", url=sandbox.url)
    everything = json.loads(out)
    assert len(everything["elements"]) == everything["total"]
    assert everything["elements"][:size] == first["elements"]
    bought = len(sandbox.requests())
    status, out, _ = run("get", word, value, "--all", url=sandbox.url)
    assert (status, json.loads(out)) == (0, everything)
    assert len(sandbox.requests()) == bought == -(-everything["total"] // size)


def test_reactions_have_their_numbers_by_type(sandbox: Served) -> None:
    _, out, _ = run("get", "post-reactions", POST, url=sandbox.url)
    answer = json.loads(out)
    assert sum(answer["breakdown"].values()) == answer["total"] == 40
    assert answer["post_urn"] == POST


def test_the_pages_are_printed_as_received(sandbox: Served) -> None:
    status, out, _ = run("get", "post-comments", POST, "--all", "--raw", url=sandbox.url)
    pages = [json.loads(line) for line in out.splitlines()]
    assert (status, [len(page["comments"]) for page in pages]) == (0, [10, 10, 3])


def test_a_refresh_pays_again(sandbox: Served) -> None:
    for options in ((), ("--refresh",)):
        assert run("get", "post-comments", POST, *options, url=sandbox.url)[0] == 0
    assert len(sandbox.requests()) == 2


def params_of(request: dict[str, object]) -> dict[str, str]:
    params = request["params"]
    assert isinstance(params, dict)
    return params


def test_a_viewer_is_sent_where_it_is_accepted(sandbox: Served) -> None:
    viewer = ("--viewer", "alfie-lambert")
    assert run("get", "activity-posts", "alfie-lambert", *viewer, url=sandbox.url)[0] == 0
    assert run("get", "post-comments", POST, *viewer, url=sandbox.url)[0] == 0
    sent = [params_of(one).get("viewer_id") for one in sandbox.requests()]
    assert sent == ["alfie-lambert", "alfie-lambert"]
    status, _, err = run("get", "post-reactions", POST, *viewer, url=sandbox.url)
    assert (status, "doesn't accept a viewer" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("person", "alfie-lambert", "--all"), "isn't a list"),
        (("person", "alfie-lambert", "--limit", "3"), "Leave --limit out"),
        (("post-comments", POST, "--all", "--limit", "3"), "can't be combined"),
        (("post-comments", POST, "--limit", "0"), "0 is not in the range"),
        (("post-comments", "https://www.linkedin.com/in/alfie-lambert"), "link or an id of a post"),
        (("activity-posts", "https://www.linkedin.com/company/lix"), "an id of a person"),
        (("post-comments",), "VALUE is missing"),
    ],
)
def test_bad_input_is_refused(arguments: tuple[str, ...], words: str, sandbox: Served) -> None:
    status, out, err = run("get", *arguments, url=sandbox.url)
    assert (status, out) == (2, "")
    assert words in err
    assert sandbox.requests() == []


def test_a_list_that_an_account_lacks_says_what_else_helps() -> None:
    with served("--fault", "unknown_route@activity_reactions") as sandbox:
        status, out, err = run("get", "activity-reactions", "alfie-lambert", url=sandbox.url)
        assert len(sandbox.requests()) == 1
    assert (status, out) == (7, "")
    assert "List the person's posts instead" in err


def test_what_arrived_before_a_failure_is_printed_and_bought_once() -> None:
    with served("--fault", "500@post_comments#2") as sandbox:
        status, out, err = run("get", "post-comments", POST, "--all", url=sandbox.url)
        assert (status, len(json.loads(out)["elements"])) == (7, 10)
        assert "internal error" in err
        status, out, _ = run("get", "post-comments", POST, "--all", url=sandbox.url)
        assert (status, len(json.loads(out)["elements"])) == (0, 23)
        starts = [params_of(one)["start"] for one in sandbox.requests()]
    assert starts == ["0", "10", "10", "20"]
