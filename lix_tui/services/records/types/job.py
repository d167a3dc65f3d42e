"""Record type of job postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.job import JobPosting
from lix_tui.linkedin.links import job_keys
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.html_text import readable
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import EntryText, Field, Params, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, lines

MOST_PREVIEW = 1200
"""Characters of a description in the preview."""


def _day(job: JobPosting) -> str | None:
    return f"{job.listed_at:%Y-%m-%d}" if job.listed_at else None


FIELDS: tuple[Field[JobPosting], ...] = (
    Field("title", "Title", lambda job: job.title, column=ColumnLayout(20, 2.4, 0)),
    Field("company", "Company", lambda job: job.company.name, column=ColumnLayout(16, 1.6, 1)),
    Field("company_link", "Company link", lambda job: job.company.url),
    Field("company_employees", "Employees", lambda job: job.company.staff_count, "number"),
    Field("about", "About the company", lambda job: job.company.description),
    Field(
        "location", "Location", lambda job: job.formatted_location,
        column=ColumnLayout(14, 1.6, 2),
    ),
    Field("employment", "Kind", lambda job: job.employment_type, column=ColumnLayout(10, 0.4, 3)),
    Field("seniority", "Seniority", lambda job: job.formatted_experience_level),
    Field("functions", "Functions", lambda job: "; ".join(job.formatted_job_functions)),
    Field("industry", "Industry", lambda job: "; ".join(job.formatted_industries)),
    Field("workplace", "Workplace", lambda job: "; ".join(job.workplace_types)),
    Field("remote", "Remote", lambda job: job.work_remote_allowed, "flag"),
    Field("applicants", "Applicants", lambda job: job.applies, "number"),
    Field("listed", "Listed", _day, column=ColumnLayout(10, 0.0, 4)),
    Field("description", "Description", lambda job: readable(job.description or "")),
    Field("link", "Link", lambda job: job.best_link),
    Field("apply_link", "Apply link", lambda job: job.apply_link),
    Field("job_id", "Job id", lambda job: job.job_posting_id),
)  # fmt: skip


def job_params(link: str) -> Params:
    """Return the job number of a link as request parameters."""
    return {"job_id": job_keys(link)[0].removeprefix("job:")}


def _title(job: JobPosting) -> str:
    return job.title or "A job"


def _facts(job: JobPosting) -> list[str]:
    facts = [
        job.employment_type,
        job.formatted_experience_level,
        ", ".join(job.workplace_types),
        ", ".join(job.formatted_job_functions),
        ", ".join(job.formatted_industries),
        f"{job.applies:,} applied" if job.applies else None,
        f"listed {_day(job)}" if job.listed_at else None,
    ]
    return [fact for fact in facts if fact]


def _company(job: JobPosting) -> Iterable[SummaryLine]:
    company = job.company
    size = f"{company.staff_count:,} people" if company.staff_count else None
    return lines(company.name, size, ", ".join(company.industries))


def _head(job: JobPosting) -> Iterable[SummaryLine]:
    return (
        SummaryLine(_title(job), "title"),
        *lines(job.company.name, role="subtitle"),
        *lines(job.formatted_location, *_facts(job), role="muted"),
    )


def _related(job: JobPosting, link: str | None) -> Iterator[Destination]:
    """Yield the hirers, the company, its people and jobs, the posting."""
    link, name = job.best_link or link, job.company.name
    company = job.company.url or related_records.slug_link(job.company.universal_name)
    links = [company] if company else []
    yield from related_records.lookup("hirers", link, job.title)
    yield from related_records.lookup("organisation", company, name)
    yield from related_records.people_at(name, links)
    yield from related_records.jobs_at(name, links)
    yield from related_records.lookup("job", link, job.title)


def _entry(job: JobPosting) -> EntryText:
    words = (job.employment_type, readable(job.description or ""))
    return EntryText(
        job.title or "",
        company=job.company.name or "",
        place=job.formatted_location or "",
        words=" ".join(text for text in words if text),
    )


JOB: RecordType[JobPosting] = RecordType(
    endpoint="job",
    model=JobPosting,
    noun="job",
    entry_kind="job",
    keys=IDENTITIES["job"].keys,
    params=job_params,
    links=lambda job: (job.best_link,),
    best_link=lambda job: job.best_link,
    title=_title,
    subtitle=lambda job: (job.company.name, job.formatted_location),
    fields=FIELDS,
    export_defaults=(
        "title", "company", "location", "employment", "seniority", "workplace", "industry",
        "applicants", "listed", "link", "company_link", "apply_link",
    ),
    copies=(
        ("Job link", "link"),
        ("title", "title"),
        ("Apply link", "apply_link"),
        ("Company link", "company_link"),
        ("job id", "job_id"),
    ),
    head=_head,
    preview=(
        SectionSpec("", lambda job: lines(readable(job.description)[:MOST_PREVIEW])),
    ),
    detail=(
        SectionSpec("Description", lambda job: lines(readable(job.description)), wide=True),
        SectionSpec("Facts", lambda job: lines(*_facts(job))),
        SectionSpec("Company", _company),
        SectionSpec("About the company", lambda job: lines(job.company.description)),
        SectionSpec("Apply", lambda job: lines(job.apply_link, role="link")),
        SectionSpec("Links", lambda job: lines(job.best_link, job.company.url, role="link")),
    ),
    related=_related,
    entry=_entry,
    marks=True,
)  # fmt: skip
