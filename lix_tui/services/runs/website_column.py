"""Choice of the column whose websites are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.linkedin.websites import website_domain

if TYPE_CHECKING:
    from lix_tui.services.runs.input_sheet import InputSheet

_SAMPLE = 500
"""Rows that decide which column is chosen."""


def website_column(sheet: InputSheet) -> int | None:
    """Return the index of the column with the most different domains, None without any.

    Domains of websites count before those of email addresses.
    """
    scores = [(0, 0)] * len(sheet.columns)
    for place in range(len(sheet.columns)):
        cells = {row.cells[place].strip() for row in sheet.rows[:_SAMPLE] if place < len(row.cells)}
        domains = {cell: domain for cell in cells if (domain := website_domain(cell))}
        websites = {domain for cell, domain in domains.items() if "@" not in cell}
        scores[place] = (len(websites), len(set(domains.values())))
    best = max(range(len(scores)), key=lambda place: (scores[place], -place), default=None)
    return best if best is not None and any(scores[best]) else None
