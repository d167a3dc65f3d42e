"""Rows of a bulk lookup say everything that is stored of their people and companies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.email import EmailAnswer
from lix_tui.services.library.annotations import NoteChange, RecordRef
from lix_tui.services.library.tags import read_change
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.merged_record import FieldSource, MergedRecord
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.added_columns import added_columns, record_json
from lix_tui.services.runs.joined_table import JoinedTable, join_table, json_pieces, write_joined
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import LookupEndpoint, LookupInput
from lix_tui.services.runs.row_answers import RowAnswers
from lix_tui.services.runs.run_lines import RunLines
from lix_tui.services.runs.run_table import sheet_of_records
from lix_tui.services.runs.sheet_rows import SheetRows
from lix_tui.services.services import Services
from lix_tui.store.rows import RunItem
from tests.support.queries import recorded_queries
from tests.support.runs import session_of

SLUGS = ("olivia-shaw", "thomas-thornton", "nobody-at-all-x")
ADDRESS = "sanjay.nair@foxbank.example"


async def buy(services: Services, endpoint: str, value: str) -> None:
    await services.lookups.get(endpoint, value, LookupOptions("test"))


async def joined(
    services: Services,
    values: Sequence[str],
    what: Sequence[LookupEndpoint],
    *,
    ids: Sequence[str] | None = None,
    form: str = "csv",
) -> JoinedTable:
    sheet = sheet_of_records("people", [(value, value) for value in values])
    inputs = [LookupInput(value, row=row) for row, value in enumerate(values)]
    batch = build_batch(inputs, what)
    return await join_table(services, SheetRows(sheet), batch, [], form, unsaved={}, ids=ids)


def rows(table: JoinedTable) -> list[dict[str, object]]:
    columns = table.columns("csv")
    return [{one.key: one.cell(row) for one in columns} for row in table.export_rows()]


def links(*slugs: str) -> list[str]:
    return [f"https://www.linkedin.com/in/{slug}" for slug in slugs]


async def test_cells_of_a_lookup_have_what_another_one_bought(services: Services) -> None:
    values = links(*SLUGS[:2])
    await buy(services, "person", values[0])
    await buy(services, "email", values[0])
    ids = ("name", "email", "email_status", "skills")
    first, second = rows(await joined(services, values, ["person"], ids=ids))
    assert (first["lix_status"], first["email_status"]) == ("found", "VALID")
    assert "@" in str(first["email"])
    assert first["skills"]
    assert (second["lix_status"], second["email"]) == ("pending", None)
    (of_email, _) = rows(await joined(services, values, ["email"], ids=("default", "title")))
    assert (of_email["email"], of_email["title"]) == (first["email"], of_email["title"])
    assert of_email["title"]


async def test_a_row_that_is_not_bought_yet_shows_what_a_search_said(services: Services) -> None:
    session = await session_of(services)
    values = [str(element.record.best_link) for element in session.elements[:3]]
    for row in rows(await joined(services, values, ["person"])):
        assert (row["lix_status"], bool(row["lix_name"])) == ("pending", True)


async def test_notes_and_tags_are_those_of_the_record(services: Services) -> None:
    value = links(SLUGS[0])[0]
    await buy(services, "person", value)
    ref = RecordRef("Olivia", "person", RECORD_TYPES["person"].keys(value))
    (entry_id,) = await services.annotations.entries_of([ref])
    assert entry_id is not None
    await services.annotations.write_note([entry_id], NoteChange("=met"))
    await services.annotations.write_tags([entry_id], read_change("icp"))
    (row,) = rows(await joined(services, [value], ["email"], ids=("note", "tags")))
    assert (row["note"], row["tags"]) == ("=met", "icp")


async def test_the_owner_of_an_address_has_the_cells_of_the_person(services: Services) -> None:
    await buy(services, "person_by_email", ADDRESS)
    (row,) = rows(await joined(services, [ADDRESS], ["person"]))
    link = str(row["lix_link"])
    assert (row["lix_status"], row["title"]) == ("found", None)
    await buy(services, "person", link)
    (row,) = rows(await joined(services, [ADDRESS], ["person"]))
    assert row["title"]
    assert row["lix_link"] == link


async def test_json_has_the_whole_record_beside_the_keys_of_the_answer(services: Services) -> None:
    value = links(SLUGS[0])[0]
    await buy(services, "email", value)
    await buy(services, "person", value)
    table = await joined(services, [value], ["email"], form="jsonl")
    (line,) = [json.loads(text) for text in json_pieces(table, "jsonl")]
    assert set(line) == {"input", "status", "note", "record"}
    record = line["record"]
    assert record["status"] == record["emailStatus"] == "VALID"
    assert record["experience"]


async def test_an_answer_that_could_not_be_stored_counts_more(services: Services) -> None:
    value = links(SLUGS[0])[0]
    await buy(services, "email", value)
    detail = await services.records.stored("email", value)
    assert detail is not None
    answer = EmailAnswer(email="new@x.example", status="RISKY")
    other = replace(detail, record=answer, unsaved="the disk is full")
    sheet = sheet_of_records("people", [("x", value)])
    batch = build_batch([LookupInput(value)], ["email"])
    items = [RunItem(1, batch.lists[0].items[0].link, "", "fetched")]
    table = await join_table(
        services, SheetRows(sheet), batch, items, "csv", unsaved={1: other}, viewer_id=None
    )
    (row,) = rows(table)
    assert (row["email"], row["email_status"]) == ("new@x.example", "RISKY")


PAIRS = (
    # address and status of the lookup and of the record, and those that count
    (("found@x.example", "RISKY"), ("own@x.example", None), 0),
    (("found@x.example", "PROBABLE"), ("own@x.example", None), 0),
    (("found@x.example", "VALID"), ("own@x.example", None), 0),
    (("found@x.example", "RISKY"), ("newer@x.example", "PROBABLE"), 1),
    (("found@x.example", "RISKY"), ("valid@x.example", "VALID"), 1),
    (("found@x.example", None), ("own@x.example", None), 1),
    ((None, "UNKNOWN"), ("own@x.example", None), 1),
    (("found@x.example", "RISKY"), (None, "UNKNOWN"), 0),
)


@pytest.mark.parametrize(("looked_up", "known", "best"), PAIRS)
async def test_address_and_status_of_a_row_come_from_one_answer(
    services: Services,
    looked_up: tuple[str | None, str | None],
    known: tuple[str | None, str | None],
    best: int,
) -> None:
    """A store that an earlier version merged can have another address than the lookup's."""
    value = links(SLUGS[0])[0]
    await buy(services, "email", value)
    detail = await services.records.stored("email", value)
    assert detail is not None
    address, status = looked_up
    said = {name: one for name, one in (("email", address), ("status", status)) if one}
    detail = replace(
        detail, record=EmailAnswer(email=address, status=status), body=json.dumps(said).encode()
    )
    names = zip(("email", "emailStatus"), known, strict=True)
    kept: JsonObject = {name: one for name, one in names if one}
    source = FieldSource("person", "", 1.0)
    row = RowAnswers(
        {"email": detail},
        {"person": MergedRecord(1, "person", kept, dict.fromkeys(kept, source), "", "")},
    )
    read = {one.id: one.read for one in added_columns(["email"], ["email", "email_status"])}
    expected = (looked_up, known)[best]
    assert (read["email"](row), read["email_status"](row)) == expected
    record = record_json(["email"], row)
    assert isinstance(record, dict)
    assert (record["email"], record.get("status")) == expected
    assert record.get("emailStatus", expected[1]) == expected[1]


