"""Each format is read back; what is asked for is what is written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lix_tui.services.export.columns import DEFAULTS, FIELDS, select
from lix_tui.services.export.errors import ColumnError, ExportError
from lix_tui.services.export.exporter import export
from lix_tui.services.export.formats import FORMATS, INSTALL
from lix_tui.services.export.search_rows import default_columns, file_name, record_kind
from lix_tui.services.kinds import SCREENS, Kind
from lix_tui.services.records.view_registry import view_of
from tests.services.export_samples import (
    ADA,
    BO,
    JOB,
    every_kind,
    heading_of,
    read_back,
    rows,
)

TABLES = ("csv", "xlsx", "parquet")


@pytest.mark.parametrize("form", [*TABLES, "json", "jsonl"])
def test_chosen_columns_come_back_in_their_order_and_types(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    ids = ["link", "Name", "premium", "connections", "skills", "from-1", "to_1", "to_2", "name"]
    assert export(rows(ADA, BO), file, form, ids) == 2
    ada, bo = read_back(file)
    number, flag = ("500", "true") if form == "csv" else (500, True)
    assert list(ada.items()) == [
        ("link", "https://www.linkedin.com/in/ada-berg"), ("name", "Ada Berg"), ("premium", flag),
        ("connections", number), ("skills", "Python; SQL; Go; C"), ("from_1", "2021-04"),
        ("to_1", "present"), ("to_2", "2021-03"),
    ]  # fmt: skip
    assert bo == {"link": "https://www.linkedin.com/in/bo-lind", "name": "Bo Lind"}


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_whole_records_keep_what_is_not_known_here(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    export(rows(ADA, JOB), file, form)
    text = file.read_text()
    found = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert found == [ADA, JOB]


@pytest.mark.parametrize("form", TABLES)
def test_careers_are_as_wide_as_the_longest(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    assert export(iter(rows(BO, ADA)), file, form, ["name", "career", "education"]) == 2
    assert [row["name"] for row in read_back(file)] == ["Bo Lind", "Ada Berg"]
    assert heading_of(file) == [
        "name",
        *("title_1", "company_1", "from_1", "to_1", "title_2", "company_2", "from_2", "to_2"),
        *("school_1", "degree_1", "field_1", "studied_from_1", "studied_to_1"),
    ]
    long = {**ADA, "experience": [{"title": str(n)} for n in range(14)], "education": [{}] * 5}
    export(rows(long), file, form, ["all"], replace=True)
    heading = heading_of(file)
    assert heading[0] == "kind"
    assert "title_10" in heading
    assert not {"title_11", "school_4"} & set(heading)
    assert "school_3" in heading
    export(rows(BO), file, form, ["all"], replace=True)
    assert not {"title_1", "school_1"} & set(heading_of(file))


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_of_nothing_has_its_heading(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    for kinds, ids in (((), ["name", "link"]), (("post",), None)):
        assert export([], file, form, ids, kinds=kinds, replace=True) == 0
        if form in TABLES:
            assert heading_of(file) == list(ids or DEFAULTS["post"])
            assert read_back(file) == []
    if form == "json":
        assert json.loads(file.read_text()) == []
    if form == "jsonl":
        assert file.read_text() == ""


@pytest.mark.parametrize("form", TABLES)
def test_records_of_several_kinds_share_columns(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    assert export(every_kind(), file, form) == 4
    person, job, org, post = read_back(file)
    assert [r["kind"] for r in (person, job, org, post)] == [
        "person",
        "job",
        "organisation",
        "post",
    ]
    assert (person["title"], job["title"]) == ("Engineer", "Baker")
    assert (person["name"], org["name"]) == ("Ada Berg", "Foxbank")
    assert str(org["followers"]) == "12345"
    assert post["text"] == ("one two" if form == "csv" else "one\ntwo")
    assert "title" not in org


def test_markdown_links_the_first_column(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    evil = {**BO, "name": "a|b [x](http://y) <i>", "link": "https://www.linkedin.com/in/a) [b](c"}
    export(rows(ADA, evil), file, "md", ["name", "company"])
    assert file.read_text().splitlines() == [
        "| Name | Company |",
        "| --- | --- |",
        "| [Ada Berg](https://www.linkedin.com/in/ada-berg) | Foxbank |",
        "| a\\|b \\[x\\](http://y) \\<i\\> |  |",
    ]


@pytest.mark.parametrize(
    ("asked", "near"), [("nmae", "name"), ("Sales-Nav", "sales_nav_id"), ("title_11", "title_1")]
)
def test_an_unknown_column_is_answered_with_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(ColumnError) as caught:
        select(["name", asked], ["person"])
    assert str(caught.value).endswith(f"the nearest is '{near}'.")
    with pytest.raises(ColumnError, match="at least one"):
        select([" "], ["person"])


def test_an_unknown_column_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ColumnError):
        export(rows(ADA), tmp_path / "out.csv", "csv", ["no_such"])
    assert list(tmp_path.iterdir()) == []


def test_every_field_reads_every_record_and_one_id_has_one_type() -> None:
    types: dict[str, str] = {}
    empty = [*every_kind()]
    empty += [*rows({}), *rows({}, endpoint="jobs_search"), *rows({}, endpoint="posts_search")]
    empty += rows({}, endpoint="orgs_search")
    for row in empty:
        ids = [field.id for field in FIELDS[row.kind]]
        assert len(ids) == len(set(ids))
        assert set(DEFAULTS[row.kind]) <= set(ids)
        for field in FIELDS[row.kind]:
            assert types.setdefault(field.id, field.type) == field.type
            wanted = {"number": int, "flag": bool}.get(field.type, str)
            cell = field.read(row.record, row.value)
            assert cell is None or type(cell) is wanted, field.id


@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.name)
def test_what_a_screen_shows_is_in_its_exports(kind: Kind) -> None:
    shown = list(kind.columns)
    for form in ("csv", "md"):
        ids = default_columns(form, kind)
        assert ids is not None
        assert set(shown) <= set(ids)
        columns = select(ids, [record_kind(kind)]).columns()
        assert [column.id for column in columns] == list(ids)
    assert [c.title for c in select(shown, [record_kind(kind)]).columns()] == [
        column.title for column in view_of(kind.name).columns if column.is_default
    ]
    assert default_columns("md", kind) == tuple(shown)
    assert default_columns("json", kind) is None


@pytest.mark.parametrize(("form", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_said_with_what_installs_it(
    form: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExportError) as caught:
        export(rows(ADA), tmp_path / "out", form)
    assert INSTALL in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    export(rows(ADA), tmp_path / "out.csv", "csv")


def test_a_file_is_named_after_its_query() -> None:
    from datetime import date

    day = date(2026, 3, 1)
    assert file_name('"Data Engineer" AND (x)', "csv", day) == "data-engineer-and-x-2026-03-01.csv"
    assert file_name("../../etc", "md", day) == "etc-2026-03-01.md"
    assert file_name("../ ", "md", day) == "export-2026-03-01.md"
