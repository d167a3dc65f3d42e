"""Sentences about what a deletion removed."""

from __future__ import annotations

import pytest

from lix_tui.services.library.removal_words import outdated_sentence, removal_sentence
from lix_tui.store.deletion import DeletedData


@pytest.mark.parametrize(
    ("removed", "sentence"),
    [
        (DeletedData(), ""),
        (DeletedData(entries=1), "1 record is deleted."),
        (DeletedData(entries=2), "2 records are deleted."),
        (DeletedData(answers=1), "1 answer is deleted."),
        (DeletedData(runs=2), "2 lists of lookups are deleted."),
        (
            DeletedData(2, 3, 1, 1, 1),
            "2 records, 3 answers, 1 lookup and 1 list of lookups are deleted; 1 search lost results.",
        ),
        (DeletedData(1, 1, 2), "1 record and 1 answer are deleted; 2 searches lost results."),
    ],
)
def test_a_deletion_says_all_that_it_removed(removed: DeletedData, sentence: str) -> None:
    assert removal_sentence(removed) == sentence


def test_a_deletion_at_the_start_says_what_was_outdated() -> None:
    assert outdated_sentence(DeletedData(), 30) == ""
    words = "Deleted 1 record and 2 answers older than 30 days (keep_days)."
    assert outdated_sentence(DeletedData(1, 2), 30) == words
