"""Terms of a row filter: tags as whole words, notes by beginnings, a minus leaves rows out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lix_tui.services.search.annotation_terms import read_terms
from lix_tui.services.search.narrowed_rows import NarrowedRows
from lix_tui.services.search.row_order import Arrangement
from lix_tui.store.annotations import Annotation

ANNOTATIONS = {
    "a": Annotation(1, "Tea in Zürich, call back", "icp warm-lead"),
    "b": Annotation(2, "no tea", "icp cold"),
    "c": Annotation(3, "🚀", ""),
}


def matching_keys(text: str) -> str:
    arrangement = Arrangement(filter_text=text)
    return "".join(key for key in "abcd" if arrangement.matches(ANNOTATIONS.get(key)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tag:icp", "ab"),
        ("TAG:ICP", "ab"),
        ("tag:#icp", "ab"),
        ("tag:ic", ""),
        ("tag:warm", "a"),
        ("tag:warm-lead", "a"),
        ("-tag:icp", "cd"),
        ("tag:icp -tag:cold", "a"),
        ("tag:", "ab"),
        ("-tag:", "cd"),
        ("note:zur", "a"),
        ("note:tea", "ab"),
        ('note:"tea zurich"', "a"),
        ("note:🚀", "c"),
        ("-note:tea", "cd"),
        ("note:", "abc"),
        ("foo:icp", "abcd"),
        ("x-tag:icp", "abcd"),
    ],
)
def test_terms_narrow_and_exclude(text: str, wanted: str) -> None:
    assert matching_keys(text) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("berlin tag:icp", ["berlin"]),
        ("https://x.y a:b", ["https://x.y", "a:b"]),
        ('note:"met her" engineer', ["engineer"]),
        ("tag:icp", []),
        ("Zürich", ["zurich"]),
    ],
)
def test_other_words_stay_words(text: str, words: list[str]) -> None:
    assert Arrangement(filter_text=text).words == words
    assert bool(read_terms(text)[0]) == (text != read_terms(text)[1])
    assert Arrangement(filter_text=text).active


class Letters:
    """Rows of one letter each."""

    def __init__(self, letters: str) -> None:
        self.letters = letters

    def __len__(self) -> int:
        return len(self.letters)

    def row_id(self, index: int) -> str:
        return self.letters[index]

    def cells(self, index: int) -> Sequence[str]:
        return (f"row {self.letters[index]}",)

    def index_of(self, row_id: str) -> int | None:
        return self.letters.find(row_id) if row_id in self.letters else None

    def mark(self, index: int) -> str:
        return "●" if self.letters[index] == "a" else ""


def test_any_rows_are_narrowed_and_marked() -> None:
    rows = NarrowedRows(Letters("abcd"))
    assert [rows.row_id(index) for index in range(len(rows))] == list("abcd")
    rows.show(
        Letters("dcba"),
        Arrangement(filter_text="row tag:icp"),
        lambda at: ANNOTATIONS.get("dcba"[at]),
    )
    assert [rows.row_id(index) for index in range(len(rows))] == ["b", "a"]
    assert (rows.index_of("a"), rows.index_of("d"), rows.at(0)) == (1, None, 2)
    rows.marked.add("b")
    assert [rows.mark(index) for index in range(2)] == ["◆", "●"]
    rows.show(Letters("dcba"), Arrangement(), lambda _: None)
    assert (len(rows), rows.index_of("a"), rows.cells(3)) == (4, 3, ("row a",))
