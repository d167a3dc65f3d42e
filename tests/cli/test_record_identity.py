"""Slugs that pass on, records that merge and are split: what each link prints and costs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lix_tui.linkedin.links import person_keys
from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.received_answers import lead_of, receive

SHARED = "https://www.linkedin.com/in/olivia-shaw"
OTHER = "https://www.linkedin.com/in/thomas-thornton"


def requests_to(sandbox: Served, endpoint: str) -> int:
    return sum(entry["endpoint"] == endpoint for entry in sandbox.requests())


def test_a_slug_that_passed_on_leads_to_the_new_owner_and_the_old_one_pays_nothing(
    sandbox: Served, tmp_path: Path
) -> None:
    olivia, thomas = lead_of(sandbox, SHARED), lead_of(sandbox, OTHER)
    address = run("get", "email", SHARED, url=sandbox.url)[1]
    receive(SHARED, thomas, at=9e9, name="Thomas Thornton")
    kept = run("get", "email", olivia, url=sandbox.url)
    assert (kept[0], kept[1]) == (0, address), "the old owner's address costs nothing"
    assert requests_to(sandbox, "email") == 1
    profile = run("get", "person", SHARED, url=sandbox.url)[1]
    assert json.loads(profile)["name"] == "Thomas Thornton"
    assert requests_to(sandbox, "person") == 2
    file = tmp_path / "people.csv"
    file.write_text(f"Link\n{SHARED}\n{olivia}\n{thomas}\n", encoding="utf-8")
    words = ("enrich", str(file), "--what", "email", "--columns", "email")
    _, _, err = run(*words, url=sandbox.url)
    assert "1 is stored and free" in err
    assert "1 is there twice" in err, "slug and lead are one person now"
    assert run(*words, "--yes", "-o", str(tmp_path / "out.csv"), url=sandbox.url)[0] == 0
    assert requests_to(sandbox, "email") == 2, "bought once for the new owner"
    shared, old, new = csv.DictReader((tmp_path / "out.csv").read_text().splitlines())
    assert old["email"] == json.loads(address)["email"]
    assert shared["email"] == new["email"]


@pytest.mark.parametrize("by", ["link", "other link", "id"])
def test_after_a_split_each_link_has_its_own_answers_and_a_refresh_does_not_merge_them(
    by: str, sandbox: Served
) -> None:
    lead_of(sandbox, SHARED)
    address = run("get", "email", SHARED, url=sandbox.url)[1]
    lone = "https://www.linkedin.com/in/olivia-the-second"
    receive(lone, at=8e9, name="Olivia the Second")
    receive(SHARED, lone, at=8.5e9, name="Olivia Shaw")
    assert run("get", "email", lone, url=sandbox.url)[1] == address, "one record by now"
    (found,) = run("library", "search", "olivia", url=sandbox.url)[1].splitlines()
    record = {"link": lone, "other link": SHARED, "id": str(json.loads(found)["id"])}[by]
    status, out, err = run("library", "split", record, url=sandbox.url)
    assert status == 0, err
    assert len(out.splitlines()) == 2
    for _ in range(2):
        assert run("get", "email", SHARED, "--offline", url=sandbox.url)[1] == address
        assert run("get", "email", lone, "--offline", url=sandbox.url)[0] != 0
        receive(SHARED, lone, at=9e9, name="Olivia Shaw")  # the same answer once more
    assert requests_to(sandbox, "email") == 1


def test_both_valid_addresses_of_merged_records_are_visible(
    sandbox: Served, tmp_path: Path
) -> None:
    first = json.loads(run("get", "email", SHARED, url=sandbox.url)[1])["email"]
    lone = "https://www.linkedin.com/in/priya-mitchell"
    second = json.loads(run("get", "email", lone, url=sandbox.url)[1])["email"]
    receive(lone, SHARED, at=9e9, name="Olivia Shaw")
    (line,) = run("library", "search", first, url=sandbox.url)[1].splitlines()
    entry = json.loads(line)
    assert run("library", "search", second, url=sandbox.url)[1].splitlines() == [line]
    shown = json.loads(run("library", "show", str(entry["id"]), url=sandbox.url)[1])
    assert {shown["record"]["email"], *shown["record"]["emailAlternatives"]} >= {first, second}
    (kept,) = shown["record"]["validEmails"]
    assert {shown["record"]["email"], kept["email"]} == {first, second}
    assert (kept["endpoint"], kept["viewerId"]) == ("email", "")
    assert kept["at"].startswith("20")
    (change,) = (one for one in shown["changes"] if one["field"] == "email")
    assert {change["before"], change["after"]} == {first, second}
    file = tmp_path / "out.csv"
    words = ("--columns", "email,email_status,email_alternatives")
    assert run("library", "export", first, "-o", str(file), *words, url=sandbox.url)[0] == 0
    (row,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert row["email"] == shown["record"]["email"]
    assert kept["email"] in row["email_alternatives"].split("; ")


@pytest.mark.parametrize("link", [SHARED, OTHER])
def test_what_lix_lacked_before_a_slug_passed_on_is_asked_again(sandbox: Served, link: str) -> None:
    thomas = lead_of(sandbox, OTHER)
    nobody = "https://www.linkedin.com/in/nobody-at-all-7"
    assert run("get", "email", nobody, url=sandbox.url)[0] == 5
    assert run("get", "email", nobody, url=sandbox.url)[0] == 5
    assert requests_to(sandbox, "email") == 1
    receive(nobody, lead_of(sandbox, SHARED), at=8e9, name="Olivia Shaw")
    assert run("get", "email", SHARED, url=sandbox.url)[0] == 5, "still the same record's link"
    receive(nobody, thomas, at=9e9, name="Thomas Thornton")
    assert run("get", "email", link, url=sandbox.url)[0] == 0
    assert requests_to(sandbox, "email") == 2


def test_a_stored_search_and_the_library_keep_to_the_former_owner_of_a_slug(
    sandbox: Served, tmp_path: Path
) -> None:
    words = ("search", "people", "--keywords", "solutions", "--limit", "1", "--yes")
    columns = ("--format", "csv", "--columns", "name,link,sales_nav_link")
    status, out, err = run(*words, *columns, url=sandbox.url)
    assert status == 0, err
    (before,) = csv.DictReader(out.splitlines())
    slug, lead = before["link"], before["sales_nav_link"]
    new = "https://www.linkedin.com/sales/lead/ACwAAAAAAAIBbbbbbbbbbbbbbbbbbbbbbbbbbbb"
    receive(slug, new, at=9e9, name="Ben New", link=slug, email="ben@x.example")
    (row,) = csv.DictReader(run(*words, *columns, url=sandbox.url)[1].splitlines())
    assert row["name"] == before["name"]
    assert set(person_keys(row["link"])) == set(person_keys(lead))
    _, out, err = run(*words, *columns, "--enrich", "email", url=sandbox.url)
    (row,) = csv.DictReader(out.splitlines())
    assert row["name"] == before["name"]
    asked = [one["params"] for one in sandbox.requests() if one["endpoint"] == "email"]
    assert len(asked) == 1, err
    assert slug not in str(asked)
    file = tmp_path / "out.csv"
    export = ("library", "export", before["name"], "-o", str(file), "--columns", "name,link")
    assert run(*export, url=sandbox.url)[0] == 0
    (entry,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert set(person_keys(entry["link"])) == set(person_keys(lead))
