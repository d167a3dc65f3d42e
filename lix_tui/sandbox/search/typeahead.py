"""Typeahead: the labels that match a few letters, the best first."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.sandbox.search.boolean import words


def match_labels(values: Mapping[str, str], query: str, *, inside: bool = False) -> list[str]:
    """Return the ids of labels that equal the query, begin with it, or have it at a later word.

    Labels of equal rank keep their order. ``inside``: the query may also be inside a word, as
    Lix's documented answer to ``E`` shows for a closed set. Queries in scripts without
    spaces always may, because words have no visible beginning there. A query
    without a letter finds nothing.
    """
    asked = words(query).strip()
    if not asked:
        return []
    inside = inside or not asked.isascii()
    ranked = []
    for place, (id_, label) in enumerate(values.items()):
        text = words(label)
        if asked in text:
            rank = (
                0
                if text == f" {asked} "
                else 1
                if text.startswith(f" {asked}")
                else 2
                if f" {asked}" in text
                else 3
            )
            if rank < 3 or inside:
                ranked.append((rank, place, id_))
    return [id_ for _, _, id_ in sorted(ranked)]
