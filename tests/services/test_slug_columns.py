"""Bare slugs in files: where they are read, and where a word stays a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from lix_tui.services.runs.exclusion import read_exclusion
from lix_tui.services.runs.input_sheet import inputs_of_sheet
from lix_tui.services.runs.lookup_list import ItemsProblem, LookupEndpoint
from tests.support.lookup_inputs import (
    build_lookup_list,
    inputs_of_text,
    sheet_of_text,
)

PERSON = "https://www.linkedin.com/in/{}"
COMPANY = "https://www.linkedin.com/company/{}"


@pytest.mark.parametrize(
    ("text", "what", "links"),
    [
        ("alfie-lambert\nolivia-shaw\n", "person", ["alfie-lambert", "olivia-shaw"]),
        ("alfie-lambert\n", "email", ["alfie-lambert"]),
        ("LinkedIn\nalfie-lambert\nolivia-shaw\n", "person", ["alfie-lambert", "olivia-shaw"]),
        ("alfie-lambert\nolivia\n", "person", ["alfie-lambert", "olivia"]),
        ("slug\nalfie\nolivia-shaw\n", None, ["alfie", "olivia-shaw"]),
        ("id,Company,Slug\n1,Fox-Bank,alfie\n2,Lix,olivia-shaw\n", None, ["alfie", "olivia-shaw"]),
        ("name,publicIdentifier\nA-B,Alfie-Lambert\n", "person", ["alfie-lambert"]),
        ("name,linkedin\nx,alfie-lambert\ny,https://www.linkedin.com/in/olivia-shaw/\n", None,
         ["alfie-lambert", "olivia-shaw"]),
        ("name,LinkedIn profile\nx,n-a\ny,linkedin.com/in/olivia-shaw\nz,\n", None, ["olivia-shaw"]),
        ("name,linkedin\nx,yes\ny,linkedin.com/in/olivia-shaw\nz,todo\n", "person", ["olivia-shaw"]),
        ("josé-garcía\nalfie-lambert\n", "person",
         ["jos%C3%A9-garc%C3%ADa", "alfie-lambert"]),
    ],
)  # fmt: skip
def test_slugs_of_people_are_read(text: str, what: LookupEndpoint | None, links: list[str]) -> None:
    found = build_lookup_list(inputs_of_text(text, what), what)
    assert [item.link for item in found.items] == [PERSON.format(slug) for slug in links]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("fox-bank\nlix-it\n", "organisation"),
        ("name,company slug\nx,fox-bank\ny,lix-it\n", None),
        ("name,linkedin\nx,fox-bank\ny,linkedin.com/company/lix-it\n", "organisation"),
    ],
)
def test_the_lookup_or_the_title_makes_them_slugs_of_companies(
    text: str, what: LookupEndpoint | None
) -> None:
    found = build_lookup_list(inputs_of_text(text, what), what)
    assert [item.link for item in found.items] == [
        COMPANY.format(s) for s in ("fox-bank", "lix-it")
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("alfie-lambert\nolivia-shaw\n", None),
        ("Smith\nJones\nMeyer-Landrut\n", "person"),
        ("alfie-lambert\n", "job"),
        ("id,name\n1,alfie-lambert\n2,olivia-shaw\n", "person"),
        ("id,twitter profile\n1,alfie-lambert\n2,olivia-shaw\n", "person"),
        ("slug-smith\n", None),
    ],
)
def test_other_words_stay_words(text: str, what: LookupEndpoint | None) -> None:
    with pytest.raises(ItemsProblem):
        build_lookup_list(inputs_of_text(text, what), what)


def test_a_chosen_column_of_slugs_needs_no_title() -> None:
    sheet = sheet_of_text("id;who\n1;alfie-lambert\n2;olivia-shaw\n3;Jo\n")
    found = inputs_of_sheet(sheet, 1, {"person"})
    assert [one.link for one in found[-3:]] == [
        PERSON.format("alfie-lambert"), PERSON.format("olivia-shaw"), "Jo",
    ]  # fmt: skip


def test_excluded_slugs_and_rows_that_name_nobody(tmp_path: Path) -> None:
    file = tmp_path / "crm.csv"
    file.write_text("id,slug\n1,alfie-lambert\n2,\n3,a b c\n", encoding="utf-8")
    found = read_exclusion([str(file)])
    assert found is not None
    assert found.keys == {"person slug:alfie-lambert"}
    (notice,) = found.notices
    assert notice == (
        "2 rows of crm.csv contain neither a link nor an id or email address, so nobody is left "
        "out for them (the first is line 3)."
    )
    file.write_text("alfie-lambert\nolivia-shaw\n", encoding="utf-8")
    found = read_exclusion([str(file)])
    assert found is not None
    assert found.keys == {"person slug:alfie-lambert", "person slug:olivia-shaw"}
    assert found.notices == ()
    file.write_text("Smith\nJones\n", encoding="utf-8")
    with pytest.raises(ItemsProblem):
        read_exclusion([str(file)])
