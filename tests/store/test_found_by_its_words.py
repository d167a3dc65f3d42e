"""A record is found by each word of its texts, whatever script the word is written in."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.store.library_sql import words_of
from lix_tui.store.rows import LibraryQuery, Listing
from lix_tui.store.store import Store
from lix_tui.text import clean
from tests.support.store_samples import ANN, BOB, annotate, put

Form = Literal["NFC", "NFD"]
"""Composed or decomposed letters."""
LETTERS = st.characters(categories=["L", "Nd", "So", "Sm", "Sc", "P", "Co"])
WORDS = st.text(LETTERS, min_size=1, max_size=6).map(clean).filter(words_of)


@settings(max_examples=40)
@given(
    st.lists(WORDS, min_size=1, max_size=8, unique=True),
    st.sampled_from(["text", "name", "tag"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_word_finds_its_record(words: list[str], column: str, form: Form) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "lix.db")
        names = {unicodedata.normalize("NFC", word): word for word in words}
        put(store, *(_named(unicodedata.normalize(form, word), word) for word in words))
        if column == "tag":
            for entry in store.library.search(LibraryQuery(), limit=99):
                annotate(store, entry.id, tags=unicodedata.normalize(form, entry.name))
        for name, word in names.items():
            for typed in (name, word, unicodedata.normalize("NFD", word)):
                query = LibraryQuery(**{column: typed})  # type: ignore[arg-type]
                assert name in [entry.name for entry in store.library.search(query, limit=99)]
        store.close()


def _named(name: str, key: str) -> Listing:
    return replace(ANN, key=key, keys=(key,), name=name)


@pytest.mark.parametrize(
    "word",
    [
        "🎉",  # a symbol
        "a🎉",
        "∑x",  # of mathematics
        "x\ue000",  # of private use
        "\U0001e900b",  # newer than the index's tables
        "00\U000115c11",  # punctuation that is newer than the tables
        "ﾆｺ",  # half-width
        "민수",
        "ชาย",
        "\u1106\u1175\u11ab\u1109\u116e",  # 민수, decomposed
        "Hu\u0308\u0301rth",
        "c\u0327++",
        "x" * 100,
    ],
)
@pytest.mark.parametrize("column", ["text", "name", "tag"])
def test_what_only_texts_hold_is_found_and_nothing_else(
    tmp_path: Path, word: str, column: str
) -> None:
    store = Store.open(tmp_path / "lix.db")
    put(store, replace(ANN, name=word), BOB)
    annotate(store, 1, tags=word)
    found = store.library.search(LibraryQuery(**{column: word}), limit=9)  # type: ignore[arg-type]
    assert [entry.name for entry in found] == [unicodedata.normalize("NFC", word)]


def test_the_form_of_letters_is_no_change_of_a_record(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "lix.db")
    for at, form in enumerate(("NFC", "NFD", "NFC"), 1):
        name = unicodedata.normalize(form, "Jürgen")  # type: ignore[arg-type]
        put(store, replace(ANN, name=name), at=float(at))
    assert store.library.changes(1) == []
    assert [entry.name for entry in store.library.search(LibraryQuery(), limit=9)] == ["Jürgen"]


@pytest.mark.parametrize("word", ["party🎉", "sum∑", "acme\ue000", "kin\U0001e900", "c++", "r&d"])
@pytest.mark.parametrize("column", ["text", "name"])
def test_letters_alone_are_another_word(tmp_path: Path, word: str, column: str) -> None:
    """The index knows the letters alone."""
    store = Store.open(tmp_path / "lix.db")
    letters = "".join(filter(str.isalpha, word)).rstrip("\U0001e900")
    put(store, replace(ANN, name=word), replace(BOB, name=letters))
    found = store.library.search(LibraryQuery(**{column: word}), limit=9)  # type: ignore[arg-type]
    assert [entry.name for entry in found] == [word]
