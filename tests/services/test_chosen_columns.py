"""Presets, renames and headers of an export."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.export.chosen_columns import ChosenColumns, chosen_columns, split_words
from lix_tui.services.export.columns import FIELDS
from lix_tui.services.export.errors import ColumnError
from lix_tui.services.export.exporter import export
from lix_tui.services.export.preset_file import PresetFile
from lix_tui.services.export.presets import BUILT_IN, Presets
from tests.services.export_samples import ADA, BO, ORG, heading_of, read_back, rows

FORMATS = ("csv", "xlsx", "parquet")


def heading(
    text: str | None,
    *renames: str,
    kinds: Sequence[str] = ("person",),
    presets: Presets | None = None,
) -> list[str]:
    chosen = chosen_columns(text, renames, presets or Presets(), kinds)
    selection = chosen.selection(kinds)
    assert selection is not None
    return [column.key for column in selection.columns()]


def refusal(text: str | None, *renames: str, kinds: Sequence[str] = ("person",)) -> str:
    with pytest.raises(ColumnError) as caught:
        heading(text, *renames, kinds=kinds)
    return str(caught.value)


@pytest.mark.parametrize("form", FORMATS)
def test_a_contact_has_the_headers_of_a_crm(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    chosen = chosen_columns("preset:crm-contact", (), Presets(), ("person",))
    person = {**ADA, "email": "ada@foxbank.example", "phone": "+46 70"}
    assert export(rows(person, BO), file, form, chosen, kinds=("person",)) == 2
    wanted = ("First Name", "Last Name", "Email", "Phone Number", "Job Title", "Company")
    found = heading_of(file)
    assert [header for header in found if header in wanted] == list(wanted)
    assert {"LinkedIn URL", "Notes", "Tags"} <= set(found)
    ada, bo = read_back(file)
    assert (ada["First Name"], ada["Last Name"], ada["Job Title"]) == ("Ada", "Berg", "Engineer")
    assert (bo["First Name"], bo["LinkedIn URL"]) == ("Bo", BO["link"])


def test_a_company_has_the_headers_of_a_crm(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    chosen = chosen_columns("preset:CRM company", (), Presets(), ("organisation",))
    export(rows(ORG, endpoint="orgs_search"), file, "csv", chosen, kinds=("organisation",))
    assert heading_of(file)[:3] == ["Company Name", "Website URL", "Industry"]
    assert read_back(file)[0]["Company Name"] == "Foxbank"


def test_every_column_of_a_built_in_preset_exists() -> None:
    later = {"email_status"}  # filled once email answers are part of a person's record
    for preset in BUILT_IN:
        for kind in preset.kinds:
            ids = {field.id for field in FIELDS[kind]} | {"note", "tags", "career", "education"}
            assert set(preset.columns) - later <= ids
            assert set(preset.headers) <= set(preset.columns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("preset:crm-contact", "First Name"), ("preset: CRM Contact , phone", "First Name"),
        ("PRESET:crm_contact", "First Name"), ("name, preset:career", "name"), ("link name", "link"),
        ("name preset:all", "name"),
    ],
)  # fmt: skip
def test_presets_and_columns_can_be_mixed(text: str, wanted: str) -> None:
    assert heading(text)[0] == wanted


def test_words_are_split_at_commas_and_spaces() -> None:
    assert split_words("a b,c;preset:My list, d") == ["a", "b", "c", "preset:My list", "d"]
    assert split_words(" , ") == []


def test_columns_are_renamed_all_at_once() -> None:
    assert heading("name,title", "name=title", "title=name") == ["title", "name"]
    assert heading("name,title", "Title=Job, Title") == ["name", "Job, Title"]
    contact = heading("preset:crm-contact", "Job Title=Position")
    assert ("Position" in contact, "Job Title" in contact) == (True, False)
    assert heading(None, "name=Who=What")[0] == "Who=What"


@pytest.mark.parametrize("form", [*FORMATS, "json", "jsonl"])
def test_a_renamed_column_has_its_header_in_every_format(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    chosen = chosen_columns("name,career", ("title_1=Role", "name==SUM(A1)"), Presets())
    export(rows(ADA), file, form, chosen)
    (row,) = read_back(file)
    name = "'=SUM(A1)" if form == "csv" else "=SUM(A1)"
    assert (row[name], row["Role"], row["company_1"]) == ("Ada Berg", "Engineer", "Foxbank")


def test_markdown_has_renamed_headings(tmp_path: Path) -> None:
    chosen = chosen_columns("name,company", ("company=Works | at",), Presets())
    export(rows(ADA), tmp_path / "out.md", "md", chosen)
    assert (tmp_path / "out.md").read_text().startswith("| Name | Works \\| at |\n")


@pytest.mark.parametrize(
    ("text", "renames", "sentence"),
    [
        ("name", ("nmae=Who",), "'nmae' isn't a column; the nearest is 'name'."),
        ("name,link", ("name=LINK",), "'name' and 'link' would both have the header"),
        ("name,career", ("name=company_9",), "'name' and 'company_9' would both have"),
        ("preset:crm-contact", ("phone=email",), "'email' and 'phone' would both have the header"),
        ("name", ("title=Job",), "'title' isn't written, so it can't be renamed"),
        ("name,career", ("career=Job",), "'career' stands for several columns"),
        ("name", ("name=A", "Name=B"), "'name' is renamed twice"),
        ("name", ("name",), "'name' isn't a rename; write OLD=NEW"),
        ("name", ("name= ",), "isn't a rename"),
        ("name", (f"name={'x' * 300}",), "at most 200 characters"),
        ("preset:crm-contacts", (), "'crm-contacts' isn't a preset; the nearest is 'crm-contact'"),
        ("preset:crm", (), "the nearest is 'crm-contact'"),
        ("preset:", (), "'' isn't a preset"),
        ("preset:crm-company", (), "'CRM company' is for records of type organisation, not for person"),
        ("preset:all,nmae", (), "the nearest is 'name'"),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_one_sentence(
    text: str, renames: tuple[str, ...], sentence: str
) -> None:
    said = refusal(text, *renames)
    assert sentence in said
    assert said.count(". ") == 0, "one sentence"


def test_whole_records_cannot_be_renamed(tmp_path: Path) -> None:
    chosen = chosen_columns(None, ("name=Who",), Presets())
    with pytest.raises(ColumnError, match="add --columns"):
        export(rows(ADA), tmp_path / "out.jsonl", "jsonl", chosen)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_for_a_header_that_exists(tmp_path: Path) -> None:
    chosen = chosen_columns("name,link", ("link=Name",), Presets())
    with pytest.raises(ColumnError):
        export(rows(ADA), tmp_path / "out.csv", "csv", chosen)
    assert list(tmp_path.iterdir()) == []


# -- the user's own presets ------------------------------------------------------------------


def test_a_preset_is_saved_replaced_and_deleted(tmp_path: Path) -> None:
    file = PresetFile(tmp_path / "config")
    assert file.own() == []
    file.save(
        "My “list”", ["email", "name", "career"], {"email": "E-mail", "link": "x"}, ["person"]
    )
    file.save("other", ["link"], {})
    again = PresetFile(tmp_path / "config")
    first = again.presets().named("my list")
    assert (first.columns, dict(first.headers)) == (
        ("email", "name", "career"),
        {"email": "E-mail"},
    )
    assert heading("preset:my-list", presets=again.presets())[0] == "E-mail"
    again.save("MY LIST", ["name"], {})
    assert [preset.name for preset in file.own()] == ["other", "MY LIST"]
    file.delete(file.presets().named("other"))
    assert [preset.name for preset in file.own()] == ["MY LIST"]
    assert tomllib.loads(file.path.read_text())["MY LIST"] == {"columns": ["name"]}
    assert file.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["", "…", "Default", "crm contact"])
def test_a_preset_needs_a_name_of_its_own(name: str, tmp_path: Path) -> None:
    with pytest.raises(ColumnError):
        PresetFile(tmp_path).save(name, ["name"], {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["[a", "a = 1", "[a]", "[a]\ncolumns = 'x'", "[a]\ncolumns = [1]", "[default]\ncolumns = ['x']",
     "[a]\ncolumns = ['name']\nheaders = 3", "['A B']\ncolumns=['x']\n[a-b]\ncolumns=['x']"],
)  # fmt: skip
def test_a_damaged_file_is_said_and_never_overwritten(text: str, tmp_path: Path) -> None:
    file = PresetFile(tmp_path)
    file.path.write_text(text)
    for act in (file.presets, lambda: file.save("new", ["name"], {})):
        with pytest.raises(ColumnError, match=str(file.path)):
            act()
    assert file.path.read_text() == text


def test_a_saved_preset_with_an_unknown_column_is_answered_with_the_nearest(tmp_path: Path) -> None:
    file = PresetFile(tmp_path)
    file.save("mine", ["nmae"], {})
    with pytest.raises(ColumnError, match="the nearest is 'name'"):
        heading("preset:mine", presets=file.presets())


@given(
    st.text(min_size=1, max_size=20).filter(lambda text: any(c.isalnum() for c in text)),
    st.lists(st.sampled_from(["name", "link", "career"]), min_size=1, unique=True),
    st.text(min_size=1, max_size=20),
)
def test_what_is_saved_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, ids: list[str], header: str
) -> None:
    file = PresetFile(tmp_path_factory.mktemp("presets"))
    try:
        saved = file.save(name, ids, {ids[0]: header})
    except ColumnError:
        return
    (read,) = file.own()
    assert (read.name, read.columns) == (saved.name, tuple(ids))
    assert file.presets().named(saved.name) == read


def test_no_columns_are_the_defaults() -> None:
    assert ChosenColumns().selection(("person",)) == ChosenColumns(("default",)).selection(
        ("person",)
    )
