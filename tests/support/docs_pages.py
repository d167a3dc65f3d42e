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
LISTS = {
    "post_comments": "post_comments",
    "post_comments_camel": "post_comments",
    "post_comments_raw": "post_comments",
    "post_reactions": "post_reactions",
    "post_reactions_flat": "post_reactions",
    "activity_posts_invented": "activity_posts",
    "activity_comments": "activity_comments",
    "activity_comments_invented": "activity_comments",
    "activity_reactions": "activity_reactions",
    "followers": "followers",
    "employees": "employees",
    "employees_n8n": "employees",
}
"""Lists of one target in the later docs, by file: the endpoint."""
