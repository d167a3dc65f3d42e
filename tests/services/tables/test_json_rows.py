"""JSON files of things to look up: arrays and lines, of records and of strings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lix_tui.services.runs.lookup_list import ItemsProblem
from tests.support.lookup_inputs import build_lookup_list, inputs_of_text, read_inputs

ANN, BOB = "https://www.linkedin.com/in/ann-lee", "https://www.linkedin.com/in/bob"
RECORDS = [{"name": "Ann", "link": ANN, "id": 12345678}, {"link": BOB, "tags": ["a", {"b": None}]}]


def found(tmp_path: Path, name: str, text: str) -> list[tuple[str, str, int]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    items = build_lookup_list(read_inputs(file), "person").items
    lines = {one.link: one.line for one in read_inputs(file)}
    return [(one.link, one.label, lines[one.link]) for one in items]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.NDJSON", "x.txt", "x"])
def test_records_are_rows_and_keys_are_columns(name: str, tmp_path: Path) -> None:
    array = json.dumps(RECORDS, indent=1)
    lines = "\n\n".join(map(json.dumps, RECORDS))
    labels = ["Ann 12345678", '["a", {"b": null}]']
    assert found(tmp_path, name, array) == [(ANN, labels[0], 2), (BOB, labels[1], 7)]
    assert found(tmp_path, name, lines) == [(ANN, labels[0], 1), (BOB, labels[1], 3)]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.txt"])
def test_strings_are_rows(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(json.dumps([ANN, f"Bob: {BOB}"], indent=1))
    given = read_inputs(file)
    assert [one.line for one in given] == [2, 3]
    assert [one.link for one in build_lookup_list(given, "person").items] == [ANN, BOB]


def test_a_list_of_addresses_is_several() -> None:
    given = inputs_of_text('{"mail": ["a@x.example", "b@x.example"]}')
    assert [one.link for one in given] == ["a@x.example", "b@x.example"]


def test_numbers_stay_as_they_are_written() -> None:
    given = inputs_of_text('[{"job": 3900512190}, {"job": 3900512191}]')
    assert [one.link for one in given] == ["3900512190", "3900512191"]


def test_a_link_deep_inside_a_record_is_somebody_elses() -> None:
    given = inputs_of_text(json.dumps([{"name": "Ann", "boss": {"name": "Bob", "link": BOB}}]))
    with pytest.raises(ItemsProblem):
        build_lookup_list(given, "person")


def test_values_are_never_joined_and_never_shortened() -> None:
    given = inputs_of_text(json.dumps([f"{ANN}-", "x-12a", f"{BOB}\ud800s", f"{BOB}\x00s", BOB]))
    assert [one.link for one in build_lookup_list(given, "person").items] == [f"{ANN}-", BOB]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("https://www.linkedin.com/in/bob\n", 1),
        ('{"link": "x"}\n{"link": \n', 2),
        ('["a",\n"b"', 2),
        ('["a"]\n["b"]', 1),
        ('["a",]', 1),
        ('["a"\n"b"]', 2),
        ('[\n["a"]\n]', 2),
        ('["a",\n{"link": "b"}]', 2),
        ('{"link": "a", "link": "b"}', 1),
        ('{"link": NaN}', 1),
        ("true", 1),
        ('{"a":' * 100_000, 1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_other_content_of_a_json_file_is_said(text: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "leads.json"
    file.write_text(text)
    with pytest.raises(ItemsProblem, match=rf"Line {line} of leads\.json can't be read as JSON"):
        read_inputs(file)


def test_text_that_only_looks_like_json_is_text() -> None:
    given = inputs_of_text(f'["Ann"] {ANN}\n')
    assert [one.link for one in given] == [ANN]
