"""Records that ``lix-tui library`` is given: by number, link, slug or id, and those of others."""

from __future__ import annotations

import json

import pytest

from lix_tui.services.library.record_choice import names_of
from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.received_answers import lead_of, opened, receive

SHARED = "https://www.linkedin.com/in/olivia-shaw"

WRITES = (("note", "met"), ("tag", "vip"), ("delete", "--yes"), ("split",))
"""Commands that change a record, with the words after its name."""


def records(url: str, *words: str) -> list[dict[str, object]]:
    """Return the lines of 'library search'."""
    lines = run("library", "search", *words, url=url)[1].splitlines()
    return [json.loads(line) for line in lines]


def show_record(name: str, url: str) -> tuple[int, dict[str, object], str]:
    """Return status, entry and messages of 'library show'."""
    status, out, err = run("library", "show", name, url=url)
    return status, json.loads(out)["entry"] if out else {}, err


def stored_entries() -> list[tuple[object, ...]]:
    """Return the rows of the table of entries."""
    with opened() as store, store.connection.read() as connection:
        return connection.execute("SELECT * FROM entries ORDER BY id").fetchall()


def merged(sandbox: Served) -> tuple[int, int]:
    """Merge two records; return the number of the survivor and the former one."""
    lead_of(sandbox, SHARED)
    lone = "https://www.linkedin.com/in/olivia-the-second"
    receive(lone, at=8e9, name="Olivia the Second")
    numbers = {int(str(one["id"])) for one in records(sandbox.url, "olivia")}
    receive(SHARED, lone, at=8.5e9, name="Olivia Shaw")
    (left,) = records(sandbox.url, "olivia")
    survivor = int(str(left["id"]))
    (former,) = numbers - {survivor}
    return survivor, former


def test_the_number_of_a_merged_record_leads_to_the_survivor(sandbox: Served) -> None:
    survivor, former = merged(sandbox)
    said = f"lix-tui: Record {former} is part of record {survivor} now.\n"
    status, entry, err = show_record(str(former), sandbox.url)
    assert (status, entry["id"], err) == (0, survivor, said)
    assert run("library", "note", str(former), "met", url=sandbox.url) == (0, "", said)
    assert run("library", "tag", str(former), "vip", url=sandbox.url) == (0, "", said)
    _, entry, err = show_record(str(survivor), sandbox.url)
    assert (entry["note"], entry["tags"], err) == ("met", "vip", "")


def test_a_merged_record_is_not_deleted_by_its_old_number(sandbox: Served) -> None:
    survivor, former = merged(sandbox)
    status, out, err = run("library", "delete", str(former), "--yes", url=sandbox.url)
    assert (status, out) == (5, "")
    assert err == (
        f"lix-tui: Record {former} is part of record {survivor} now, so nothing was deleted. "
        f"Give {survivor} to delete both.\n"
    )
    assert show_record(str(survivor), sandbox.url)[0] == 0
    assert run("library", "delete", str(survivor), "--yes", url=sandbox.url)[0] == 0
    for number in (survivor, former):
        assert show_record(str(number), sandbox.url)[0] == 5


def test_after_a_second_merge_every_old_number_leads_to_the_survivor(sandbox: Served) -> None:
    _, former = merged(sandbox)
    third = "https://www.linkedin.com/in/olivia-the-third"
    receive(third, at=8.6e9, name="Olivia the Third")
    numbers = {int(str(one["id"])) for one in records(sandbox.url, "olivia")}
    receive(SHARED, third, at=8.7e9, name="Olivia Shaw")
    (left,) = records(sandbox.url, "olivia")
    for number in (former, *numbers):
        assert show_record(str(number), sandbox.url)[1]["id"] == left["id"]


@pytest.mark.parametrize("other", ["key", "server"])
def test_a_record_of_another_account_is_neither_shown_nor_changed(
    other: str, sandbox: Served
) -> None:
    assert run("get", "person", SHARED, url=sandbox.url)[0] == 0
    (entry,) = records(sandbox.url, "olivia")
    number = str(entry["id"])
    given = {"key": "ANOTHER-8231"} if other == "key" else {"url": "http://127.0.0.1:9"}
    mine: dict[str, str] = {"url": sandbox.url, **given}
    before = stored_entries()
    for verb, *words in (("show",), *WRITES):
        status, out, err = run("library", verb, number, *words, **mine)
        assert (status, out) == (5, ""), verb
        assert err.splitlines()[-1].startswith(f"lix-tui: Record {number} belongs to the key "), err
        assert f"of {sandbox.url}. Use that key and server" in err
    lines = run("library", "search", "olivia", "account:all", **mine)[1]
    assert json.loads(lines)["id"] == entry["id"], "as the message says"
    assert run("library", "tag", "-", "vip", given=lines, **mine)[0] == 5
    for name in (SHARED, "olivia-shaw"):
        assert run("library", "show", name, **mine)[0] == 5
    assert stored_entries() == before


