"""Items in a file of links, ids and addresses to look up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st

from lix_tui.services.runs.lookup_list import ItemsProblem, LookupInput
from tests.support.lookup_inputs import build_lookup_list, inputs_of_text, read_inputs

ANN, BOB = "https://www.linkedin.com/in/ann-lee", "https://www.linkedin.com/in/bob"


def links(text: str) -> list[tuple[str, str]]:
    return [(one.link, one.label) for one in inputs_of_text(text)]


def test_csv_with_titles_and_a_name_beside_each_link() -> None:
    text = f'Name,Profile,Company\n"Lee, Ann",{ANN},Foo\nBob,{BOB},\n\n'
    assert links(text) == [(ANN, "Lee, Ann Foo"), (BOB, "Bob")]


@pytest.mark.parametrize("between", [",", ";", "\t", " ", " - ", " | "])
def test_a_name_and_a_link_whatever_stands_between(between: str) -> None:
    found = inputs_of_text(f"Ann Lee{between}{ANN}\nBob{between}{BOB}\n")
    assert [one.link for one in found] == [ANN, BOB]
    assert found[0].label.startswith("Ann Lee")


def test_addresses_a_line_each() -> None:
    sorted_ = build_lookup_list(inputs_of_text("a@b.org\nA@B.org\nc@d.org\n"), None)
    assert sorted_.endpoint == "person_by_email"
    assert (len(sorted_.items), sorted_.duplicates) == (2, 1)


def test_the_same_person_in_two_link_forms_is_one() -> None:
    sorted_ = build_lookup_list(
        [LookupInput(ANN), LookupInput("linkedin.com/in/Ann-Lee/?x=1"), LookupInput(BOB)], None
    )
    assert [one.link for one in sorted_.items] == [ANN, BOB]
    assert sorted_.duplicates == 1


def test_what_cannot_be_used_is_kept_and_said() -> None:
    sorted_ = build_lookup_list(
        inputs_of_text(f"{ANN}\nnot a link\nhttps://www.linkedin.com/company/x\n"), "person"
    )
    assert [one.link for one in sorted_.unusable] == [
        "not a link",
        "https://www.linkedin.com/company/x",
    ]


def test_a_bare_word_is_never_looked_up_but_a_number_is() -> None:
    with pytest.raises(ItemsProblem, match="No line can be used to look up profiles"):
        build_lookup_list(inputs_of_text("profile\nann-lee\n"), "person")
    jobs = build_lookup_list(inputs_of_text("job id\n3900512190\n"), "job")
    assert [one.link for one in jobs.items] == ["https://www.linkedin.com/jobs/view/3900512190/"]


def test_links_of_several_kinds_need_a_word() -> None:
    text = f"{ANN}\nhttps://www.linkedin.com/company/x\n"
    with pytest.raises(ItemsProblem, match="--what"):
        build_lookup_list(inputs_of_text(text), None)
    assert len(build_lookup_list(inputs_of_text(text), "organisation").items) == 1


def test_files_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    with pytest.raises(ItemsProblem, match=r"none\.csv doesn't exist"):
        read_inputs(tmp_path / "none.csv")
    binary = tmp_path / "x.xlsx"
    binary.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(ItemsProblem, match="is an Excel workbook"):
        read_inputs(binary)
    excel = tmp_path / "bom.csv"
    excel.write_text(f"\ufeff{ANN}\r\n", encoding="utf-8")
    assert [one.link for one in read_inputs(excel)] == [ANN]


@given_that(st.text(max_size=300))
def test_any_text_is_read_and_nothing_goes_missing(text: str) -> None:
    try:
        found = inputs_of_text(text)
        sorted_ = build_lookup_list(found, None)
    except ItemsProblem:
        return
    assert len(sorted_.items) + sorted_.duplicates + len(sorted_.unusable) == len(found)


def test_a_spoiled_first_link_is_no_column_title() -> None:
    found = inputs_of_text(f"hpts://www.linkedin.com/in/typo\n{ANN}\n")
    assert [one.link for one in build_lookup_list(found, None).unusable] == [
        "hpts://www.linkedin.com/in/typo"
    ]


def test_of_columns_with_links_of_two_kinds_the_wanted_one_is_chosen() -> None:
    company = "https://www.linkedin.com/company/acme"
    text = f"company,person\n{company},{ANN}\n{company},{BOB}\n"
    people = build_lookup_list(inputs_of_text(text, "person"), "person")
    assert [one.link for one in people.items] == [ANN, BOB]
    organisations = build_lookup_list(inputs_of_text(text, "organisation"), "organisation")
    assert (len(organisations.items), organisations.duplicates) == (1, 1)


@pytest.mark.parametrize("between", [";", "; ", " ", ","])
def test_no_address_of_a_cell_is_lost(between: str) -> None:
    found = build_lookup_list(inputs_of_text(f'"joe@x.example{between}k@x.example"\n'), None)
    assert [one.link for one in found.items] == ["joe@x.example", "k@x.example"]


def test_an_open_quote_swallows_no_other_row() -> None:
    people = [f"https://www.linkedin.com/in/person-{number}" for number in range(12)]
    lines = [f"Somebody,{link}" for link in people]
    lines[3] = f"\"O'Hara,{people[3]}"
    found = build_lookup_list(inputs_of_text("\n".join(lines)), None)
    assert [one.link for one in found.items] == people
    assert inputs_of_text(f'"Lee,\nAnn",{ANN}\n')[0].label == "Lee, Ann", (
        "a cell may have two lines"
    )


NOTE = f"met at the fair\nsee {BOB}\nvia Bob"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "note", [NOTE, f"first\n{BOB}\nlast", f'said "hi"\n{BOB}, {BOB}2\n', f"{BOB}\n, x\n"]
)
def test_a_link_in_a_note_is_never_looked_up_as_somebody_else(note: str, end: str) -> None:
    quoted = note.replace('"', '""').replace("\n", end)
    text = f'Name,Note,Link{end}Ann,"{quoted}",{ANN}{end}Nobody,"{quoted}",{end}'
    found = inputs_of_text(text)
    assert [one.link for one in found] == [ANN, "Nobody"]
    assert [one.link for one in build_lookup_list(found, "person").items] == [ANN]


def test_a_link_in_a_sentence_beside_a_column_of_links_is_left_alone() -> None:
    found = inputs_of_text(f"Name,Note,Link\nAnn,,{ANN}\nCleo,knows {BOB} well,\n")
    assert [one.link for one in found] == [ANN, "Cleo"]


def test_only_the_column_with_the_most_links_is_looked_up() -> None:
    found = inputs_of_text(f"Name,Knows,Link\nAnn,{BOB},{ANN}\nBob,,{BOB}\nCleo,{ANN},\nD,,{BOB}\n")
    assert [one.link for one in found if not one.problem] == [ANN, BOB, BOB]
    assert [(one.row, one.problem) for one in found if one.problem] == [(2, "'Link' is empty")]


def test_links_among_words_are_found_where_no_column_has_them_alone() -> None:
    found = inputs_of_text(
        "Contact,Company\nAnn Lee <ann@x.example>,Acme\nBob <bob@x.example>,Foo\n"
    )
    items = build_lookup_list(found, "person_by_email").items
    assert [one.link for one in items] == ["ann@x.example", "bob@x.example"]


def test_a_cell_of_several_lines_may_hold_several_addresses() -> None:
    found = inputs_of_text('Name,Mail\nAnn,"a@x.example\nb@x.example"\nBob,c@x.example\n')
    assert [(one.link, one.label) for one in found] == [
        ("a@x.example", "Ann"), ("b@x.example", "Ann"), ("c@x.example", "Bob"),
    ]  # fmt: skip


@pytest.mark.parametrize("link", [f"{ANN}\0", f"\ufeff{ANN}", f'"{ANN}', f" {ANN}\t", f"\x1f{ANN}"])
def test_what_is_no_part_of_a_link_does_not_spoil_it(link: str) -> None:
    assert [one.link for one in inputs_of_text(f"{link}\n{BOB}\n")] == [ANN, BOB]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_files_of_every_spreadsheet_are_read(tmp_path: Path, coding: str) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(f"Name;Link\r\nJosé;{ANN}\r\nZoë;{BOB}\r\n".encode(coding))
    assert [(one.link, one.label) for one in read_inputs(file)] == [(ANN, "José"), (BOB, "Zoë")]


def test_a_file_that_can_be_read_in_two_ways_is_refused_before_anything_is_bought() -> None:
    lines = [f"Somebody,{ANN}{number}" for number in range(9)]
    lines[2], lines[6] = f"\"O'Hara,{ANN}2", f'Size 5",{ANN}6'
    with pytest.raises(ItemsProblem, match="opens a quote"):
        inputs_of_text("\n".join(lines))
