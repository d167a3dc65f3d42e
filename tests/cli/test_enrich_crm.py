"""Bulk lookup of a CRM export, from the file that goes in to the file that is imported again."""

from __future__ import annotations

import csv
import io
import json
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from lix_tui.linkedin.links import person_keys
from lix_tui.text import clean_line
from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.commands import start

HEADER = ("Record ID", "Owner", "Full name", "LinkedIn", "email", "Company page", "Note")
OWNERS = ("dana", "lee", "Zoë")
NOTES = ("=cmd|' /C calc'!A0", "+44 20", 'said "hi"\nand left', "  two spaces ", "", "a;b,c")
ADDRESS = "sanjay.nair@foxbank.example"


def contacts(people: Sequence[dict[str, str]]) -> list[list[str]]:
    """Return 200 contacts: 60 people in mixed link forms, most of them several times, and blanks."""
    rows: list[list[str]] = []
    for number in range(200):
        person = people[number % len(people)]
        lead = person["salesNavLink"]
        token = lead.rpartition("/")[2].partition(",")[0]
        member = next(key for key in person_keys(token) if key.startswith("member:"))
        forms = (
            person["link"],
            lead,
            token,
            person["link"].replace("https://www.", "HTTPS://uk.") + "/?trk=abc",
            f"urn:li:{member}",
            member.removeprefix("member:"),
        )
        value = forms[number // len(people) if number % 7 else number % len(forms)]
        if number % 25 == 24:
            value = ("", "n/a", ADDRESS, "https://www.linkedin.com/company/acme")[number // 25 % 4]
        note = NOTES[number % len(NOTES)]
        owner, page = OWNERS[number % 3], "https://www.linkedin.com/company/acme"
        rows.append([f"{number:05}", owner, person["name"], value, "old@crm.example", page, note])
    return rows


@pytest.fixture
def crm(sandbox: Served, tmp_path: Path) -> Path:
    found = run("search", "people", "--keywords", "manager", "--limit", "60", url=sandbox.url)[1]
    path = tmp_path / "crm.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([HEADER, *contacts([json.loads(line) for line in found.splitlines()])])
    return path


def purchases(sandbox: Served) -> Counter[str]:
    """Count the lookups that cost something, by endpoint and parameters."""
    return Counter(
        f"{entry['endpoint']} {entry['params']}"
        for entry in sandbox.requests()
        if entry["endpoint"] in ("person", "email", "person_by_email")
    )


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_a_crm_export_comes_back_whole_after_an_interrupted_run(
    sandbox: Served, crm: Path, tmp_path: Path
) -> None:
    out = tmp_path / "found.csv"
    words = ("enrich", str(crm), "--what", "person,email", "-o", str(out))
    status, _, err = run(*words, url=sandbox.url)
    assert (status, purchases(sandbox)) == (2, Counter()), "the price comes first"
    assert "Look up 60 profiles for 60 Standard credits, 1 person by email address" in err
    assert "email addresses of 60 people for at most 60 Email credits" in err

    sandbox.answers.send(1)
    process = start(sandbox, *words, "--yes", interval=0.01)
    while len(purchases(sandbox)) < 12:
        assert process.poll() is None
        sandbox.answers.send(1)
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    sandbox.answers.send()
    assert not out.exists()
    status, _, err = run(*words, "--yes", url=sandbox.url)
    assert status == 0, err
    bought = purchases(sandbox)
    assert 121 <= sum(bought.values()) <= 122, "only what hadn't arrived is sent again"

    rows, given = table(out), table(crm)
    assert len(rows) == 200
    assert list(rows[0])[: len(HEADER) + 2] == [*HEADER, "lix_status", "lix_note"]
    assert [{name: row[name] for name in HEADER} for row in rows] == given
    assert {row["lix_email"] for row in rows} > {""}, "the column 'email' was the CRM's"
    assert {row["email_status"] for row in rows} >= {"VALID", ""}
    statuses = Counter(row["lix_status"] for row in rows)
    assert statuses == {"found": 194, "unreadable": 6}
    named = [row for row in rows if row["lix_status"] == "found" and row["LinkedIn"] != ADDRESS]
    assert [row["name"] for row in named] == [clean_line(row["Full name"]) for row in named]
    notes = {row["lix_note"] for row in rows if row["lix_status"] == "unreadable"}
    assert notes >= {
        "'LinkedIn' is empty",
        "this isn't a link, id or address that can be looked up",
    }

    # again, into an unchanged output of the same command: free, and without a question
    assert run(*words, url=sandbox.url)[0] == 0
    assert purchases(sandbox) == bought
    assert [row["Record ID"] for row in table(out)] == [f"{number:05}" for number in range(200)]

    # the people cost nothing elsewhere
    for row in named[:3]:
        status, text, _ = run("get", "email", row["LinkedIn"], "--offline", url=sandbox.url)
        assert (status, json.loads(text)["email"]) == (0, row["lix_email"])
    assert purchases(sandbox) == bought


def test_people_in_the_crm_are_left_out_before_the_price(
    sandbox: Served, crm: Path, tmp_path: Path
) -> None:
    rows = [list(row.values()) for row in table(crm)]
    known, leads = tmp_path / "known.csv", tmp_path / "leads.csv"
    known.write_text("\n".join(["Contact,Link", *(f"x,{row[3]}" for row in rows[1:6])]))
    leads.write_text("\n".join(["Name,Link", *(f"{row[2]},{row[3]}" for row in rows[61:71])]))
    words = ("enrich", str(leads), "--exclude", str(known))
    status, _, err = run(*words, url=sandbox.url)
    assert status == 2
    assert "Look up 5 profiles for 5 Standard credits" in err
    out = tmp_path / "new.csv"
    assert run(*words, "--yes", "-o", str(out), url=sandbox.url)[0] == 0
    found = table(out)
    assert len(purchases(sandbox)) == 5
    assert [row["lix_status"] for row in found] == ["pending"] * 5 + ["found"] * 5
    assert {row["lix_note"] for row in found[:5]} == {"left out: already in known.csv"}


def test_tagged_people_are_left_out_by_any_of_their_ids(
    sandbox: Served, crm: Path, tmp_path: Path
) -> None:
    rows = [list(row.values()) for row in table(crm)]
    same = [rows[number][3] for number in (1, 61, 121)]
    assert len(set(same)) == 3, "in several forms"
    listed = run("library", "search", "kind:person", url=sandbox.url)[1].splitlines()
    entry = next(one for one in map(json.loads, listed) if one["link"] == same[0])
    assert run("library", "tag", str(entry["id"]), "customer", url=sandbox.url)[0] == 0
    leads = tmp_path / "leads.txt"
    leads.write_text("\n".join([*same, "https://www.linkedin.com/in/olivia-shaw"]))
    words = ("enrich", str(leads), "--exclude", "tag:customer", "--yes")
    status, out, _ = run(*words, url=sandbox.url)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, len(purchases(sandbox))) == (0, 1)
    assert [line["status"] for line in lines] == [*["pending"] * len(same), "found"]
    assert lines[0]["note"] == "left out: already in tag:customer"
    for bad, said in (("tag:", "needs a name"), ("none.csv", "doesn't exist")):
        status, _, err = run("enrich", str(leads), "--exclude", bad, url=sandbox.url)
        assert (status, said in err) == (2, True)
