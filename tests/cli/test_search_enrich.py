"""``lix-tui search --enrich``: results that are looked up as one priced run."""

from __future__ import annotations

import csv
import io
import json
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.commands import start

WORDS = ("search", "people", "--keywords", "manager", "--limit", "4")


def purchases(sandbox: Served) -> Counter[str]:
    """Count the requests that can cost something by their endpoints."""
    return Counter(str(one["endpoint"]) for one in sandbox.requests())


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_nothing_is_bought_before_the_price_is_agreed_to(sandbox: Served) -> None:
    words = (*WORDS, "--enrich", "person,email")
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out, purchases(sandbox)) == (2, "", Counter())
    assert "1 Standard credit per page" in err
    assert "1 Email credit, only if VALID" in err
    assert "--yes" in err
    assert run(*WORDS, url=sandbox.url)[0] == 0
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out, purchases(sandbox)) == (2, "", Counter({"people_search": 1}))
    assert "Look up 4 profiles for 4 Standard credits and email addresses of 4 people" in err


def test_a_table_has_the_results_columns_then_status_note_and_record(
    sandbox: Served, tmp_path: Path
) -> None:
    plain = table(run(*WORDS, "--format", "csv", url=sandbox.url)[1])
    out = tmp_path / "out.csv"
    words = (*WORDS, "--enrich", "email,person", "-o", str(out))
    status, text, err = run(*words, "--yes", url=sandbox.url)
    assert (status, text) == (0, ""), err
    assert purchases(sandbox) == {"people_search": 1, "person": 4, "email": 4}
    rows = table(out.read_text(encoding="utf-8"))
    names, own = list(rows[0]), len(plain[0])
    assert names[:own] == list(plain[0])
    assert names[own : own + 4] == ["lix_status", "lix_note", "lix_email", "email_status"]
    assert "lix_name" in names
    assert "first_name" in names
    assert [row["link"] for row in rows] == [row["link"] for row in plain], "in their order"
    assert [row["lix_status"] for row in rows] == ["found"] * 4
    assert [row["email"] for row in rows] == [row["lix_email"] for row in rows]
    assert any("@" in row["email"] for row in rows)
    assert any(row["skills"] for row in rows), "the profile's, which the search lacks"
    # again: free, without a question, into its own output
    assert run(*words, url=sandbox.url)[0] == 0
    assert purchases(sandbox) == {"people_search": 1, "person": 4, "email": 4}
    # the search alone uses the records too
    again = table(run(*WORDS, "--format", "csv", url=sandbox.url)[1])
    assert [row["email"] for row in again] == [row["email"] for row in rows]


def test_json_lines_have_the_result_as_received_and_the_record(sandbox: Served) -> None:
    plain = [json.loads(line) for line in run(*WORDS, url=sandbox.url)[1].splitlines()]
    status, out, _ = run(*WORDS, "--enrich", "person", "--yes", url=sandbox.url)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [set(line) for line in lines] == [{"result", "record"}] * 4
    assert [line["result"] for line in lines] == plain
    assert all(line["record"]["experience"] for line in lines)
    chosen = run(*WORDS, "--enrich", "person", "--columns", "name,skills", url=sandbox.url)[1]
    first = json.loads(chosen.splitlines()[0])
    assert set(first["result"]) == {"name", "skills"}
    assert first["record"] == lines[0]["record"]


def test_a_killed_run_buys_only_the_rest(sandbox: Served) -> None:
    words = (*WORDS, "--enrich", "person", "--yes")
    run(*WORDS, url=sandbox.url)
    sandbox.answers.send(1)
    process = start(sandbox, *words, interval=0.03)
    while purchases(sandbox)["person"] < 2:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    sandbox.answers.send()
    status, out, _ = run(*words, url=sandbox.url)
    assert (status, len(out.splitlines())) == (0, 4)
    assert purchases(sandbox)["person"] <= 5


def test_a_budget_agrees_and_limits(sandbox: Served) -> None:
    words = (*WORDS, "--enrich", "person", "--budget", "3", "--format", "csv")
    status, out, err = run(*words, url=sandbox.url)
    assert status == 4, err
    assert purchases(sandbox) == {"people_search": 1, "person": 2}
    assert [row["lix_status"] for row in table(out)] == ["found", "found", "pending", "pending"]
    assert "again to continue" in err


@pytest.mark.parametrize(
    ("kind", "what", "said"),
    [
        ("people", "job", "Choose from person, extended, employment, person-ids, email."),
        ("jobs", "email", "Choose from job, hirers."),
        ("orgs", "person", "Choose from organisation, organisation-ids."),
        ("people", "by-email", "Choose from"),
        ("people", "emial", "the nearest is 'email'"),
    ],
)
def test_lookups_have_to_fit_the_search(sandbox: Served, kind: str, what: str, said: str) -> None:
    words = ("search", kind, "--keywords", "x", "--enrich", what, "--yes")
    status, _, err = run(*words, url=sandbox.url)
    assert status == 2
    assert said in err
    assert sandbox.requests() == []


def test_companies_and_jobs_are_looked_up_too(sandbox: Served) -> None:
    for kind, keywords, what, column in (
        ("orgs", "data", "organisation", "website"),
        ("jobs", "manager", "hirers", "hirers"),
    ):
        words = ("search", kind, "--keywords", keywords, "--limit", "2", "--enrich", what)
        status, out, err = run(*words, "--yes", "--format", "csv", url=sandbox.url)
        rows = table(out)
        assert (status, [row["lix_status"] for row in rows]) == (0, ["found"] * 2), err
        assert any(row.get(f"lix_{column}") or row[column] for row in rows)


def test_headers_are_renamed_in_both_parts(sandbox: Served) -> None:
    renames = ("--rename", "name=Who", "--rename", "email_status=Checked", "--yes")
    words = (*WORDS, "--enrich", "email", "--format", "csv", "--columns", "name,email")
    status, out, err = run(*words, *renames, url=sandbox.url)
    assert status == 0, err
    names = ["Who", "email", "lix_status", "lix_note", "lix_email", "Checked"]
    assert list(table(out)[0]) == names
    status, _, err = run(*words, "--rename", "zzz=A", url=sandbox.url)
    assert (status, "zzz" in err) == (2, True)
    status, _, err = run(*words, "--rename", "email_status=name", url=sandbox.url)
    assert (status, "header" in err) == (2, True)


@pytest.mark.sandbox_options("--fault", "402@people_search")
def test_a_search_without_credits_looks_nothing_up(sandbox: Served) -> None:
    status, out, _ = run(*WORDS, "--enrich", "person", "--yes", url=sandbox.url)
    assert (status, out) == (4, "")
    assert purchases(sandbox) == {"people_search": 1}


def test_a_search_without_results_writes_the_columns(sandbox: Served, tmp_path: Path) -> None:
    out = tmp_path / "none.csv"
    words = ("search", "orgs", "--keywords", "never-heard", "--enrich", "organisation", "--yes")
    status, _, err = run(*words, "-o", str(out), url=sandbox.url)
    assert (status, "no results that can be looked up" in err) == (0, True)
    assert ",lix_status,lix_note," in out.read_text(encoding="utf-8")
    assert purchases(sandbox)["organisation"] == 0
