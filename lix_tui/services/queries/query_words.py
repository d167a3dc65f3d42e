"""A query in words: its kind, its keywords, and every filter by name."""

from __future__ import annotations

from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.builder.fields import Chip
from lix_tui.services.queries.query import KIND_WORDS, Query
from lix_tui.text import clean_line


def query_lines(query: Query) -> list[str]:
    """Return a line for the kind, the keywords and each filter, and one for the URL in full."""
    builder = Builder(query.kind)
    builder.load(query)
    words = KIND_WORDS[query.kind]
    lines = [f"{words[:1].upper()}{words[1:]}"]
    if keywords := clean_line(builder.choices.keywords):
        lines.append(f"Keywords: {keywords}")
    for field in builder.fields:
        if chips := builder.chips(field):
            values = ", ".join(_chip_words(chip) for chip in chips)
            lines.append(field.label if field.toggle else f"{field.label}: {values}")
    if query.url:
        lines.append(f"URL: {clean_line(query.url)}")
    return lines


def _chip_words(chip: Chip) -> str:
    sign = {"ex": "not ", "must": "must have "}.get(chip.mode, "")
    return f"{sign}{clean_line(chip.text)}"
