"""Positions of a person that Lix has verified (Lix docs, Person Employment)."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import Items, LixModel, MaybePart, Part, Text
from lix_tui.api.models.career import DateParts

_COMPANY_URN = re.compile(r"urn:li:(?:fsd?_)?(?:company|organization):([0-9]{1,20})")


class EmploymentPosition(LixModel):
    """One position."""

    title: Text = None
    company_name: Text = None
    company_urn: Text = None
    """Urn with LinkedIn's number of the company: 'urn:li:fsd_company:1337'."""
    location: Text = None
    employment_type: Text = None
    """Text for display: 'Full-time', 'Internship', ...; the set is open."""
    start_date: Annotated[DateParts, Part] = Field(default_factory=DateParts)
    end_date: Annotated[DateParts | None, MaybePart] = None
    """None while the position is current."""

    @property
    def current(self) -> bool:
        """True if the position has no end."""
        return self.end_date is None

    @property
    def company_number(self) -> str | None:
        """LinkedIn's number of the company; None if the urn has another form."""
        found = _COMPANY_URN.fullmatch(self.company_urn or "")
        return found and found[1]


class Employment(LixModel):
    """Positions of a person; the answer doesn't say whose."""

    experiences: Annotated[tuple[EmploymentPosition, ...], Items] = ()
