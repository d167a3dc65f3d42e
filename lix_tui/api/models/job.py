"""A job posting: LinkedIn's own object, which Lix passes on (field names of a public client)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lix_tui.api.models.base import (
    Flag,
    JsonObject,
    LixModel,
    Moment,
    Part,
    Text,
    Texts,
    Whole,
    as_object,
    beside,
    first_removed,
    removed,
    text_removed,
)
from lix_tui.linkedin.links import job_keys, job_link


class Headquarter(LixModel):
    """Location of a company's headquarters."""

    city: Text = None
    country: Text = None
    postal_code: Text = None


class JobCompany(LixModel):
    """The company of a posting."""

    name: Text = None
    universal_name: Text = None
    """The slug of its page."""
    url: Text = None
    description: Text = None
    staff_count: Whole = None
    headquarter: Annotated[Headquarter, Part] = Field(default_factory=Headquarter)
    specialities: Texts = ()
    industries: Texts = ()


class JobPosting(LixModel):
    """A job posting; every part may be absent."""

    title: Text = None
    job_posting_id: Text = None
    job_posting_url: Text = None
    formatted_location: Text = None
    description: Text = None
    employment_type: Text = None
    """Employment type as the page words it, such as 'Full-time'."""
    formatted_experience_level: Text = None
    formatted_job_functions: Texts = ()
    formatted_industries: Texts = ()
    workplace_types: Texts = ()
    work_remote_allowed: Flag = None
    applies: Whole = None
    listed_at: Moment = None
    apply_link: Text = None
    """Page to apply on: the company's own, else LinkedIn's form."""
    company: Annotated[JobCompany, Part] = Field(default_factory=JobCompany)

    @property
    def best_link(self) -> str | None:
        """URL of the posting's page; None if it is unknown."""
        if self.job_posting_url:
            return self.job_posting_url
        keys = job_keys(self.job_posting_id or "")
        return job_link(keys[0].removeprefix("job:")) if keys else None


_PLAIN = (
    ("jobPostingId", ("jobPostingId", "jobId", "id")),
    ("jobPostingUrl", ("jobPostingUrl", "link", "url")),
    ("formattedLocation", ("formattedLocation", "location")),
)
"""Fields of the model, with the names that answers have for them, the likeliest first."""
_APPLY = ("applyLink", "companyApplyUrl", "easyApplyUrl")


def read_job(answer: JsonObject) -> JobPosting:
    """Return the posting of a lookup (``jobPosting``) or of a search (the fields themselves)."""
    return JobPosting.model_validate(job_fields(answer))


def job_fields(answer: JsonObject) -> JsonObject:
    """Return an answer about a posting in the shape of its model, with everything left over.

    The search element is documented nowhere; the same names are read, and plain ones beside.
    """
    posting, rest = first_removed(answer, ("jobPosting", "job_posting"))
    fields = beside(posting, rest, "answer") if isinstance(posting, dict) and posting else answer
    found: JsonObject = {}
    for name, names in _PLAIN:
        found[name], fields = first_removed(fields, names)
    found["description"], fields = text_removed(fields, "description")
    found["employmentType"], fields = _employment(fields)
    found["company"], fields = _company(fields)
    found["applyLink"], fields = _apply_link(fields)
    return beside(found, fields, "posting")


def _employment(fields: JsonObject) -> tuple[object, JsonObject]:
    named, rest = removed(fields, "employmentStatusResolutionResult", "localizedName")
    return (named, rest) if named else removed(fields, "employmentType")


def _apply_link(fields: JsonObject) -> tuple[object, JsonObject]:
    """Return the application URL, which LinkedIn nests under one of several class names."""
    method = as_object(fields.get("applyMethod"))
    nested = [("applyMethod", name) for name, part in method.items() if isinstance(part, dict)]
    for path in ((), ("applyMethod",), *nested):
        for name in _APPLY:
            found, rest = removed(fields, *path, name)
            if found is not None:
                return found, rest
    return None, fields


def _company(fields: JsonObject) -> tuple[object, JsonObject]:
    """Return the company, which LinkedIn keeps under the name of one of its own classes."""
    for name in as_object(fields.get("companyDetails")):
        found, rest = removed(fields, "companyDetails", name, "companyResolutionResult")
        if isinstance(found, dict) and found:
            return found, rest
    company, rest = first_removed(fields, ("company", "organisation", "companyName"))
    return ({"name": company} if isinstance(company, str) else company), rest
