"""``lix-tui search --exclude``: results without people who are in a file or have a tag."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from click import Command
from click.shell_completion import ShellComplete

from lix_tui.cli.enrich import command as enrich
from lix_tui.cli.search import command as search
from tests.cli.command_line import run
from tests.conftest import Served
from tests.services.export_samples import read_back

WORDS = ("search", "people", "--keywords", "manager")
LIMIT = (*WORDS, "--limit", "6")


def purchases(sandbox: Served) -> Counter[str]:
    """Count the requests that can cost something by their endpoints."""
    return Counter(str(one["endpoint"]) for one in sandbox.requests())


def people(*words: str, url: str) -> list[dict[str, str]]:
    """Return the names and links of a search's results."""
    status, out, err = run(*words, "--format", "csv", "--columns", "name,link", url=url)
    assert status == 0, err
    return list(csv.DictReader(io.StringIO(out, newline="")))


@pytest.fixture
def crm(tmp_path: Path, sandbox: Served) -> Path:
    """Return a file with the second and fourth result, and somebody else."""
    found = people(*LIMIT, url=sandbox.url)
    file = tmp_path / "crm.csv"
    links = [found[1]["link"], found[3]["link"].upper().replace("HTTPS", "https"), ""]
    file.write_text("\n".join(["Id,LinkedIn", *(f"{i},{link}" for i, link in enumerate(links))]))
    return file


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "md", "xlsx", "parquet"])
def test_people_in_a_file_are_left_out_of_every_format(
    form: str, crm: Path, sandbox: Served, tmp_path: Path
) -> None:
    every = [one["name"] for one in people(*LIMIT, url=sandbox.url)]
    left = [name for place, name in enumerate(every) if place not in (1, 3)]
    out = tmp_path / f"out.{form}"
    words = (*LIMIT, "--exclude", str(crm), "-o", str(out))
    status, text, err = run(*words, url=sandbox.url)
    assert (status, text) == (0, ""), err
    unread, left_out = err.splitlines()
    assert unread.startswith("lix-tui: 1 row of crm.csv contains neither a link nor an id")
    assert left_out == "lix-tui: 2 results were left out: already in crm.csv."
    assert purchases(sandbox) == {"people_search": 1}, "excluded results count for --limit"
    if form == "md":
        assert len(out.read_text(encoding="utf-8").splitlines()) == 2 + len(left)
    elif form in ("csv", "xlsx", "parquet"):
        assert [row["name"] for row in read_back(out)] == left
    else:
        assert len(read_back(out)) == len(left)
    if form in ("jsonl", "csv"):
        printed = run(*LIMIT, "--exclude", str(crm), "--format", form, url=sandbox.url)[1]
        assert printed == out.read_text(encoding="utf-8")


def test_people_are_found_by_any_of_their_ids_on_every_page(
    sandbox: Served, tmp_path: Path
) -> None:
    every = people(*WORDS, "--limit", "12", url=sandbox.url)
    profile = json.loads(run("get", "person", every[0]["link"], url=sandbox.url)[1])
    address = json.loads(run("get", "email", every[2]["link"], url=sandbox.url)[1])
    file = tmp_path / "mixed.txt"
    file.write_text(f"{profile['salesNavLink']}\n{address['email']}\n{every[11]['link']}\n")
    words = (*WORDS, "--all", "--exclude", str(file))
    found = people(*words, url=sandbox.url)
    names = [one["name"] for one in found[:9]]
    assert names == [one["name"] for place, one in enumerate(every) if place not in (0, 2, 11)]
    assert len(found) == len(people(*WORDS, "--all", url=sandbox.url)) - 3
    assert "3 results were left out" in run(*words, "--offline", url=sandbox.url)[2]


def test_a_tag_leaves_out_its_people_and_not_those_of_a_longer_tag(sandbox: Served) -> None:
    every = people(*LIMIT, url=sandbox.url)
    lines = "\n".join(one["link"] for one in every[:2])
    assert run("library", "tag", "-", "customer", url=sandbox.url, given=lines)[0] == 0
    other = ("library", "tag", "-", "key-customer")
    assert run(*other, url=sandbox.url, given=every[2]["link"])[0] == 0
    found = people(*LIMIT, "--exclude", "tag:Customer", url=sandbox.url)
    assert [one["name"] for one in found] == [one["name"] for one in every[2:]]


def test_excluded_people_are_neither_priced_nor_looked_up(
    crm: Path, sandbox: Served, tmp_path: Path
) -> None:
    words = (*LIMIT, "--exclude", str(crm), "--enrich", "person,email")
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out, purchases(sandbox)) == (2, "", {"people_search": 1})
    assert "2 results were left out: already in crm.csv." in err
    assert "Look up 4 profiles for 4 Standard credits and email addresses of 4 people" in err
    status, out, _ = run(*words, "--yes", url=sandbox.url)
    assert (status, len(out.splitlines())) == (0, 4)
    assert purchases(sandbox) == {"people_search": 1, "person": 4, "email": 4}
    everybody = tmp_path / "all.txt"
    everybody.write_text("\n".join(one["link"] for one in people(*LIMIT, url=sandbox.url)))
    words = (*LIMIT, "--exclude", str(everybody), "--enrich", "person")
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out) == (0, "")
    assert err == "lix-tui: 6 results were left out: already in all.txt.\n"


def test_companies_in_a_file_are_left_out(sandbox: Served, tmp_path: Path) -> None:
    words = ("search", "orgs", "--keywords", "data", "--limit", "5")
    every = people(*words, url=sandbox.url)
    file = tmp_path / "accounts.txt"
    file.write_text(every[0]["link"])
    found = people(*words, "--exclude", str(file), url=sandbox.url)
    assert [one["name"] for one in found] == [one["name"] for one in every[1:]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("none.csv", "none.csv doesn't exist."),
        ("empty.txt", "empty.txt doesn't have any rows."),
        ("hello.txt", "hello.txt doesn't contain a link, id or email address to exclude."),
        ("tag:", "A tag to exclude needs a name, as in tag:customer."),
        ("tag:custmer", "No record has the tag 'custmer'."),
        (".", ". is a folder."),
    ],
)
@pytest.mark.parametrize("more", [(), ("--enrich", "person", "--yes"), ("--all",)])
def test_an_exclusion_that_cannot_be_used_sends_nothing(
    given: str,
    said: str,
    more: tuple[str, ...],
    sandbox: Served,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hello.txt").write_text("hello\n")
    Path("empty.txt").write_text("")
    status, out, err = run(*WORDS, *more, "--exclude", given, url=sandbox.url)
    assert (status, out, purchases(sandbox)) == (2, "", Counter())
    assert err.startswith(f"lix-tui: {said}")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", [enrich, search], ids=lambda one: str(one.name))
def test_shells_complete_the_file_to_exclude(words: Command) -> None:
    complete = ShellComplete(words, {}, "lix-tui", "_X")
    found = complete.get_completions(["people", "--exclude"], "cr")
    assert [(one.type, one.value) for one in found] == [("file", "cr")]
