"""The names of the kinds of search."""

from __future__ import annotations

from typing import Literal

KindName = Literal["people", "jobs", "posts", "orgs", "sales", "recruiter", "connections"]
"""What a search looks for; connections are no search, but come page by page like one."""