async def test_records_of_many_rows_take_few_queries(services: Services) -> None:
    session = await session_of(services)
    known = str(session.elements[0].record.best_link)
    values = [*links(*(f"somebody-{number}" for number in range(600))), known]
    async with recorded_queries(services) as asked:
        table = await joined(services, values, ["person"], ids=("name", "note", "tags"))
    assert rows(table)[-1]["lix_name"]
    read = [text for text in asked if "merged_records" in text or "SELECT key, entry_id" in text]
    assert 1 < len(read) < 20, "some per batch of rows"
    assert not [text for text in asked if "note" in text and "merged_records" not in text]


@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "parquet", "jsonl", "json"])
async def test_every_format_has_all_rows(services: Services, tmp_path: Path, form: str) -> None:
    await buy(services, "person", links(SLUGS[0])[0])
    table = await joined(services, [*links(*SLUGS), *links(*SLUGS)], ["person"], form=form)
    path = tmp_path / f"out.{form}"
    write_joined(table, path, form)
    assert path.stat().st_size
    assert len(table) == 6


async def test_groups_have_as_many_positions_as_the_longest_career(services: Services) -> None:
    values = links(*SLUGS[:2])
    for value in values:
        await buy(services, "person", value)
    table = await joined(services, values, ["person"], ids=("career",))
    names = [column.key for column in table.columns("csv")][4:]
    assert any(row[names[-1]] for row in rows(table)), "somebody held the last position"


