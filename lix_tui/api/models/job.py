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
    first_present,
)
from lix_tui.linkedin.links import job_keys, job_link


class Headquarter(LixModel):
    """Seat of a company."""

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
        """The page of the posting."""
        if self.job_posting_url:
            return self.job_posting_url
        keys = job_keys(self.job_posting_id or "")
        return job_link(keys[0].removeprefix("job:")) if keys else None


def read_job(answer: JsonObject) -> JobPosting:
    """Return the posting of a lookup (``jobPosting``) or of a search (the fields themselves).

    The search element is documented nowhere; the same names are read, and plain ones beside.
    """
    posting = as_object(first_present(answer, "jobPosting", "job_posting")) or answer
    description = as_object(posting.get("description")).get("text")
    status = as_object(posting.get("employmentStatusResolutionResult")).get("localizedName")
    plain: JsonObject = {
        "jobPostingId": first_present(posting, "jobPostingId", "jobId", "id"),
        "jobPostingUrl": first_present(posting, "jobPostingUrl", "link", "url"),
        "formattedLocation": first_present(posting, "formattedLocation", "location"),
        "description": posting.get("description") if description is None else description,
        "employmentType": status or posting.get("employmentType"),
        "company": _company(posting),
        "applyLink": _apply_link(posting),
    }
    return JobPosting.model_validate({**posting, **plain})


def _apply_link(posting: JsonObject) -> object:
    """Return the application URL, which LinkedIn nests under one of several class names."""
    method = as_object(posting.get("applyMethod"))
    for part in (posting, method, *map(as_object, method.values())):
        found = first_present(part, "applyLink", "companyApplyUrl", "easyApplyUrl")
        if found is not None:
            return found
    return None


def _company(posting: JsonObject) -> object:
    """Return the company, which LinkedIn keeps under the name of one of its own classes."""
    for detail in as_object(posting.get("companyDetails")).values():
        found = as_object(as_object(detail).get("companyResolutionResult"))
        if found:
            return found
    company = first_present(posting, "company", "organisation", "companyName")
    return {"name": company} if isinstance(company, str) else company
