"""The endpoint table, and how little it takes to read it."""

import subprocess
import sys

import pytest

from lix_tui.api.endpoints import ENDPOINTS, Host, Pool

STANDARD = {
    "job", "post", "person", "hirers", "people_search", "jobs_search", "posts_search",
    "orgs_search", "sales_search", "accounts_search", "recruiter_search", "person_extended",
    "person_employment", "conversations", "messages", "sales_threads", "sales_thread",
    "person_with_email", "followers",
    "post_comments", "post_reactions", "activity_posts", "activity_comments",
    "activity_reactions", "lead_list", "account_list",
}  # fmt: skip
ORG = {
    "person_ids",
    "organisation_ids",
    "organisation",
    "person_by_email",
    "organisations_by_website",
    "employees",
}
LOOKC = {"person_by_email", "lookc_request", "employees"}


@pytest.mark.parametrize("name", list(ENDPOINTS))
def test_entries(name: str) -> None:
    entry = ENDPOINTS[name]
    pool = (
        Pool.STANDARD
        if name in STANDARD
        else Pool.ORG
        if name in ORG
        else Pool.EMAIL
        if name == "email"
        else Pool.FREE
    )
    assert entry.name == name
    assert entry.pool is pool
    assert entry.cost == (0 if pool is Pool.FREE else 1)
    assert (entry.charged == "valid_only") is (name == "email")
    assert (entry.host is Host.LOOKC) is (name in LOOKC)
    assert entry.paths
    assert all(path.startswith("/v1/") for path in entry.paths) is (name != "employees")
    given = (*entry.required, *entry.optional, *entry.one_of)
    assert len(given) == len(set(given)) == len(entry.parameters)
    assert entry.summary


def test_all_of_the_docs_are_there() -> None:
    assert len(ENDPOINTS) == 42
    assert len({(entry.host, entry.paths[0]) for entry in ENDPOINTS.values()}) == 41


@pytest.mark.parametrize("module", ["endpoints", "errors", "limiter", "retry_after"])
def test_light_modules_load_neither_httpx_nor_pydantic(module: str) -> None:
    code = (
        f"import sys, lix_tui.api.{module}; "
        "print([m for m in ('httpx', 'pydantic', 'textual', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
