"""The fields of organisations, job postings and posts in an export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.post import Post
from lix_tui.safe_cells import Cell, CellType
from lix_tui.services.export.fields import ExportField
from lix_tui.services.records.html_text import readable
from lix_tui.services.records.jobs import as_job
from lix_tui.services.records.organisations import as_organisation
from lix_tui.services.records.posts import as_post

ORGANISATION_DEFAULTS = (
    "name", "industry", "headquarters", "size", "employees", "followers", "company_type",
    "founded", "website", "open_jobs", "link", "sales_nav_link",
)  # fmt: skip
JOB_DEFAULTS = (
    "title", "company", "location", "employment", "seniority", "workplace", "industry",
    "applicants", "listed", "link", "company_link", "apply_link",
)  # fmt: skip
POST_DEFAULTS = (
    "author", "author_headline", "text", "reactions", "comments", "shares", "posted",
    "article_title", "article_source", "link", "author_link",
)  # fmt: skip


def _organisation(
    id_: str, title: str, get: Callable[[Organisation], Cell], type_: CellType = "text"
) -> ExportField:
    return ExportField(id_, title, lambda row: get(as_organisation(row.record)), type_)


def _job(
    id_: str, title: str, get: Callable[[JobPosting], Cell], type_: CellType = "text"
) -> ExportField:
    return ExportField(id_, title, lambda row: get(as_job(row.record)), type_)


def _post(
    id_: str, title: str, get: Callable[[Post], Cell], type_: CellType = "text"
) -> ExportField:
    return ExportField(id_, title, lambda row: get(as_post(row.record)), type_)


def _day(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d}" if moment else None


ORGANISATION_FIELDS: tuple[ExportField, ...] = (
    _organisation("name", "Name", lambda org: org.name),
    _organisation("industry", "Industry", lambda org: org.industry),
    _organisation("headquarters", "Headquarters", lambda org: org.headquarters),
    _organisation("address", "Address", lambda org: org.headquarters_address),
    _organisation("country", "Country", lambda org: org.hq_country),
    _organisation("locations", "Locations", lambda org: org.locations),
    _organisation("size", "Size", lambda org: org.size),
    _organisation("employees", "Employees", lambda org: org.li_employee_count, "number"),
    _organisation(
        "past_employees", "Past employees", lambda org: org.past_employee_count, "number"
    ),
    _organisation("followers", "Followers", lambda org: org.followers, "number"),
    _organisation("company_type", "Type", lambda org: org.company_type),
    _organisation("founded", "Founded", lambda org: org.year_founded, "number"),
    _organisation("website", "Website", lambda org: org.website),
    _organisation("specialities", "Specialities", lambda org: org.specialities),
    _organisation("about", "About", lambda org: org.description),
    _organisation("open_jobs", "Open jobs", lambda org: org.number_of_job_openings, "number"),
    _organisation(
        "investment_rounds", "Rounds", lambda org: org.number_of_investment_rounds, "number"
    ),
    _organisation("stock_ticker", "Ticker", lambda org: org.stock_ticker_code),
    _organisation("crunchbase_id", "Crunchbase id", lambda org: org.crunchbase_id),
    _organisation("link", "Link", lambda org: org.link),
    _organisation("sales_nav_link", "Sales Navigator link", lambda org: org.sales_nav_link),
    _organisation("picture", "Picture", lambda org: org.logo_url),
    _organisation("id", "Id", lambda org: org.id),
    _organisation("li_id", "LinkedIn id", lambda org: org.li_id),
    _organisation("sales_nav_id", "Sales Navigator id", lambda org: org.sales_nav_id),
    _organisation("lix_id", "Lix id", lambda org: org.lix_id),
)
JOB_FIELDS: tuple[ExportField, ...] = (
    _job("title", "Title", lambda job: job.title),
    _job("company", "Company", lambda job: job.company.name),
    _job("company_link", "Company link", lambda job: job.company.url),
    _job("company_employees", "Employees", lambda job: job.company.staff_count, "number"),
    _job("about", "About the company", lambda job: job.company.description),
    _job("location", "Location", lambda job: job.formatted_location),
    _job("employment", "Kind", lambda job: job.employment_type),
    _job("seniority", "Seniority", lambda job: job.formatted_experience_level),
    _job("functions", "Functions", lambda job: "; ".join(job.formatted_job_functions)),
    _job("industry", "Industry", lambda job: "; ".join(job.formatted_industries)),
    _job("workplace", "Workplace", lambda job: "; ".join(job.workplace_types)),
    _job("remote", "Remote", lambda job: job.work_remote_allowed, "flag"),
    _job("applicants", "Applicants", lambda job: job.applies, "number"),
    _job("listed", "Listed", lambda job: _day(job.listed_at)),
    _job("description", "Description", lambda job: readable(job.description or "")),
    _job("link", "Link", lambda job: job.best_link),
    _job("apply_link", "Apply link", lambda job: job.apply_link),
    _job("job_id", "Job id", lambda job: job.job_posting_id),
)
POST_FIELDS: tuple[ExportField, ...] = (
    _post("author", "Author", lambda post: post.person.name),
    _post("author_headline", "Headline", lambda post: post.person.description),
    _post("author_link", "Author link", lambda post: post.person.link),
    _post("text", "Text", lambda post: post.text),
    _post("reactions", "Reacted", lambda post: post.reactions, "number"),
    _post("comments", "Comments", lambda post: post.num_comments, "number"),
    _post("shares", "Shares", lambda post: post.num_shares, "number"),
    _post("posted", "About", lambda post: _day(post.posted)),
    _post("article_title", "Article", lambda post: post.embedded_object.title),
    _post("article_source", "Source", lambda post: post.embedded_object.source),
    _post("link", "Link", lambda post: post.best_link),
    _post("urn", "URN", lambda post: post.urn),
    _post("post_id", "Post id", lambda post: post.id),
)
