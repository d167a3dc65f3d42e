"""Result pages in observed forms that aren't documented."""

from __future__ import annotations

from tests.api.samples import TOKEN

SALES_TOKEN = TOKEN.replace("ACo", "ACw")
PAGES = {
    "posts_page": ("posts_search", "posts", "activity:7000000000000000001"),
    "leads_page": ("sales_search", "people", f"token:{SALES_TOKEN}"),
    "recruiter_page": ("recruiter_search", "people", f"token:{TOKEN}"),
    "accounts_page": ("accounts_search", "organisations", "org:1670390"),
    "people_raw_page": ("people_search", None, "slug:dana-example"),
    "followers_as_connections": ("connections", None, "slug:dana-example"),
}
"""By file: the endpoint, the list of plain elements if it has one, and the first one's key."""
