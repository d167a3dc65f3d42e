from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from lix_tui.sandbox.config import SandboxConfig
from lix_tui.sandbox.faults import FAULTS, Fault, parse_fault

from .conftest import SEARCHES, URLS, Api

BALANCES = "/v1/account/balances"


def test_reading() -> None:
    assert parse_fault("429:retry=5@sales_search%3") == Fault("429", 5.0, "sales_search", every=3)
    assert parse_fault("queued:2#7") == Fault("queued", 2.0, only=7)
    assert parse_fault("slow:0.5") == Fault("slow", 0.5)


@pytest.mark.parametrize(
    "spec",
    [
        *("", "oops", "slow", "slow:x", "429:5", "500:1", "500@nowhere", "500%0", "500#0"),
        *("500%3#1", f"500%{'9' * 5000}", f"500#{'9' * 5000}", f"slow:{'9' * 5000}"),
    ],
    ids=lambda spec: spec[:12],
)
def test_what_is_no_fault_is_refused_in_one_sentence(spec: str) -> None:
    with pytest.raises(ValueError, match=r"^(The fault |'[^'\n]*' isn't )[^\n]*\.$"):
        SandboxConfig(faults=(spec,))


@pytest.mark.parametrize(
    ("spec", "status", "type_"),
    [
        ("429", 429, "rate_limit"),
        ("500", 500, "api_error"),
        ("503", 503, None),
        ("queued", 503, "queued"),
        ("402", 402, "over_quota"),
        ("401", 401, "unauthorized"),
        ("daily_limit", 429, "daily_limit"),
        ("viewer", 407, "viewer_invalid"),
    ],
)
async def test_errors(
    make_api: Callable[..., Api], spec: str, status: int, type_: str | None
) -> None:
    api = make_api(faults=(spec,))
    response = await api.get(SEARCHES["people"], url=URLS["people"])
    assert response.status_code == status
    assert response.json()["error"].get("type") == type_
    assert api.sandbox.requests[0].fault == spec
    assert api.sandbox.requests[0].cost == 0


async def test_retry_after(make_api: Callable[..., Api]) -> None:
    response = await make_api(faults=("429:retry=5",)).get(BALANCES)
    assert response.headers["Retry-After"] == "5"


async def test_queued_then_answered(make_api: Callable[..., Api]) -> None:
    api = make_api(faults=("queued:2@people_search",))
    statuses = [
        (await api.get(SEARCHES["people"], url=URLS["people"])).status_code for _ in range(4)
    ]
    assert statuses == [503, 503, 200, 200]
    other = await api.get(SEARCHES["people"], url=URLS["people"] + "&page=2")
    assert other.status_code == 503
    assert (await api.get(BALANCES)).status_code == 200


async def test_every_nth_and_only_the_kth(make_api: Callable[..., Api]) -> None:
    api = make_api(faults=("500@balances%3",))
    statuses = [(await api.get(BALANCES)).status_code for _ in range(6)]
    assert statuses == [200, 200, 500, 200, 200, 500]
    api = make_api(faults=("500#2",))
    assert [(await api.get(BALANCES)).status_code for _ in range(3)] == [200, 500, 200]


async def test_pages_that_are_no_json(make_api: Callable[..., Api]) -> None:
    html = await make_api(faults=("html",)).get(BALANCES)
    assert html.status_code == 502
    assert "<html>" in html.text
    redirect = await make_api(faults=("redirect",)).get(BALANCES)
    assert redirect.status_code == 302
    assert redirect.headers["Location"].startswith("https://elsewhere.example")


@pytest.mark.parametrize("spec", ["truncate", "garbage"])
async def test_spoiled_answers_are_paid_for(make_api: Callable[..., Api], spec: str) -> None:
    api = make_api(faults=(spec,))
    response = await api.get(SEARCHES["people"], url=URLS["people"])
    assert response.status_code == 200
    with pytest.raises(ValueError, match=r"."):
        response.json()
    assert api.sandbox.requests[0].cost == 1


async def test_reset_breaks_the_connection_after_paying(make_api: Callable[..., Api]) -> None:
    api = make_api(faults=("reset",))
    with pytest.raises(httpx.ReadError):
        await api.get(SEARCHES["people"], url=URLS["people"])
    assert api.sandbox.requests[0].cost == 1


async def test_slow_and_latency_wait(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("lix_tui.sandbox.server.asyncio.sleep", sleep)
    for options in ({"faults": ("slow:60",)}, {"latency": 50.0}):
        assert (await make_api(**options).get(BALANCES)).status_code == 200
    assert (await make_api(faults=("slow:60",), latency=5.0).get(BALANCES)).status_code == 200
    assert waited == [60.0, 50.0, 65.0]


async def test_faults_change_while_it_runs(api: Api) -> None:
    assert (await api.get(BALANCES)).status_code == 200
    changed = await api.client.post("/_sandbox/faults", json={"faults": ["500"]})
    assert changed.json() == {"faults": ["500"]}
    assert (await api.get(BALANCES)).status_code == 500
    wrongs: tuple[object, ...] = ({"faults": ["oops"]}, {"faults": "500"}, [])
    for wrong in wrongs:
        assert (await api.client.post("/_sandbox/faults", json=wrong)).status_code == 400
    for broken in ("{", "[" * 100_000):
        assert (await api.client.post("/_sandbox/faults", content=broken)).status_code == 400
    await api.client.post("/_sandbox/faults", json={"faults": []})
    assert (await api.get(BALANCES)).status_code == 200


def test_every_fault_is_explained() -> None:
    assert all(text and not text.endswith(".") for text in FAULTS.values())


async def test_hostile_texts_stand_in_every_kind_of_field(make_api: Callable[..., Api]) -> None:
    attacks = ("\x1b]0;one\x07", "[/two]", "\ud800three")
    api = make_api(faults=("hostile@people_search", "hostile_error@person"), attacks=attacks)
    response = await api.get(SEARCHES["people"], url=URLS["people"])
    assert api.sandbox.requests[0].cost == 1
    page = response.json()
    people = page["people"]
    assert {one["name"].rsplit(" ")[-1] in attacks for one in people} == {True}
    links = [one["link"] for one in people]
    assert any(link.endswith(attacks) for link in links)
    assert not all(link.endswith(attacks) for link in links)
    assert any(name in attacks for one in people for name in one)
    assert "\\ud800three" in response.text
    error = await api.get("/v1/person", profile_link=links[0])
    assert error.status_code == 500
    assert error.json()["error"]["message"].endswith(attacks)


async def test_an_echo_repeats_the_key(make_api: Callable[..., Api]) -> None:
    api = make_api(faults=("echo",))
    answer = (await api.get(SEARCHES["people"], url=URLS["people"])).json()
    assert answer["askedWith"] == answer["people"][0]["askedWith"] == "key canary-key"
