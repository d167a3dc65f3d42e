"""Sample URLs and filters, one of each kind."""

from __future__ import annotations

from lix_tui.services.kinds import KindName
from lix_tui.services.queries.builder.fields import Chip

URLS: dict[KindName, str] = {
    "people": "https://www.linkedin.com/search/results/people/?keywords=cto&network=%5B%22F%22%5D",
    "jobs": "https://www.linkedin.com/jobs/search/?keywords=cto&f_WT=2",
    "posts": "https://www.linkedin.com/search/results/content/?keywords=cto&sortBy=%22relevance%22",
    "orgs": "https://www.linkedin.com/search/results/companies/?keywords=cto&companySize=%5B%22D%22%5D",
    "sales": (
        "https://www.linkedin.com/sales/search/people?query=(spellCorrectionEnabled:true,"
        "filters:List((type:SENIORITY_LEVEL,values:List((id:220,text:Director,"
        "selectionType:INCLUDED)))),keywords:cto)&sessionId=abc%3D%3D"
    ),
    "accounts": (
        "https://www.linkedin.com/sales/search/company?query=(spellCorrectionEnabled:true,"
        "filters:List((type:COMPANY_HEADCOUNT,values:List((id:D,text:51-200,"
        "selectionType:INCLUDED)))),keywords:cto)&viewAllFilters=true"
    ),
}
OTHER: dict[KindName, tuple[str, Chip]] = {
    "people": ("geoUrn", Chip("Berlin", "103035651")),
    "jobs": ("f_JT", Chip("Full-time", "F")),
    "posts": ("datePosted", Chip("Past week", "past-week")),
    "orgs": ("industryCompanyVertical", Chip("Banking", "41")),
    "sales": ("REGION", Chip("Germany", "101282230")),
    "accounts": ("REGION", Chip("Germany", "101282230")),
}
