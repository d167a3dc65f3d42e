"""Result pages of the official documentation."""

from __future__ import annotations

PAGES = {
    "connections": ("connections_response", "elements", "Connection"),
    "people_search": ("searchResponse", "people", "Person"),
    "jobs_search": ("searchResponse", "people", "JobPosting"),
    "posts_search": ("searchResponse", "posts", "Post"),
    "orgs_search": ("searchResponse", "posts", "Org"),
    "sales_search": ("searchResponse", "people", "Person"),
    "accounts_search": (None, "organisations", "Organisation"),
    "lead_list": (None, "people", "Person"),
    "account_list": (None, "organisations", "Organisation"),
    "recruiter_search": (None, "people", "Person"),
}
"""By endpoint: the wrapper, the name of the list, and the placeholder in it."""
