"""``lix-tui enrich``: a file of links, each looked up once."""

from __future__ import annotations

import csv
import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.cli.command_line import run
from tests.conftest import Served, parameters
from tests.support.commands import start

SLUGS = ("olivia-shaw", "thomas-thornton", "avi-biton", "priya-mitchell", "ethan-fletcher")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    rows = [f"{slug},https://www.linkedin.com/in/{slug}/" for slug in (*SLUGS, SLUGS[0])]
    path.write_text("\n".join(["Name,Link", *rows, "nobody,"]) + "\n", encoding="utf-8")
    return path


def bought(sandbox: Served) -> int:
    return sum(1 for entry in sandbox.requests() if entry["endpoint"] == "person" and entry["cost"])


def test_each_is_looked_up_once_and_again_for_nothing(sandbox: Served, file: Path) -> None:
    status, out, err = run("enrich", str(file), url=sandbox.url)
    assert (status, out) == (2, ""), "the cost is not agreed to"
    assert "5 Standard credits" in err
    assert sandbox.requests() == []
    status, out, err = run("enrich", str(file), "--yes", url=sandbox.url)
    assert (status, err.splitlines()[-1]) == (0, "lix-tui: 5 fetched from Lix.")
    assert "1 line can't be used: 'nobody'" in err
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["status"] for line in lines] == ["found"] * 6 + ["unreadable"]
    assert lines[0]["record"]["name"] == lines[5]["record"]["name"] == "Olivia Shaw"
    assert lines[6]["input"] == {"Name": "nobody", "Link": ""}
    asked = len(sandbox.requests())
    result = file.with_name("out.csv")
    assert run("enrich", str(file), "-o", str(result), url=sandbox.url)[0] == 0
    assert len(sandbox.requests()) == asked
    assert "nobody,,unreadable,\"'Link' is empty\"" in result.read_text(encoding="utf-8")


def test_killed_in_the_middle_it_goes_on_without_what_may_have_cost(
    sandbox: Served, file: Path
) -> None:
    sandbox.answers.send(1)
    process = start(sandbox, "enrich", str(file), "--yes", interval=0.03)
    while bought(sandbox) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    sandbox.answers.send()
    _, _, err = run("enrich", str(file), url=sandbox.url)
    assert "1 failed before (--again repeats them)" in err, "the price says so"
    assert "3 profiles for 3 Standard credits" in err
    for _ in range(2):
        status, out, _ = run("enrich", str(file), "--yes", url=sandbox.url)
        lines = [json.loads(line) for line in out.splitlines()]
        assert sorted(line["status"] for line in lines) == ["failed", *["found"] * 5, "unreadable"]
        (failed,) = (line for line in lines if line["status"] == "failed")
        assert "ended before the answer arrived" in failed["note"]
        assert "may have cost a credit" in failed["note"]
        assert bought(sandbox) == 5, "nothing is bought twice"
    status, out, err = run("enrich", str(file), "--yes", "--again", url=sandbox.url)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, [line["status"] for line in lines]) == (0, ["found"] * 6 + ["unreadable"]), err
    assert bought(sandbox) == 6


@pytest.mark.parametrize("words", [("enrich", "--yes", "--again"), ("get",)])
def test_after_a_kill_the_users_word_sends_the_request_again(
    words: tuple[str, ...], sandbox: Served, file: Path
) -> None:
    sandbox.answers.send(0)
    process = start(sandbox, "enrich", str(file), "--yes", interval=0.03)
    while bought(sandbox) < 1:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    sandbox.answers.send()
    (first,) = (parameters(one)["profile_link"] for one in sandbox.requests())
    if words[0] == "get":
        assert run("get", "person", first, url=sandbox.url)[0] == 0
        assert bought(sandbox) == 2
        return
    status, out, _ = run(*words, str(file), url=sandbox.url)
    found = [json.loads(line)["status"] for line in out.splitlines()]
    assert (status, found) == (0, ["found"] * 6 + ["unreadable"])
    assert bought(sandbox) == 6


