"""Career of a person: positions, studies and certificates, dated in parts, in words, or both."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import Flag, LixModel, MaybePart, Part, Text, Whole

YearMonth = tuple[int, int | None]
"""A year and, where it is known, a month from 1 to 12."""

_YEAR = re.compile(r"\b[12][0-9]{3}\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateParts(LixModel):
    """Date of which the day, month or year may be unknown."""

    year: Whole = None
    month: Whole = None
    day: Whole = None


class Period(LixModel):
    """Start and end of an entry. An empty `end` object means that the entry is current."""

    started_on: Annotated[DateParts, Part] = Field(default_factory=DateParts)
    ended_on: Annotated[DateParts, Part] = Field(default_factory=DateParts)


class DatedEntry(LixModel):
    """Entry of a career with a start and an end."""

    date_started: Text = None
    """In words: 'April 2022', '2010'; '0' is unknown (captured answers)."""
    date_ended: Text = None
    """Dates in words; 'Present' while it's current."""
    time_period: Annotated[Period, Part] = Field(default_factory=Period)

    @property
    def started(self) -> YearMonth | None:
        """Start date, from its parts, else from its words; None if unknown."""
        return year_month(self.time_period.started_on, self.date_started)

    @property
    def ended(self) -> YearMonth | None:
        """End date; None if the entry is current or the end is unknown."""
        return year_month(self.time_period.ended_on, self.date_ended)

    @property
    def has_open_end(self) -> bool:
        """True if the dates mark the entry as current: the end is 'Present' or empty.

        Captured answers have 'Present' for an unknown date too, with the start '0'.
        """
        if self.date_ended is None:
            empty = "ended_on" in self.time_period.model_fields_set and self.ended is None
            return empty and self.started is not None
        unknown = self.started is None and self.date_started == "0"
        return self.date_ended.lower() == "present" and not unknown


def year_month(parts: DateParts, words: str | None) -> YearMonth | None:
    """Return a date from its parts, else from its words; None when neither has a year."""
    if parts.year:
        month = parts.month
        return parts.year, month if month is not None and 1 <= month <= 12 else None
    text = (words or "").lower()
    found = _YEAR.search(text)
    if found is None:
        return None
    name = text.lstrip()[:3]
    return int(found.group()), _MONTHS.index(name) + 1 if name in _MONTHS else None


class Tenure(LixModel):
    """Duration of a position."""

    years: Whole = None
    months: Whole = None


class OrganisationLink(LixModel):
    """Organisation as named in a person's record."""

    name: Text = None
    link: Text = None
    sales_nav_link: Text = None


class Experience(DatedEntry):
    """One position."""

    title: Text = None
    description: Text = None
    location: Text = None
    seniority: Text = None
    organisation: Annotated[OrganisationLink, Part] = Field(default_factory=OrganisationLink)
    is_current: Flag = None
    position: Whole = None
    tenure_at_position: Annotated[Tenure | None, MaybePart] = None
    tenure_at_org: Annotated[Tenure | None, MaybePart] = None

    @property
    def current(self) -> bool:
        """True if the position is current, by its flag, else by its dates."""
        return self.has_open_end if self.is_current is None else self.is_current


class Education(DatedEntry):
    """A school or university."""

    institution_name: Text = None
    degree: Text = None
    field_of_study: Text = None
    activities_and_societies: Text = None
    description: Text = None
    grade: Text = None
    organisation: Annotated[OrganisationLink, Part] = Field(default_factory=OrganisationLink)


class Certification(LixModel):
    """A certificate."""

    title: Text = None
    issued_date: Text = None
    expiration_date: Text = None
    organisation: Annotated[OrganisationLink, Part] = Field(default_factory=OrganisationLink)
