"""``lix-tui library``: what was fetched, without another request."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command_line import run
from tests.conftest import Served


def test_the_library_from_the_command_line(sandbox: Served, tmp_path: Path) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    asked = len(sandbox.requests())
    status, out, err = run("library", "search", "kind:person", "olivia", key=None, url=sandbox.url)
    assert (status, err) == (0, "")
    (found,) = [json.loads(line) for line in out.splitlines()]
    assert found["name"] == "Olivia Shaw"
    id_ = str(found["id"])
    assert run("library", "tag", id_, "vip", url=sandbox.url)[0] == 0
    assert run("library", "note", id_, "met", "her", url=sandbox.url)[0] == 0
    shown = json.loads(run("library", "show", id_, url=sandbox.url)[1])
    assert (shown["entry"]["note"], shown["entry"]["tags"]) == ("met her", "vip")
    assert shown["searches"] == ["engineer"]
    file = tmp_path / "out.csv"
    assert run("library", "export", "tag:vip", "-o", str(file), url=sandbox.url)[0] == 0
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert [row["name"] for row in rows] == ["Olivia Shaw"]
    status, _, err = run("library", "delete", id_, id_, url=sandbox.url)
    assert (status, "Delete 1 record for good?" in err) == (2, True), "it was not agreed to"
    status, _, err = run("library", "delete", id_, id_, "--yes", url=sandbox.url)
    assert (status, err) == (0, "lix-tui: 1 record is deleted.\n")
    assert run("library", "search", "olivia", url=sandbox.url)[1] == ""
    assert run("library", "show", id_, url=sandbox.url)[0] == 5
    assert run("library", "purge", "--older-than", "1d")[::2] == (
        0,
        "lix-tui: Nothing is older than 1d.\n",
    )
    assert (
        run("library", "purge", "--older-than", "0h", "--yes")[2]
        == "lix-tui: 9 records and 1 answer are deleted; 1 search lost results.\n"
    )
    assert run("library", "purge", "--older-than", "soon")[0] == 2
    assert len(sandbox.requests()) == asked


@pytest.mark.parametrize("text", ["\x1b[2Jt", "a\x07b", "a\x9b2Jb", "\x1b]0;x\x07"])
def test_a_control_character_in_a_note_or_a_tag_is_refused(sandbox: Served, text: str) -> None:
    run("search", "people", "--keywords", "engineer", url=sandbox.url)
    assert run("library", "tag", "1", "kept", url=sandbox.url)[0] == 0
    assert run("library", "note", "1", "kept", url=sandbox.url)[0] == 0
    for command in (("tag", "1", text), ("tag", "1", "--add", text), ("note", "1", text)):
        status, out, err = run("library", *command, url=sandbox.url)
        assert (status, out) == (2, "")
        assert "control character" in err
        assert err.count("\n") == 1
    entry = json.loads(run("library", "show", "1", url=sandbox.url)[1])["entry"]
    assert (entry["note"], entry["tags"]) == ("kept", "kept")


@pytest.mark.parametrize("text", ['"', '""', "tag:", "kind:", "newer:", "sort:", 'title:""'])
def test_an_empty_value_lists_and_exports_nothing(
    text: str, sandbox: Served, tmp_path: Path
) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    status, out, err = run("library", "search", text, url=sandbox.url)
    assert (status, out, err.count("\n")) == (2, "", 1)
    file = tmp_path / "all.csv"
    status, out, again = run("library", "export", text, "-o", str(file), url=sandbox.url)
    assert (status, again, file.exists()) == (2, err, False)


def test_records_of_other_servers_and_keys_are_counted_and_listed_on_request(
    sandbox: Served, tmp_path: Path
) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    status, out, err = run("library", "search", "olivia", key=None)
    assert (status, out) == (0, "")
    assert "1 record of other servers or accounts matches. Add account:all to list it." in err
    status, out, err = run("library", "search", "olivia", "account:all", key=None)
    assert (status, err) == (0, "")
    (found,) = [json.loads(line) for line in out.splitlines()]
    assert found["owner"].startswith(sandbox.url)
    ours = run("library", "search", "olivia", url=sandbox.url)[1]
    assert json.loads(ours)["owner"] == ""
    for words, rows in ((("olivia",), 0), (("olivia", "account:all"), 1)):
        file = tmp_path / f"{rows}.csv"
        assert run("library", "export", *words, "-o", str(file), key=None)[0] == 0
        assert len(list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))) == rows


def test_a_value_that_is_not_known_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("mine", encoding="utf-8")
    for value in ("kind:candidate", "newer:lastweek", "sort:foo", "changed:maybe", "account:foo"):
        for command in (("search", value), ("export", "anna", value, "-o", str(file))):
            status, out, err = run("library", *command, key=None)
            assert (status, out) == (2, "")
            assert err.startswith(f"lix-tui: {value} isn't ")
            assert len(err.splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "mine"


def test_many_records_are_noted_and_tagged_at_once(sandbox: Served) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    lines = run("library", "search", "kind:person", key=None, url=sandbox.url)[1]
    ids = [json.loads(line)["id"] for line in lines.splitlines()]
    asked = len(sandbox.requests())

    def tags() -> list[str]:
        found = run("library", "search", "kind:person", key=None, url=sandbox.url)[1]
        return [json.loads(line)["tags"] for line in found.splitlines()]

    changed = f"lix-tui: {len(ids)} records are changed.\n"
    assert run("library", "tag", "-", "cold", "old", given=lines, url=sandbox.url) == (
        0,
        "",
        changed,
    )
    args = ("library", "tag", "-", "--add", "icp", "--remove", "cold")
    assert run(*args, given=lines, url=sandbox.url) == (0, "", changed)
    assert set(tags()) == {"old icp"}
    pair = f"{ids[0]},{ids[1]}"
    assert run("library", "tag", pair, "two", url=sandbox.url) == (
        0,
        "",
        "lix-tui: 2 records are changed.\n",
    )
    assert sorted(tags())[-2:] == ["two", "two"]
    text = "https://www.linkedin.com/in/olivia-shaw\nnobody@example.com\n"
    status, _, err = run("library", "note", "-", "in", "the CRM", given=text, url=sandbox.url)
    assert (status, err.splitlines()) == (0, [
        "lix-tui: 1 record is changed.",
        "lix-tui: 1 isn't in the library, the first is 'nobody@example.com'.",
    ])  # fmt: skip
    assert run("library", "note", "-", "--append", "met", given=text, url=sandbox.url)[0] == 0
    found = run("library", "search", "note:met", key=None, url=sandbox.url)[1]
    assert json.loads(found)["note"] == "in the CRM\nmet"
    assert len(sandbox.requests()) == asked


@pytest.mark.parametrize(
    ("args", "given", "words"),
    [
        (("note", "-"), "1\n", "Add the text of the note."),
        (("note", "1", "--append"), "", "Add the text of the note."),
        (("tag", "-"), "1\n", "Add tags, --add or --remove."),
        (("tag", "-", "x"), "\n", "Standard input names no record."),
        (("tag", "1", "x", "--add", "y"), "", "Use either TAGS, or --add and --remove."),
        (("tag", "1,two words", "y"), "", "'two words' isn't the id of a record"),
        (("note", "1", "x" * 4001), "", "Use 4,000 at most."),
    ],
)
def test_many_records_are_not_changed_by_accident(
    args: tuple[str, ...], given: str, words: str, sandbox: Served
) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    status, out, err = run("library", *args, given=given, url=sandbox.url)
    assert (status, out, words in err) == (2, "", True), err
    assert run("library", "search", "noted:yes", key=None, url=sandbox.url)[1] == ""


def test_an_address_that_was_bought_belongs_to_its_person(sandbox: Served, tmp_path: Path) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    assert run("get", "email", "olivia-shaw", url=sandbox.url)[0] == 0
    (line,) = run("library", "search", "olivia", url=sandbox.url)[1].splitlines()
    found = json.loads(line)
    assert (found["kind"], found["name"], found["email_status"]) == (
        "person", "Olivia Shaw", "VALID",
    )  # fmt: skip
    assert run("library", "search", found["email"], url=sandbox.url)[1].splitlines() == [line]
    shown = json.loads(run("library", "show", str(found["id"]), url=sandbox.url)[1])
    assert shown["record"]["email"] == found["email"]
    assert shown["record"]["headline"]
    assert shown["sources"]["email"]["endpoint"] == "email"
    run("library", "tag", str(found["id"]), "vip", url=sandbox.url)
    file = tmp_path / "out.csv"
    columns = "name,title,email,email_status,tags"
    words = ("library", "export", "olivia", "-o", str(file), "--columns", columns)
    assert run(*words, url=sandbox.url)[0] == 0
    (row,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert list(row.values())[-4:] == [found["title"], found["email"], "VALID", "vip"]


@pytest.mark.parametrize(
    ("record", "status", "words"),
    [
        ("999", 5, "Record 999 isn't in the library"),
        ("1", 2, "comes from one answer"),
        ("https://www.linkedin.com/in/nobody-at-all", 5, "No stored record has the link"),
        ("ada@example.org", 2, "is an email address, which identifies nobody"),
        ("what is this", 2, "isn't the id of a record or a link of one"),
        ("https://www.linkedin.com/search/results/people/?keywords=x", 2, "isn't the id"),
    ],
)
def test_a_split_that_is_not_possible_is_refused_in_a_sentence(
    record: str, status: int, words: str, sandbox: Served
) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    found, out, err = run("library", "split", record, url=sandbox.url)
    assert (found, out, err.count("\n")) == (status, "", 1)
    assert words in err


def test_a_split_makes_two_records_for_good(sandbox: Served) -> None:
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[0] == 0
    assert run("get", "email", "olivia-shaw", url=sandbox.url)[0] == 0
    link = "https://www.linkedin.com/in/olivia-shaw"
    status, out, err = run("library", "split", link, url=sandbox.url)
    assert (status, out) == (2, ""), "both answers have it"
    assert "Give a link that only one of the two has" in err
    lead = json.loads(run("get", "person", "olivia-shaw", url=sandbox.url)[1])["salesNavLink"]
    status, out, _ = run("library", "split", lead, url=sandbox.url)
    assert status == 0
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["email"]
    assert (second["name"], second["email"]) == ("Olivia Shaw", "")
    assert run("get", "email", "olivia-shaw", "--recheck", url=sandbox.url)[0] == 0
    assert len(run("library", "search", url=sandbox.url)[1].splitlines()) == 2