def test_what_cannot_be_looked_up_is_said(sandbox: Served, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("hello\n")
    assert run("enrich", str(path), url=sandbox.url)[0] == 2
    assert run("enrich", str(tmp_path / "none"), url=sandbox.url)[0] == 2
    assert sandbox.requests() == []


@pytest.mark.sandbox_options("--fault", "402@person")
def test_without_credits_it_stops_with_the_status(sandbox: Served, file: Path) -> None:
    status, _, err = run("enrich", str(file), "--yes", url=sandbox.url)
    assert status == 4
    assert "again to continue" in err
    assert len(sandbox.requests()) == 1


def test_an_address_is_bought_once_whichever_link_of_the_person_is_given(
    sandbox: Served, tmp_path: Path
) -> None:
    found = run("search", "people", "--keywords", "manager", "--limit", "5", url=sandbox.url)[1]
    people = [json.loads(line) for line in found.splitlines()]
    slugs, leads = tmp_path / "slugs.txt", tmp_path / "leads.txt"
    slugs.write_text("\n".join(person["link"] for person in people), encoding="utf-8")
    leads.write_text("\n".join(person["salesNavLink"] for person in people), encoding="utf-8")
    words = ("--what", "email", "--yes")
    assert run("enrich", str(slugs), *words, url=sandbox.url)[0] == 0
    asked = len(sandbox.requests())
    status, out, _ = run("enrich", str(leads), *words, url=sandbox.url)
    assert status == 0
    assert len(out.splitlines()) == 5
    assert len(sandbox.requests()) == asked

    # a deleted person is not found under any link
    assert run("library", "purge", "--older-than", "0d", "--yes", url=sandbox.url)[0] == 0
    for link in (people[0]["link"], people[0]["salesNavLink"]):
        assert run("get", "email", link, "--offline", url=sandbox.url)[1] == ""
    folder = Path(os.environ["XDG_DATA_HOME"]) / "lix-tui"
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    for person in people:
        for handle in (person["link"].rpartition("/")[2], person["salesNavLink"][-60:-20]):
            assert handle.encode() not in kept, handle


def test_the_same_list_under_another_name_has_its_own_labels(
    sandbox: Served, tmp_path: Path
) -> None:
    links = [f"https://www.linkedin.com/in/{slug}" for slug in SLUGS[:2]]
    one, other = tmp_path / "one.csv", tmp_path / "other.txt"
    one.write_text(f"acme,{links[0]}\nfoo,{links[1]}\n", encoding="utf-8")
    other.write_text("\n".join(["hpts://linkedin.com/in/typo", *links]), encoding="utf-8")
    run("enrich", str(one), "--yes", url=sandbox.url)
    result = tmp_path / "out.csv"
    status, _, err = run("enrich", str(other), "--yes", "-o", str(result), url=sandbox.url)
    assert status == 0
    assert "2 already stored (free)." in err
    text = result.read_text(encoding="utf-8")
    assert "acme" not in text
    assert text.count(",found,") == 2
    assert "hpts://linkedin.com/in/typo,unreadable," in text


@pytest.mark.parametrize(
    "text",
    [
        "{}avi-\r\nbiton\r\n",
        '"{}avi-\nbiton"\n',
        "{}avi-=\r\nbiton\r\n",
    ],
)
def test_a_link_that_is_broken_over_lines_is_bought_whole(
    text: str, sandbox: Served, tmp_path: Path
) -> None:
    path = tmp_path / "mail.txt"
    path.write_bytes(text.format("https://www.linkedin.com/in/").encode())
    status, out, _ = run("enrich", str(path), "--yes", url=sandbox.url)
    (line,) = [json.loads(line) for line in out.splitlines()]
    assert (status, line["status"]) == (0, "found")
    assert line["record"]["name"] == "Avi Biton"
    assert bought(sandbox) == 1


def test_a_link_whose_rest_is_not_certain_is_named_and_not_bought(
    sandbox: Served, tmp_path: Path
) -> None:
    path, result = tmp_path / "mail.txt", tmp_path / "out.csv"
    path.write_text(
        "https://www.linkedin.com/in/avi-\nBiton, Avi\nhttps://www.linkedin.com/in/olivia-shaw\n"
    )
    status, _, err = run("enrich", str(path), "--yes", "-o", str(result), url=sandbox.url)
    assert (status, bought(sandbox)) == (0, 1)
    assert "(line 1: the line ends inside a link" in err
    text = result.read_text(encoding="utf-8")
    assert '/in/avi-,unreadable,"the line ends inside a link' in text


@pytest.mark.sandbox_options("--fault", "500@person#2")
def test_what_failed_or_was_not_found_is_priced_and_sent_again_only_on_request(
    sandbox: Served, tmp_path: Path
) -> None:
    path = tmp_path / "people.txt"
    names = ("nobody-at-all-x", "olivia-shaw", "avi-biton")
    path.write_text("".join(f"https://www.linkedin.com/in/{name}\n" for name in names))
    status, out, _ = run("enrich", str(path), "--yes", url=sandbox.url)
    assert [json.loads(line)["status"] for line in out.splitlines()] == [
        "not_found", "failed", "found",
    ]  # fmt: skip
    asked = len(sandbox.requests())
    assert run("enrich", str(path), url=sandbox.url)[0] == 0
    more = path.with_name("more.txt")
    more.write_text(path.read_text() + "https://www.linkedin.com/in/avi-biton\nx\n")
    status, out, _ = run("enrich", str(more), url=sandbox.url)
    assert [json.loads(line)["status"] for line in out.splitlines()][1] == "failed"
    assert (status, len(sandbox.requests())) == (0, asked), "neither in another file"
    status, _, err = run("enrich", str(path), "--again", url=sandbox.url)
    assert (status, len(sandbox.requests())) == (2, asked)
    assert "Look up 2 profiles for 2 Standard credits" in err
    status, out, _ = run("enrich", str(path), "--again", "--yes", url=sandbox.url)
    assert [json.loads(line)["status"] for line in out.splitlines()] == [
        "not_found", "found", "found",
    ]  # fmt: skip
    assert len(sandbox.requests()) == asked + 2


def test_a_budget_agrees_where_nobody_can_be_asked(sandbox: Served, file: Path) -> None:
    status, out, err = run("enrich", str(file), "--budget", "2", url=sandbox.url)
    assert (status, bought(sandbox)) == (4, 2)
    assert "budget of 2 credits" in err
    found = [json.loads(line)["status"] for line in out.splitlines()]
    assert found == ["found", "found", "pending", "pending", "pending", "found", "unreadable"]


def test_taken_names_and_repeated_names(sandbox: Served, tmp_path: Path) -> None:
    path, out = tmp_path / "x.csv", tmp_path / "out.csv"
    path.write_text(f"link,name,lix_name,name\nhttps://www.linkedin.com/in/{SLUGS[0]},a,b,=c\n")
    words = ("enrich", str(path), "--yes", "--columns", "name,link,title", "-o", str(out))
    assert run(*words, url=sandbox.url)[0] == 0
    header, row = out.read_text(encoding="utf-8").splitlines()
    assert header == ("link,name,lix_name,name,lix_status,lix_note,lix_name_2,lix_link,title")
    assert row.startswith(f"https://www.linkedin.com/in/{SLUGS[0]},a,b,=c,found,,Olivia Shaw,")
    status, _, err = run(*words, "--rename", "title=name", url=sandbox.url)
    assert status == 2
    assert "The header 'name' is that of another column already" in err
    keeps = "is a column of the file, which keeps its name."
    added = "lix_status, lix_note, lix_name_2, lix_link, title"
    for name, said in (
        ("Name", f"'name' {keeps} Rename the added column, 'lix_name_2', instead."),
        ("lix_name", f"'lix_name' {keeps} Columns that can be renamed are {added}."),
    ):
        status, _, err = run(*words, "--rename", f"{name}=X", url=sandbox.url)
        assert (status, err.strip().endswith(said)) == (2, True), err
    for name in ("lix_name_2", "name"):
        assert run(*words, "--overwrite", "--rename", f"{name}=Who", url=sandbox.url)[0] == 0
        header = out.read_text(encoding="utf-8").splitlines()[0]
        assert header == "link,name,lix_name,name,lix_status,lix_note,Who,lix_link,title"


def test_other_mistakes_are_said_before_lookups_are_asked_for(
    sandbox: Served, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.txt"
    path.write_text("linkedin.com/in/olivia-shaw\nlinkedin.com/company/foxbank\n", encoding="utf-8")
    for words, said in (
        (("--columns", "emial"), "the nearest is 'email'"),
        (("--rename", "zzz=A"), "zzz"),
        (("-o", str(tmp_path / "none" / "out.csv")), "none"),
        (("--exclude", "none.csv"), "doesn't exist"),
        (("--column", "zzz", "--columns", "emial"), "doesn't have a column 'zzz'"),
        (("--columns", "email"), "Choose one with --what"),
        ((), "Choose one with --what"),
    ):
        status, _, err = run("enrich", str(path), *words, url=sandbox.url)
        assert (status, said in err) == (2, True), (words, err)
    assert sandbox.requests() == []


def test_cells_show_what_another_command_has_bought(sandbox: Served, tmp_path: Path) -> None:
    path, out = tmp_path / "people.txt", tmp_path / "out.csv"
    path.write_text("linkedin.com/in/olivia-shaw\n", encoding="utf-8")
    assert run("enrich", str(path), "--what", "email", "--yes", url=sandbox.url)[0] == 0
    address = json.loads(run("get", "email", "olivia-shaw", "--offline", url=sandbox.url)[1])
    words = ("--columns", "name,email,email_status", "-o", str(out), "--yes")
    assert run("enrich", str(path), "--what", "person", *words, url=sandbox.url)[0] == 0
    head, row = out.read_text(encoding="utf-8").splitlines()
    assert head == "input,lix_status,lix_note,name,email,email_status"
    assert row.split(",")[3:] == ["Olivia Shaw", address["email"], address["status"]]


ADDRESSED = {
    "marcus-shaw": "RISKY", "rahul-chandrasekaran": "RISKY", "callum-hughes": "PROBABLE",
    "teresa-diaz": "PROBABLE", "noa-levi": "VALID", "alzbeta-sedlacek": None,
}  # fmt: skip
"""Status of the address that a lookup finds of people whose profiles have one of their own."""


@pytest.mark.parametrize("first", ["person", "email", "both"])
@pytest.mark.parametrize("what", ["person,email", "email,person"])
def test_an_address_has_the_status_of_its_own_answer_whichever_came_first(
    sandbox: Served, tmp_path: Path, what: str, first: str
) -> None:
    sheet = tmp_path / "people.csv"
    links = [f"https://www.linkedin.com/in/{slug}" for slug in ADDRESSED]
    sheet.write_text("\n".join(["Link", *links]) + "\n", encoding="utf-8")
    columns = ("--columns", "email,email_status,email_alternatives")
    words = ("enrich", str(sheet), "--yes")
    if first != "both":
        assert run(*words, "--what", first, url=sandbox.url)[0] in (0, 5)
    out = tmp_path / "out.csv"
    run(*words, "--what", what, *columns, "-o", str(out), url=sandbox.url)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    lines = run(*words, "--what", what, "--format", "jsonl", url=sandbox.url)[1].splitlines()
    for link, status, row, line in zip(links, ADDRESSED.values(), rows, lines, strict=True):
        found = json.loads(run("get", "email", link, "--offline", url=sandbox.url)[1] or "{}")
        own = json.loads(run("get", "person", link, "--offline", url=sandbox.url)[1])["email"]
        best = found.get("email") or own
        assert (row["email"], row["email_status"]) == (best, status or "")
        others = row["email_alternatives"].split("; ")
        assert (own in others) == (best != own), "the other address stays visible"
        record = json.loads(line)["record"]
        assert (record["email"], record.get("emailStatus")) == (best, status)
        assert record.get("email_status", status) == record.get("status", status) == status
        (entry,) = run("library", "search", best, url=sandbox.url)[1].splitlines()
        entry = json.loads(entry)
        assert (entry["email"], entry["email_status"] or None) == (best, status)
