"""The description of the API and the sandbox agree, in every dialect."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Protocol

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks as openapi_checks

from lix_tui.linkedin.conversations import conversation_id
from lix_tui.sandbox.app import description
from lix_tui.sandbox.config import DIALECTS, SandboxConfig, read_dialects
from lix_tui.sandbox.endpoints import ENDPOINTS, SandboxEndpoint
from lix_tui.sandbox.in_process import SandboxTransport
from lix_tui.sandbox.routes.table import HANDLERS

DOCUMENT = json.loads(description())
KEY = {"Authorization": "any"}
P = "https://www.linkedin.com"
ALFIE = {"viewer_id": "alfie-lambert"}
ENDPOINT_IDS = {"messages": "conversation_id", "sales_thread": "thread_id"}
GOOD: dict[str, dict[str, str]] = {
    "linkedin_account": {"viewer_id": "alfie-lambert"},
    "connections_remaining": {"viewer_id": "alfie-lambert"},
    "connections": {"viewer_id": "alfie-lambert"},
    "conversations": {**ALFIE, "count": "3"},
    "sales_threads": {**ALFIE, "filter": "INBOX"},
    "person_ids": {"li_flagship_id": "olivia-shaw"},
    "organisation_ids": {"li_flagship_id": "foxbank"},
    "job": {"job_id": "3900512190"},
    "hirers": {"job_id": "3900512190"},
    "post_comments": {"post_urn": "urn:li:activity:7019605025920286720", "start": "10"},
    "post_reactions": {"post_urn": "urn:li:activity:7019605025920286720"},
    "activity_posts": {"profile_link": f"{P}/in/alfie-lambert"},
    "activity_comments": {"profile_link": f"{P}/in/alfie-lambert"},
    "activity_reactions": {"profile_link": f"{P}/in/alfie-lambert", "start": "50"},
    "followers": {"profile_link": f"{P}/company/foxbank", **ALFIE},
    "employees": {"org_id": "b3JnYW5pc2F0aW9uOjU5MDAwMjY3", "page_size": "3"},
    "person": {"profile_link": f"{P}/in/olivia-shaw"},
    "person_extended": {"profile_link": f"{P}/in/olivia-shaw"},
    "person_employment": {"profile_id": "olivia-shaw"},
    "organisation": {"linkedin_url": f"{P}/company/foxbank"},
    "organisations_by_website": {"website": "foxbank.example"},
    "people_search": {"url": f"{P}/search/results/people/?keywords=data"},
    "jobs_search": {"url": f"{P}/jobs/search/?keywords=data"},
    "posts_search": {"url": f"{P}/search/results/content/?keywords=data", "start": "10"},
    "orgs_search": {"url": f"{P}/search/results/companies/?keywords=software"},
    "sales_search": {"url": f"{P}/sales/search/people?query=(keywords:data)"},
    "accounts_search": {"url": f"{P}/sales/search/company?query=(keywords:software)"},
    "lead_list": {"list_id": "7028381904637284352", "viewer_id": "alfie-lambert"},
    "account_list": {"list_id": "7028381904637284353", "viewer_id": "alfie-lambert"},
    "sales_facet": {"type": "COMPANY_WITH_LIST", "query": "fox"},
    "recruiter_facet": {"type": "skill", "query": "py"},
    "person_by_email": {"email": "sanjay.nair@foxbank.example"},
    "email": {"url": f"{P}/in/sanjay-nair"},
}
FORMS = [
    "envelope=flat",
    *(f"{name}={value}" for name, values in DIALECTS.items() for value in values[1:4]),
    "envelope=raw",
]
"""The default forms, and every other one."""


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=lambda endpoint: endpoint.name)
def test_the_description_is_that_of_the_endpoint_table(endpoint: SandboxEndpoint) -> None:
    for path in endpoint.paths:
        described = DOCUMENT["paths"][path]
        assert {method.upper() for method in described} == set(endpoint.methods)
        asked = described["get"]
        names = {entry["name"] for entry in asked["parameters"]}
        assert names == endpoint.parameters
        required = {entry["name"] for entry in asked["parameters"] if entry["required"]}
        assert required == set(endpoint.required)
        pool = endpoint.pool or "free"
        assert asked["x-lix-cost"] == {"pool": pool, "credits": 1 if endpoint.pool else 0}


SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)


def client(form: str = "envelope=flat") -> httpx.AsyncClient:
    config = SandboxConfig(interval=0, **read_dialects([form]))  # type: ignore[arg-type]  # each was checked by its name
    return httpx.AsyncClient(
        transport=SandboxTransport(config), base_url="http://127.0.0.1", headers=KEY
    )


async def test_nothing_else_is_described_and_it_is_served() -> None:
    paths = {path for endpoint in ENDPOINTS.values() for path in endpoint.paths}
    assert set(DOCUMENT["paths"]) == paths
    async with client() as http:
        assert (await http.get("/_sandbox/openapi.json")).json() == DOCUMENT


def as_described(path: str, answer: httpx.Response) -> None:
    SCHEMA[path]["GET"].validate_response(answer)


@pytest.mark.parametrize("form", FORMS)
async def test_good_answers_are_as_described(form: str) -> None:
    async with client(form) as http:
        path = ENDPOINTS["posts_search"].paths[0]
        posts = (await http.get(path, params=GOOD["posts_search"])).json()
        page = posts.get("searchResponse") or posts.get("response") or posts
        good = {**GOOD, "post": {"post_urn": page["posts"][0]["urn"]}}
        for inbox, name in (("conversations", "messages"), ("sales_threads", "sales_thread")):
            found = (await http.get(ENDPOINTS[inbox].paths[0], params=ALFIE)).json()
            first = (found.get("conversations") or found["data"]["elements"])[0]
            id_ = conversation_id(first.get("conversationUrl") or first["id"])
            good[name] = {ENDPOINT_IDS[name]: id_, **ALFIE}
        for name, endpoint in ENDPOINTS.items():
            if name == "lookc_request":
                continue
            body = {"skills": [{"text": "Python"}]} if endpoint.json else None
            path, params = endpoint.paths[0], good.get(name, {})
            sent = {key: value for key, value in params.items() if f"{{{key}}}" not in path}
            answer = await http.request("GET", path.format(**params), params=sent, json=body)
            assert answer.status_code in (200, 202), (name, answer.text)
            as_described(path, answer)
            if answer.status_code == 202:
                asked = {"request_id": answer.json()["request_id"]}
                for _ in range(4):
                    stand = await http.get("/v1/request", params=asked)
                    as_described("/v1/request", stand)
                assert stand.json()["status"] == "complete"


async def test_what_is_not_as_described_is_noticed() -> None:
    async with client() as http:
        answer = await http.get("/v1/account/balances")
    wrong = httpx.Response(200, json={"emailBalance": "many"}, request=answer.request)
    wrong.elapsed = timedelta()
    with pytest.raises(BaseExceptionGroup, match="distinct failures"):
        as_described("/v1/account/balances", wrong)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Yield a sandbox on a socket without a rate limit."""
    command = [sys.executable, "-m", "lix_tui", "sandbox", "--port", "0", "--interval", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def test_every_route_is_tried() -> None:
    operations = [found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)]
    tried = {(operation.path, operation.method.upper()) for operation in operations}
    routes = [(path, e.methods) for e in ENDPOINTS.values() for path in e.paths]
    assert tried == {(path, method) for path, methods in routes for method in methods}
    assert set(HANDLERS) == set(ENDPOINTS)


class Case(Protocol):
    """The used part of Schemathesis's case, whose operation is generic."""

    def call_and_validate(
        self, *, base_url: str, headers: dict[str, str], checks: list[Callable[..., bool | None]]
    ) -> object: ...


@SCHEMA.parametrize()
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_request_is_answered_as_described(case: Case, served: str) -> None:
    case.call_and_validate(
        base_url=served,
        headers=KEY,
        checks=[
            schemathesis.checks.not_a_server_error,
            openapi_checks.status_code_conformance,
            openapi_checks.content_type_conformance,
            openapi_checks.response_schema_conformance,
        ],
    )
