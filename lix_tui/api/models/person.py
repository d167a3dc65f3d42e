"""A person, sparse in searches and full in a profile (Lix data dictionary)."""

from __future__ import annotations

from typing import Annotated

from lix_tui.api.models.base import Items, LixModel, Text, Whole
from lix_tui.linkedin.links import person_keys


class DateParts(LixModel):
    """A date as far as it is known."""

    year: Whole = None
    month: Whole = None


class Period(LixModel):
    """When something was; an empty end means that it goes on."""

    started_on: DateParts = DateParts()
    ended_on: DateParts = DateParts()


class Tenure(LixModel):
    """How long."""

    years: Whole = None
    months: Whole = None


class OrganisationLink(LixModel):
    """An organisation as a person's record names it."""

    name: Text = None
    link: Text = None
    sales_nav_link: Text = None


class Experience(LixModel):
    """One position."""

    title: Text = None
    description: Text = None
    location: Text = None
    date_started: Text = None
    """In words: 'April 2022', '2010'; '0' is unknown."""
    date_ended: Text = None
    """In words; 'Present' for a current position."""
    organisation: OrganisationLink = OrganisationLink()
    time_period: Period = Period()
    is_current: bool | None = None
    tenure_at_position: Tenure | None = None
    tenure_at_org: Tenure | None = None

    @property
    def current(self) -> bool:
        """Whether the person holds it now, by flag or by an end called 'Present'."""
        if self.is_current is not None:
            return self.is_current
        return (self.date_ended or "").lower() == "present" and self.date_started != "0"


class Education(LixModel):
    """A school or university."""

    institution_name: Text = None
    degree: Text = None
    field_of_study: Text = None
    activities_and_societies: Text = None
    description: Text = None
    grade: Text = None
    date_started: Text = None
    date_ended: Text = None
    time_period: Period = Period()
    organisation: OrganisationLink = OrganisationLink()


class Skill(LixModel):
    """A skill and how many endorse it."""

    name: Text = None
    num_of_endorsement: Whole = None


class Certification(LixModel):
    """A certificate."""

    title: Text = None
    issued_date: Text = None
    expiration_date: Text = None
    organisation: OrganisationLink = OrganisationLink()


class Language(LixModel):
    """A language and how well it is spoken ('NATIVE_OR_BILINGUAL', ...)."""

    name: Text = None
    proficiency: Text = None


class Publication(LixModel):
    """A publication."""

    name: Text = None
    publisher: Text = None
    description: Text = None
    url: Text = None


class Patent(LixModel):
    """A patent."""

    title: Text = None
    issuer: Text = None
    url: Text = None


class ViewerConnection(LixModel):
    """How the viewer stands to the person."""

    connection_degree: Whole = None


class Person(LixModel):
    """A person; every part may be absent."""

    name: Text = None
    first_name: Text = None
    last_name: Text = None
    pronoun: Text = None
    headline: Text = None
    description: Text = None
    location: Text = None
    industry: Text = None
    about_summary_text: Text = None
    img: Text = None
    link: Text = None
    sales_nav_link: Text = None
    sales_nav_id: Text = None
    li_id: Text = None
    twitter: Text = None
    website: Text = None
    email: Text = None
    phone: Text = None
    birthday: Text = None
    organisation: Text = None
    company_url: Text = None
    num_of_connections: Whole = None
    num_shared_connections: Whole = None
    premium: bool | None = None
    viewer_connection: ViewerConnection | None = None
    experience: Annotated[tuple[Experience, ...], Items] = ()
    education: Annotated[tuple[Education, ...], Items] = ()
    skills: Annotated[tuple[Skill, ...], Items] = ()
    certifications: Annotated[tuple[Certification, ...], Items] = ()
    languages: Annotated[tuple[Language, ...], Items] = ()
    publications: Annotated[tuple[Publication, ...], Items] = ()
    patents: Annotated[tuple[Patent, ...], Items] = ()

    @property
    def full_name(self) -> str:
        """The name; LinkedIn's own words for a person that it does not name."""
        parts = " ".join(part for part in (self.first_name, self.last_name) if part)
        return self.name or parts or "LinkedIn Member"

    @property
    def headline_text(self) -> str:
        """The headline, which searches call description; empty when absent."""
        return self.headline or self.description or ""

    @property
    def company(self) -> str | None:
        """The current organisation's name, where the record says it."""
        for entry in self.experience:
            if entry.current and entry.organisation.name:
                return entry.organisation.name
        if self.organisation:
            return self.organisation
        return self.experience[0].organisation.name if self.experience else None

    @property
    def best_link(self) -> str | None:
        """The profile link, else the Sales Navigator link."""
        return self.link or self.sales_nav_link

    @property
    def tokens(self) -> tuple[str, ...]:
        """Member ids ('ACoA…', 'ACwA…') in links and id fields, without repeats."""
        parts = (self.link, self.sales_nav_link, self.sales_nav_id, self.li_id)
        keys = person_keys(*(part for part in parts if part))
        return tuple(key.removeprefix("token:") for key in keys if key.startswith("token:"))
