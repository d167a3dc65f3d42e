"""Job postings in results and in full."""

from __future__ import annotations

from collections.abc import Iterator

from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.search import Element
from lix_tui.services.queries.opening import Opening
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.html_text import readable
from lix_tui.services.records.related import of_job
from lix_tui.services.records.summary import Section, SummaryLine


class JobsView:
    """Job postings of a LinkedIn search."""

    def name(self, element: Element) -> str:
        """The title."""
        return as_job(element.record).title or "A job"

    def cells(self, element: Element) -> tuple[str, ...]:
        """Title, company, location, kind of employment, day."""
        job = as_job(element.record)
        return (
            job.title or "",
            job.company.name or "",
            job.formatted_location or "",
            job.employment_type or "",
            f"{job.listed_at:%Y-%m-%d}" if job.listed_at else "",
        )

    def links(self, element: Element) -> tuple[str, ...]:
        """The posting's page."""
        link = as_job(element.record).best_link
        return (link,) if link else ()

    def summary(self, element: Element) -> list[SummaryLine]:
        """What, where, for whom, and the start of the description."""
        job = as_job(element.record)
        lines = [SummaryLine(job.title or "A job", "title")]
        lines += [SummaryLine(text, "subtitle") for text in (job.company.name,) if text]
        lines += [
            SummaryLine(text, "muted") for text in (job.formatted_location, *facts_of(job)) if text
        ]
        if job.description:
            lines += [SummaryLine(""), SummaryLine(readable(job.description)[:1200])]
        return lines

    def related(self, element: Element) -> Iterator[Opening]:
        """Yield the places it leads to, the likeliest first."""
        return of_job(as_job(element.record))

    def forms(self, element: Element) -> list[CopyForm]:
        """Link, title, number, JSON."""
        return job_forms(as_job(element.record), element.value)


def as_job(record: object) -> JobPosting:
    """The record as the posting it is. Raises TypeError for a record of another kind."""
    if isinstance(record, JobPosting):
        return record
    message = f"a {type(record).__name__} is no job posting"
    raise TypeError(message)


def job_forms(job: JobPosting, raw: object) -> list[CopyForm]:
    """Every form of a posting that can be copied."""
    pairs = (
        ("Job link", job.best_link),
        ("title", job.title),
        ("Apply link", job.apply_link),
        ("Company link", job.company.url),
        ("job id", job.job_posting_id),
    )
    return forms_of(pairs, raw)


def facts_of(job: JobPosting) -> list[str]:
    """What is known beside the description, a fact a line."""
    facts = [
        job.employment_type,
        job.formatted_experience_level,
        ", ".join(job.workplace_types),
        ", ".join(job.formatted_job_functions),
        ", ".join(job.formatted_industries),
        f"{job.applies:,} applied" if job.applies else None,
        f"listed {job.listed_at:%Y-%m-%d}" if job.listed_at else None,
    ]
    return [fact for fact in facts if fact]


def job_sections(job: JobPosting) -> list[Section]:
    """The posting in full, part by part."""
    company = job.company
    about = [
        company.name,
        f"{company.staff_count:,} people" if company.staff_count else None,
        ", ".join(company.industries),
    ]
    links = [link for link in (job.best_link, company.url) if link]
    return [
        section
        for section in (
            Section(
                "Description", tuple(SummaryLine(t) for t in (readable(job.description),) if t)
            ),
            Section("Facts", tuple(SummaryLine(fact) for fact in facts_of(job))),
            Section("Company", tuple(SummaryLine(text) for text in about if text)),
            Section(
                "About the company", tuple(SummaryLine(t) for t in (company.description,) if t)
            ),
            Section(
                "Apply", tuple(SummaryLine(link, "link") for link in (job.apply_link,) if link)
            ),
            Section("Links", tuple(SummaryLine(link, "link") for link in links)),
        )
        if section.lines
    ]
