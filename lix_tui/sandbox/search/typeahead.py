"""Typeahead: which labels a few letters stand for, the best first."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.sandbox.search.boolean import words


def matching(values: Mapping[str, str], query: str, *, inside: bool = False) -> list[str]:
    """Return the ids whose label has the query: the whole label, its beginning, then later words.

    Labels of equal rank keep their order. ``inside``: the query may stand inside a word too, as
    Lix's documented answer to ``E`` shows for a closed set. Queries in scripts without spaces may
    always, since where a word begins there cannot be seen. A query without a letter finds nothing.
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
