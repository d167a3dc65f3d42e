"""Career of a person: positions, studies, certificates."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import Flag, LixModel, MaybePart, Part, Text, Whole
from lix_tui.api.models.dates import Dated


class Tenure(LixModel):
    """Duration of a position."""

    years: Whole = None
    months: Whole = None


class OrganisationLink(LixModel):
    """An organisation as a person's record names it."""

    name: Text = None
    link: Text = None
    sales_nav_link: Text = None


class Experience(Dated):
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
        """True if the person holds it now: by its flag, else by its dates."""
        return self.goes_on if self.is_current is None else self.is_current


class Education(Dated):
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