def test_a_record_is_named_by_any_link_slug_or_id(sandbox: Served) -> None:
    lead = lead_of(sandbox, SHARED)
    assert run("get", "organisation", "foxbank", url=sandbox.url)[0] == 0
    (person,) = records(sandbox.url, "olivia", "kind:person")
    (company,) = records(sandbox.url, "foxbank", "kind:organisation")
    record = json.loads(run("library", "show", SHARED, url=sandbox.url)[1])["record"]
    names = [
        "olivia-shaw", SHARED, f"{SHARED}/?trk=x", "in/olivia-shaw", lead,
        "https://linkedin.com/sales/lead/" + lead.split("/lead/")[1],
        "linkedin.com/in/olivia-shaw", str(person["id"]), json.dumps(person),
    ]  # fmt: skip
    for name in names:
        status, found, err = show_record(name, sandbox.url)
        assert (status, found.get("id")) == (0, person["id"]), (name, err)
    assert record["name"] == "Olivia Shaw"
    for one in ("foxbank", "https://www.linkedin.com/company/foxbank", company["link"]):
        assert show_record(str(one), sandbox.url)[1]["id"] == company["id"]
    several = f"{lead},foxbank"
    said = "lix-tui: 2 records are changed.\n"
    assert run("library", "tag", several, "vip", url=sandbox.url) == (0, "", said)
    assert run("library", "note", f"foxbank,{SHARED}", "met", url=sandbox.url) == (0, "", said)
    notes = [entry["note"] for entry in records(sandbox.url, "tag:vip")]
    assert notes == ["met", "met"]
    status, _, err = run("library", "delete", "foxbank", lead, "--yes", url=sandbox.url)
    assert (status, err) == (0, "lix-tui: 2 records are deleted.\n")


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("999", 5, "Record 999 isn't in the library; 'lix-tui library search' prints ids."),
        ("nobody-at-all", 5, "No stored record has the link, slug or id 'nobody-at-all'."),
        ("https://www.linkedin.com/in/nobody-at-all", 5, "No stored record has the link"),
        ("ada@example.org", 2, "'ada@example.org' is an email address, which identifies nobody."),
        ("two words", 2, "'two words' isn't the id of a record or a link of one."),
        ("{broken", 2, "'{broken' doesn't name a record."),
    ],
)
def test_a_name_of_nobody_is_said_in_a_sentence(
    name: str, status: int, said: str, sandbox: Served
) -> None:
    assert run("search", "people", "--keywords", "engineer", url=sandbox.url)[0] == 0
    for verb, *words in (("show",), *WRITES):
        found, out, err = run("library", verb, name, *words, url=sandbox.url)
        assert (found, out) == (status, ""), (verb, err)
        assert err.startswith(f"lix-tui: {said}"), verb
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("3", ["3"]),
        ("3, 4,,3", ["3", "4"]),
        ("https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,undefined,foxbank", 2),
        ("https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,a-_9,foxbank", 2),
        ("https://www.linkedin.com/sales/people/ACwAAA,OUT_OF_NETWORK, olivia-shaw", 2),
        ("https://www.linkedin.com/sales/lead/ACwAAA,foxbank,3", 3),
        ("olivia-shaw,https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,undefined", 2),
    ],
)
def test_names_have_commas_between_them(text: str, names: list[str] | int) -> None:
    found = names_of(text)
    assert found == names if isinstance(names, list) else len(found) == names
    assert "".join(found).count("/sales/") == text.count("/sales/")


def test_a_slug_of_two_records_is_not_guessed(sandbox: Served) -> None:
    assert run("get", "organisation", "foxbank", url=sandbox.url)[0] == 0
    receive("https://www.linkedin.com/in/foxbank", at=8e9, name="Fox Bank")
    status, _, err = run("library", "tag", "foxbank", "vip", url=sandbox.url)
    assert status == 2
    assert "'foxbank' names person " in err
    assert " and organisation " in err
    assert records(sandbox.url, "tag:vip") == []