# -- lines on screen -------------------------------------------------------------------------


async def test_lines_show_stored_records_of_lookups_that_wait(services: Services) -> None:
    session = await session_of(services)
    link = str(session.elements[0].record.best_link)
    lines = RunLines("person")
    items = [RunItem(1, link, "given"), RunItem(2, links("nobody-at-all-x")[0], "")]
    while await lines.update(services, items, {}, None):
        pass
    ids = [column.id for column in lines.columns]
    first, second = (dict(zip(ids, lines.cells(index), strict=True)) for index in (0, 1))
    assert (first["status"], bool(first["name"])) == ("waiting", True)
    assert (second["status"], second["name"]) == ("waiting", "")


async def test_a_changed_line_keeps_its_answer_until_it_is_read_again(services: Services) -> None:
    many = 450
    await buy(services, "person", links(SLUGS[0])[0])
    values = [*links(*(f"somebody-{number}" for number in range(many))), *links(SLUGS[0])]
    items = [RunItem(number, link, "x", outcome="fetched") for number, link in enumerate(values, 1)]
    lines = RunLines("person")
    while await lines.update(services, items, {}, None):
        pass
    known = lines.cells(many)
    changed = [replace(item, note="asked again") for item in items]
    assert await lines.update(services, changed, {}, None), "the last lines are read later"
    assert lines.cells(many) == known


async def test_an_update_builds_only_the_lines_that_changed(services: Services) -> None:
    values = links(*(f"somebody-{number}" for number in range(450)))
    items = [RunItem(number, link, "x") for number, link in enumerate(values, 1)]
    lines = RunLines("person")
    while await lines.update(services, items, {}, None):
        pass
    assert (lines.counts, lines.left(frozenset())) == ({"pending": 450}, (("person", 450),))
    async with recorded_queries(services) as asked:
        assert not await lines.update(services, items, {}, None)
    assert not asked
    items[7] = replace(items[7], outcome="not found", note="Lix has no such person")
    assert not await lines.update(services, items, {}, None)
    assert lines.counts == {"pending": 449, "not_found": 1}
    assert lines.left(frozenset({"not found"})) == (("person", 450),)
    assert "Lix has no such person" in lines.cells(7)
    lines.next_status()
    lines.next_status()
    assert (lines.status, len(lines), lines.row_id(0)) == ("not_found", 1, "8")
    assert (lines.index_of("8"), lines.index_of("7")) == (0, None)
    items[3] = replace(items[3], outcome="not found")
    await lines.update(services, items, {}, None)
    assert [lines.row_id(index) for index in range(len(lines))] == ["4", "8"]
    items[7] = replace(items[7], outcome="")
    await lines.update(services, items, {}, None)
    assert [item.number for item in lines.items] == [4]


async def test_lines_on_screen_are_read_first(services: Services) -> None:
    session = await session_of(services)
    known = str(session.elements[0].record.best_link)
    values = [*links(*(f"somebody-{number}" for number in range(900))), known]
    items = [RunItem(number, link, "") for number, link in enumerate(values, 1)]
    lines = RunLines("person")
    assert await lines.update(services, items, {}, None), "the lines are there, without answers"
    assert len(lines) == 901
    await lines.update(services, items, {}, None, [900])
    assert lines.cells(900)[3]
