"""Job postings as the API writes them.

The lookup passes LinkedIn's own object on, as a public client parses it. Lix documents no
fields for a search result; the sandbox writes a part of the same names.
"""

from __future__ import annotations

from datetime import timedelta

from lix_tui.sandbox.wire import organisations
from lix_tui.sandbox.wire.values import JsonObject, compact
from lix_tui.sandbox.world.jobs import LEVELS, TYPES, WORKPLACES, Job
from lix_tui.sandbox.world.world import World

_APPLY = "com.linkedin.voyager.jobs.OffsiteApply"
_COMPANY = "com.linkedin.voyager.deco.jobs.web.shared.WebJobPostingCompany"


def result(world: World, job: Job) -> JsonObject:
    """Return a posting in a job search."""
    posted = world.now - timedelta(hours=job.posted)
    return compact(
        {
            "title": job.title,
            "jobPostingId": str(job.id),
            "jobPostingUrl": f"https://www.linkedin.com/jobs/view/{job.id}/",
            "formattedLocation": job.area.name,
            "listedAt": str(int(posted.timestamp()) * 1000),
            "workRemoteAllowed": job.workplace == 2,
            "employmentStatusResolutionResult": {"localizedName": TYPES[job.type]},
            "companyDetails": {
                _COMPANY: {
                    "companyResolutionResult": {
                        "name": job.organisation.name,
                        "universalName": job.organisation.slug,
                        "url": job.organisation.link,
                    }
                }
            },
        }
    )


def full_record(world: World, job: Job) -> JsonObject:
    """Return a posting in the answer of ``/v1/enrich/job``."""
    item = job.organisation
    company: JsonObject = {
        "name": item.name,
        "universalName": item.slug,
        "url": item.link,
        "staffCount": item.employees,
        "description": organisations.description(item),
        "headquarter": {
            "country": item.area.country,
            "city": item.area.name.split(",")[0],
            "postalCode": f"{item.number % 90_000 + 10_000}",
        },
        "specialities": list(item.industry.words),
        "industries": [item.industry.name],
    }
    return compact(
        {
            **result(world, job),
            "description": {"text": job.description},
            "formattedExperienceLevel": LEVELS[job.level],
            "formattedJobFunctions": [job.function.name],
            "formattedIndustries": [item.industry.name],
            "workplaceTypes": [WORKPLACES[job.workplace]],
            "applies": job.applicants,
            "applyMethod": {_APPLY: {"companyApplyUrl": f"https://{item.domain}/jobs/{job.id}"}},
            "companyDetails": {_COMPANY: {"companyResolutionResult": company}},
        }
    )
