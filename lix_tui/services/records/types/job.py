"""Record type of job postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.job import JobPosting, job_fields
from lix_tui.linkedin.links import job_keys
from lix_tui.services.columns import ColumnLayout
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.html_text import readable
from lix_tui.services.records.mark_fields import MARK_FIELDS
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import EntryText, Field, Params, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, facts, lines

MOST_PREVIEW = 1200
"""Characters of a description in the preview."""


def _day(job: JobPosting) -> str | None:
    return f"{job.listed_at:%Y-%m-%d}" if job.listed_at else None


FIELDS: tuple[Field[JobPosting], ...] = (
    Field("title", "Title", lambda job: job.title, column=ColumnLayout(20, 2.4, 0)),
    Field("company", "Company", lambda job: job.company.name, column=ColumnLayout(16, 1.6, 1)),
    Field("company_link", "Company link", lambda job: job.company.url, "link"),
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
    Field("listed", "Listed", _day, "date", column=ColumnLayout(10, 0.0, 4)),
    Field("description", "Description", lambda job: readable(job.description or "")),
    Field("link", "Link", lambda job: job.best_link, "link"),
    Field("apply_link", "Apply link", lambda job: job.apply_link, "link"),
    Field("job_id", "Job id", lambda job: job.job_posting_id),
    *MARK_FIELDS,
)  # fmt: skip


def job_params(link: str) -> Params:
    """Return the job number of a link as request parameters."""
    return {"job_id": job_keys(link)[0].removeprefix("job:")}


def _title(job: JobPosting) -> str:
    return job.title or "A job"


_REMOTE = {True: "remote work allowed", False: "no remote work"}


def _facts(job: JobPosting) -> list[str]:
    facts = [
        job.employment_type,
        job.formatted_experience_level,
        ", ".join(job.workplace_types),
        ", ".join(job.formatted_job_functions),
        ", ".join(job.formatted_industries),
        None if job.applies is None else f"{job.applies:,} applied",
        f"listed {_day(job)}" if job.listed_at else None,
        None if job.work_remote_allowed is None else _REMOTE[job.work_remote_allowed],
    ]
    return [fact for fact in facts if fact]


def _company(job: JobPosting) -> Iterable[SummaryLine]:
    company, seat = job.company, job.company.headquarter
    size = None if company.staff_count is None else f"{company.staff_count:,} people"
    place = ", ".join(part for part in (seat.city, seat.postal_code, seat.country) if part)
    return (
        *lines(company.name, size, ", ".join(company.industries)),
        *facts(("headquarters", place), ("page", company.universal_name)),
    )


def _links(job: JobPosting) -> Iterable[SummaryLine]:
    links = (job.best_link, job.apply_link, job.company.url)
    return lines(*dict.fromkeys(link for link in links if link), role="link")


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
    entry_kind="job",
    keys=IDENTITIES["job"].keys,
    params=job_params,
    links=lambda job: (job.best_link,),
    best_link=lambda job: job.best_link,
    shape=job_fields,
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
        SectionSpec(
            "About the company", lambda job: lines(job.company.description), wide=True
        ),
        SectionSpec("Specialities", lambda job: lines(*job.company.specialities), wide=True),
        SectionSpec("Links", _links, wide=True),
        SectionSpec("Facts", lambda job: lines(*_facts(job))),
        SectionSpec("Company", _company),
        SectionSpec("Id", lambda job: facts(("job", job.job_posting_id), role="muted")),
    ),
    related=_related,
    entry=_entry,
    marks=True,
)  # fmt: skip
