"""Words for what a deletion removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.counts import counted

if TYPE_CHECKING:
    from lix_tui.store.deletion import DeletedData


def removed_words(removed: DeletedData) -> str:
    """Return what was removed in words: "2 records, 3 answers and 1 list of lookups".

    Empty if nothing was removed. Searches aren't removed: they only lose results.
    """
    lists = f"{removed.runs:,} list{'' if removed.runs == 1 else 's'} of lookups"
    pairs = (
        (removed.entries, counted(removed.entries, "record")),
        (removed.answers, counted(removed.answers, "answer")),
        (removed.lookups, counted(removed.lookups, "lookup")),
        (removed.runs, lists),
    )
    words = [text for number, text in pairs if number]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def removal_sentence(removed: DeletedData) -> str:
    """Return the sentence about a deletion; empty if nothing was removed."""
    words, of = removed_words(removed), removed.searches
    if not words:
        return ""
    is_one = sum((removed.entries, removed.answers, removed.lookups, removed.runs)) == 1
    results = f"; {of:,} search{'' if of == 1 else 'es'} lost results" * bool(of)
    return f"{words} {'is' if is_one else 'are'} deleted{results}."


def outdated_sentence(removed: DeletedData, days: int) -> str:
    """Return the sentence about what was deleted for its age; empty if nothing was removed."""
    words = removed_words(removed)
    return f"Deleted {words} older than {counted(days, 'day')} (keep_days)." if words else ""
