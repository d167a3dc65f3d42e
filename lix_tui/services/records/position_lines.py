"""Lines about positions that Lix has verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lix_tui.linkedin.links import company_link
from lix_tui.services.records.career_timeline import date_words
from lix_tui.services.records.summary import SummaryLine, groups, lines

if TYPE_CHECKING:
    from lix_tui.api.models.employment import EmploymentPosition


def position_lines(positions: Sequence[EmploymentPosition]) -> Iterator[SummaryLine]:
    """Yield title, company, period, place and link of each position."""
    return groups(tuple(_position(position)) for position in positions)


def _position(position: EmploymentPosition) -> Iterable[SummaryLine]:
    yield SummaryLine(position.title or "A position", "subtitle")
    parts = (position.company_name, position.employment_type, position.location)
    yield from lines(" · ".join(part for part in parts if part))
    yield from lines(period_of(position), role="muted")
    link = link_of_company(position)
    yield from lines(link, role="link") if link else lines(position.company_urn, role="muted")


def period_of(position: EmploymentPosition) -> str:
    """Return the dates in words: 'Apr 2022 – Present'; empty for a position without dates."""
    start = date_words(position.start_date)
    if position.end_date is None:
        return f"{start} – Present" if start else "Present"
    end = date_words(position.end_date) or "?"
    return f"{start} – {end}" if start else f"until {end}"


def link_of_company(position: EmploymentPosition) -> str | None:
    """Return the link of the company by its number; None without a number."""
    number = position.company_number
    return company_link(number) if number else None
