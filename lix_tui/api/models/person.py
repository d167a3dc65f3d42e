"""A person, sparse in searches and full in a profile (Lix data dictionary)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import (
    Flag,
    Items,
    LixModel,
    MaybePart,
    Name,
    Part,
    Text,
    Texts,
    Whole,
    name_of,
)
from lix_tui.api.models.career import Certification, DateParts, Education, Experience, Tenure
from lix_tui.api.models.employment import EmploymentPosition
from lix_tui.linkedin.handles import product
from lix_tui.linkedin.links import person_keys

WITHOUT_NAME = "Without a name"
"""Words for a person of whom neither a name nor an address nor a link is known."""


class PersonSkill(LixModel):
    """Skill with its number of endorsements."""

    name: Text = None
    num_of_endorsement: Whole = None


class Language(LixModel):
    """Language with a proficiency such as 'NATIVE_OR_BILINGUAL'."""

    name: Text = None
    proficiency: Text = None


class Member(LixModel):
    """Member of LinkedIn of whom only the urn is known."""

    entity_urn: Text = None


class Publication(LixModel):
    """A publication."""

    name: Text = None
    publisher: Text = None
    description: Text = None
    url: Text = None
    published_on: Annotated[DateParts, Part] = Field(default_factory=DateParts)
    authors: Annotated[tuple[Member, ...], Items] = ()


class Patent(LixModel):
    """A patent."""

    title: Text = None
    issuer: Text = None
    url: Text = None
    issued_on: Annotated[DateParts, Part] = Field(default_factory=DateParts)
    inventors: Annotated[tuple[Member, ...], Items] = ()


class ViewerConnection(LixModel):
    """Relation of the viewer to the person."""

    connection_degree: Whole = None
    saved: Flag = None
    saved_list_count: Whole = None
    recent_posts_count: Whole = None


class RelatedPerson(LixModel):
    """Person listed in a profile. Lists inside of that person's record are left out."""

    name: Name = None
    headline: Text = None
    description: Text = None
    location: Text = None
    img: Text = None
    link: Text = None
    sales_nav_link: Text = None


class Person(LixModel):
    """A person; every part may be absent."""

    name: Name = None
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
    lix_id: Text = None
    twitter: Text = None
    website: Text = None
    email: Text = None
    email_status: Text = None
    """Status of the email address, such as 'VALID'. Set by email lookups only."""
    email_alternatives: Texts = ()
    phone: Text = None
    im: Text = None
    birthday: Text = None
    birth_date: Annotated[DateParts, Part] = Field(default_factory=DateParts)
    organisation: Text = None
    company_url: Text = None
    current: Text = None
    current_jobs: Text = None
    past_jobs: Text = None
    summary: Text = None
    """Part of the profile that a people search matched, in LinkedIn's words."""
    num_of_connections: Whole = None
    num_shared_connections: Whole = None
    shared_connection_names: Texts = ()
    shared_connection_urns: Texts = ()
    team_link_connection_profiles: Texts = ()
    article_followers: Whole = None
    default_db_id: Annotated[Whole, Field(alias="defaultDBID")] = None
    """Lix's own number for the record."""
    auto_scraped: Flag = None
    premium: Flag = None
    top_voice: Flag = None
    """True for a LinkedIn Top Voice, of the lookup of it; None if unknown."""
    viewer_connection: Annotated[ViewerConnection | None, MaybePart] = None
    experience: Annotated[tuple[Experience, ...], Items] = ()
    tenure_at_position: Annotated[Tenure | None, MaybePart] = None
    """Time in the current position that another answer said; only merged records have it."""
    education: Annotated[tuple[Education, ...], Items] = ()
    skills: Annotated[tuple[PersonSkill, ...], Items] = ()
    certifications: Annotated[tuple[Certification, ...], Items] = ()
    languages: Annotated[tuple[Language, ...], Items] = ()
    publications: Annotated[tuple[Publication, ...], Items] = ()
    patents: Annotated[tuple[Patent, ...], Items] = ()
    verified_positions: Annotated[tuple[EmploymentPosition, ...], Items] = ()
    """Positions of the lookup of the employment."""
    related_persons: Annotated[tuple[RelatedPerson, ...], Items] = ()

    @property
    def known_name(self) -> str | None:
        """Full name; None for a hidden person."""
        parts = " ".join(part for part in (self.first_name, self.last_name) if part)
        return self.name or name_of(parts)

    @property
    def full_name(self) -> str:
        """Full name; else the address, the id in the best link, or words that say so."""
        return self.known_name or self.email or self._handle or WITHOUT_NAME

    @property
    def _handle(self) -> str:
        """Slug, token or number in the best link; the link itself without one."""
        link = self.best_link or ""
        keys = person_keys(link) if link else ()
        return keys[0].partition(":")[2] if keys else link

    @property
    def headline_text(self) -> str:
        """Headline, which searches call ``description``; empty if absent."""
        return self.headline or self.description or ""

    @property
    def company(self) -> str | None:
        """Name of the current organisation, else of the first one; None without any."""
        for entry in self.experience:
            if entry.current and entry.organisation.name:
                return entry.organisation.name
        if self.organisation:
            return self.organisation
        return self.experience[0].organisation.name if self.experience else None

    @property
    def best_link(self) -> str | None:
        """URL of the profile, else the Sales Navigator link; None without either."""
        return self.link or self.sales_nav_link

    @property
    def tokens(self) -> tuple[str, ...]:
        """Member ids ('ACoA…', 'ACwA…') in links and id fields, without repeats."""
        parts = (self.link, self.sales_nav_link, self.sales_nav_id, self.li_id)
        keys = person_keys(*(part for part in parts if part))
        return tuple(key.removeprefix("token:") for key in keys if key.startswith("token:"))

    @property
    def recruiter_token(self) -> str | None:
        """Member id in Recruiter links ('AEMA…'), which can't be derived from other ids."""
        return next((token for token in self.tokens if product(token) == "recruiter"), None)


class PersonWithEmail(Person):
    """Profile that Lix found by an email address; without a name or link it found nobody."""


__all__ = ["DateParts", "Education", "Experience", "Person", "PersonWithEmail"]
