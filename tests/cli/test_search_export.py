"""``lix-tui search --format`` and ``--columns``."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from tests.cli.command_line import run
from tests.conftest import Served
from tests.services.export_samples import heading_of, read_back
from tests.support.commands import search_request_count

WORDS = ("search", "people", "--keywords", "engineer", "--limit", "12")


def test_the_same_columns_come_in_every_format(sandbox: Served, tmp_path: Path) -> None:
    _, out, _ = run(*WORDS, "--columns", "link,name,company", "--format", "csv", url=sandbox.url)
    table = [{k: v for k, v in row.items() if v} for row in csv.DictReader(io.StringIO(out))]
    assert len(table) == 12
    assert out.startswith("link,name,company\n")
    for form in ("json", "jsonl", "xlsx", "parquet"):
        file = tmp_path / f"out.{form}"
        words = (*WORDS, "--columns", "link, name, company", "--format", form, "-o", str(file))
        assert run(*words, url=sandbox.url) == (0, "", "")
        assert read_back(file) == table
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert search_request_count(sandbox) == 2


def test_careers_are_written_when_all_are_there(sandbox: Served, tmp_path: Path) -> None:
    words = ("search", "sales", "--keywords", "director", "--columns", "name,career")
    _, out, _ = run(*words, "--format", "csv", url=sandbox.url)
    heading = out.splitlines()[0].split(",")
    assert heading[:5] == ["name", "title_1", "company_1", "from_1", "to_1"]
    assert len(out.splitlines()) > 20
    file = tmp_path / "out.parquet"
    run(*words, "--format", "parquet", "-o", str(file), url=sandbox.url)
    assert heading_of(file) == heading
    assert search_request_count(sandbox) == 1


def test_without_columns_a_table_has_the_usual_ones(sandbox: Served) -> None:
    _, out, _ = run(*WORDS, "--format", "csv", url=sandbox.url)
    (first, *_) = csv.DictReader(io.StringIO(out))
    assert {"name", "headline", "company", "location", "degree", "link", "sales_nav_link"} <= {
        *first
    }
    _, out, _ = run(*WORDS, "--format", "md", url=sandbox.url)
    assert out.startswith("| Name | Headline | Company | Location | Degree |\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--columns", "nmae"), "'nmae' isn't a column; the nearest is 'name'."),
        (("--columns", " ,"), "Name at least one column"),
        (("--format", "csv", "--rename", "nmae=Who"), "the nearest is 'name'"),
        (("--format", "csv", "--rename", "name=LINK"), "would both have the header 'LINK'"),
        (("--rename", "name=Who"), "add --columns to rename"),
        (("--columns", "preset:crm"), "'crm' isn't a preset; the nearest is 'crm-"),
        (("--columns", "preset:crm-company"), "is for records of type organisation"),
        (("--format", "xlsx"), "--format xlsx needs -o FILE"),
        (("--format", "parquet", "-o", "no/where"), "The folder no doesn't exist"),
    ],
)
def test_what_cannot_be_written_is_said_before_it_is_paid_for(
    words: tuple[str, ...], sentence: str, sandbox: Served
) -> None:
    status, out, err = run(*WORDS, *words, url=sandbox.url)
    assert (status, out) == (2, "")
    assert sentence in err
    assert search_request_count(sandbox) == 0


def test_nothing_found_leaves_the_file_and_an_empty_answer_its_heading(
    sandbox: Served, tmp_path: Path
) -> None:
    file = tmp_path / "out.xlsx"
    words = ("search", "people", "--keywords", "nobody at all zzz", "--format", "xlsx")
    assert run(*words, "-o", str(file), url=sandbox.url)[0] == 0
    assert heading_of(file)[0] == "name"
    before = file.read_bytes()
    again = (*WORDS, "--format", "xlsx", "-o", str(file), "--overwrite")
    status, _, err = run(*again, url="http://127.0.0.1:9")
    assert (status, file.read_bytes()) == (7, before), err
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.xlsx"]


def test_whole_records_are_written_unless_columns_are_chosen(sandbox: Served) -> None:
    whole = json.loads(run(*WORDS, "--limit", "1", url=sandbox.url)[1])
    chosen = json.loads(run(*WORDS, "--limit", "1", "--columns", "name", url=sandbox.url)[1])
    assert chosen == {"name": whole["name"]}
    assert len(whole) > 3


def test_presets_and_renames_choose_the_headers(sandbox: Served, tmp_path: Path) -> None:
    chosen = ("--columns", "preset:crm-contact", "--rename", "Job Title=Position")
    _, out, _ = run(*WORDS, *chosen, "--format", "csv", url=sandbox.url)
    (first, *_) = csv.DictReader(io.StringIO(out))
    assert {"First Name", "Last Name", "Email", "Position", "Company", "LinkedIn URL"} <= {*first}
    assert first["First Name"]
    assert first["Last Name"]
    file = tmp_path / "people.xlsx"
    run(*WORDS, *chosen, "-o", str(file), url=sandbox.url)
    assert heading_of(file) == out.splitlines()[0].split(",")
    words = ("library", "export", "kind:person", "--columns", "name,link,note,tags")
    status, _, err = run(*words, "--rename", "name=Full Name", "-o", str(file), "--overwrite")
    assert (status, heading_of(file)) == (0, ["Full Name", "link", "note", "tags"]), err
    before = file.read_bytes()
    status, _, err = run(*words, "--rename", "name=Link", "-o", str(file), "--overwrite")
    assert (status, file.read_bytes()) == (2, before)
    assert "'name' and 'link' would both have the header 'Link'" in err


def test_a_saved_preset_is_used(sandbox: Served) -> None:
    from lix_tui.services.export.preset_file import PresetFile
    from lix_tui.settings.settings import default_paths

    presets = PresetFile(default_paths().config)
    presets.save("My list", ["last_name", "link"], {"last_name": "Surname"})
    _, out, _ = run(*WORDS, "--columns", "preset:My list", "--format", "csv", url=sandbox.url)
    assert out.splitlines()[0] == "Surname,link"
    presets.path.write_text("[broken")
    status, out, err = run(*WORDS, "--columns", "preset:my-list", url=sandbox.url)
    assert (status, out) == (2, "")
    assert f"The file of column presets {presets.path} can't be read" in err


def test_columns_of_a_search_show_what_was_bought_elsewhere(sandbox: Served) -> None:
    words = ("search", "people", "--keywords", "solutions", "--format", "csv")
    columns = ("--columns", "name,email,email_status")
    status, out, _ = run(*words, "--columns", "name,email,email_status,link", url=sandbox.url)
    assert status == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    link = next(row["link"] for row in rows if row["link"])
    assert run("get", "email", link, url=sandbox.url)[0] == 0
    asked = len(sandbox.requests())
    found = list(csv.DictReader(io.StringIO(run(*words, *columns, url=sandbox.url)[1])))
    place = [row["link"] for row in rows].index(link)
    assert "@" in found[place]["email"]
    assert found[place]["email_status"]
    whole = run("search", "people", "--keywords", "solutions", url=sandbox.url)[1]
    assert found[place]["email"] not in whole, "whole results are printed as received"
    assert len(sandbox.requests()) == asked, "all of it is stored"


def test_notes_and_tags_are_exported_with_the_record(sandbox: Served, tmp_path: Path) -> None:
    run(*WORDS, url=sandbox.url)
    entry = json.loads(run("library", "search", "kind:person", "--limit", "1", url=sandbox.url)[1])
    run("library", "note", str(entry["id"]), "=call", "back", url=sandbox.url)
    run("library", "tag", str(entry["id"]), "warm", "vip", url=sandbox.url)
    file = tmp_path / "people.csv"
    words = ("library", "export", "tag:warm", "--columns", "preset:crm-contact", "-o", str(file))
    run(*words, url=sandbox.url)
    (row,) = read_back(file)
    assert (row["Notes"], row["Tags"]) == ("'=call back", "warm vip")
    assert f"{row['First Name']} {row['Last Name']}" == entry["name"]
