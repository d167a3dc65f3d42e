"""Values that the parameters of LinkedIn's own searches accept, in the form of filter specs.

Names and shapes are those of :mod:`lix_tui.linkedin.parameters`; the old names there are read and
edited, not offered.
"""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.linkedin.catalogue import FilterSpec, filter_table

PARAMETER_FILTERS: Mapping[str, Mapping[str, FilterSpec]] = {
    "people": filter_table(
        ("Best path in", "network", "Connections", "FLAGSHIP_NETWORK", "closed"),
        ("Best path in", "connectionOf", "Connections of", "CONNECTION_OF", "single"),
        ("Personal", "geoUrn", "Locations", "BING_GEO", ""),
        ("Company", "currentCompany", "Current company", "COMPANY_WITH_LIST", ""),
        ("Company", "pastCompany", "Past company", "COMPANY_WITH_LIST", ""),
        ("Personal", "industry", "Industry", "INDUSTRY", ""),
        ("Personal", "schoolFilter", "School", "SCHOOL", ""),
        ("Personal", "profileLanguage", "Profile language", "PROFILE_LANGUAGE", "closed"),
        ("Personal", "serviceCategory", "Service categories", None, ""),
        ("Personal", "firstName", "First name", None, "free single"),
        ("Personal", "lastName", "Last name", None, "free single"),
        ("Role", "titleFreeText", "Job title", None, "free single"),
        ("Company", "company", "Company name", None, "free single"),
        ("Personal", "schoolFreetext", "School name", None, "free single"),
    ),
    "jobs": filter_table(
        ("Personal", "location", "Location name", None, "free single"),
        ("Personal", "geoId", "Location", "BING_GEO", "single"),
        ("Personal", "distance", "Distance in miles", None, "single"),
        ("Recent updates", "f_TPR", "Date posted", "JOBS_F_TPR", "single"),
        ("Role", "f_E", "Experience level", "JOBS_F_E", "closed"),
        ("Role", "f_JT", "Job type", "JOBS_F_JT", ""),
        ("Role", "f_WT", "On-site or remote", "JOBS_F_WT", "closed"),
        ("Company", "f_C", "Company", "COMPANY_WITH_LIST", ""),
        ("Company", "f_I", "Industry", "INDUSTRY", ""),
        ("Role", "f_SB2", "Salary", None, "single"),
        ("Role", "f_AL", "Easy Apply", None, "toggle"),
        ("Search", "sortBy", "Sort by", "JOBS_SORT", "closed single"),
    ),
    "posts": filter_table(
        ("Recent updates", "datePosted", "Date posted", "POSTS_DATE", "closed single"),
        ("Search", "contentType", "Content type", "POSTS_CONTENT_TYPE", "closed single"),
        ("Search", "postedBy", "Posted by", "POSTS_POSTED_BY", "closed"),
        ("Author", "fromMember", "From member", "CONNECTION_OF", ""),
        ("Author", "fromOrganization", "From company", "COMPANY_WITH_LIST", ""),
        ("Author", "authorIndustry", "Author industry", "INDUSTRY", ""),
        ("Author", "authorCompany", "Author company", "COMPANY_WITH_LIST", ""),
        ("Author", "authorJobTitle", "Author job title", None, "free"),
        ("Mentions", "mentionsMember", "Mentioning member", "CONNECTION_OF", ""),
        ("Mentions", "mentionsOrganization", "Mentioning company", "COMPANY_WITH_LIST", ""),
        ("Search", "sortBy", "Sort by", "POSTS_SORT", "closed single"),
    ),
    "companies": filter_table(
        ("Company", "companyHqGeo", "Headquarters location", "BING_GEO", ""),
        ("Company", "industryCompanyVertical", "Industry", "INDUSTRY", ""),
        ("Company", "companySize", "Company size", "FLAGSHIP_COMPANY_SIZE", "closed"),
    ),
}
"""Parameters of each search on LinkedIn's own pages by name, without the keywords."""
