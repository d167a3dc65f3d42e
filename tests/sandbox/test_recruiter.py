from __future__ import annotations

from typing import Any

import pytest

from lix_tui.sandbox.world import profiles
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

from .conftest import Api

PATH = "/v1/li/recruiter/search/people"


def skill(text: str, **flags: bool) -> dict[str, object]:
    return {"text": text, "entity": "", "negated": False, "required": False, **flags}


async def search_candidates(api: Api, *skills: dict[str, object], **more: object) -> dict[str, Any]:
    response = await api.client.request("GET", PATH, json={"skills": list(skills), **more})
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


def having(world: World, *names: str) -> set[WorldPerson]:
    return {
        person
        for person in world.people
        if set(names) <= {name for name, _ in profiles.skills(person)}
    }


async def test_required_negated_and_optional(api: Api, world: World) -> None:
    python, sql = having(world, "Python"), having(world, "SQL")
    assert python & sql
    assert python - sql
    cases = [
        ([skill("Python")], python),
        ([skill("Python"), skill("SQL")], python | sql),
        ([skill("Python", required=True), skill("SQL", required=True)], python & sql),
        ([skill("Python", required=True), skill("SQL")], python),
        ([skill("Python"), skill("SQL", negated=True)], python - sql),
        ([skill("Python"), skill("SQL", selected=False)], python),
    ]
    for skills, wanted in cases:
        body = await search_candidates(api, *skills)
        assert body["paging"]["total"] == min(len(wanted), 2500)
    both = await search_candidates(api, skill("Python", required=True), skill("SQL"))
    assert both["paging"]["count"] == 25


async def test_entities_pages_and_post(api: Api) -> None:
    entity: dict[str, object] = {"text": "x", "entity": "urn:li:ts_skill:218"}
    first = await search_candidates(api, entity, start=0)
    second = await search_candidates(api, entity, start=25)
    assert second["paging"]["start"] == 25
    assert first["people"] != second["people"]
    assert first["people"][0]["link"].startswith("https://www.linkedin.com/talent/profile/AEM")
    posted = await api.client.post(f"{PATH}?sequence_id=s", json={"skills": [entity]})
    assert posted.json()["meta"] == {"sequenceId": "s"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"skills": "Python"},
        {"skills": [{}]},
        {"skills": ["Python"]},
        {"skills": [], "start": -1},
        {"skills": [], "start": "5"},
        {"skills": [], "page": 1},
        {"skills": [{"entity": "urn:li:ts_skill:" + "9" * 5000}]},
        {"skills": [{"entity": ["urn:li:ts_skill:218"]}]},
        {"skills": [{"entity": 218, "text": "Python"}]},
        {"skills": [{"text": ["Python"], "entity": "urn:li:ts_skill:218"}]},
        {"skills": [{"text": "Python", "required": "true"}]},
    ],
)
async def test_bad_bodies(api: Api, body: object) -> None:
    response = await api.client.request("GET", PATH, json=body)
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "params_invalid"


async def test_the_body_must_be_declared_as_json(api: Api) -> None:
    for type_, content in (("text/plain", '{"skills":[]}'), ("application/json", "{")):
        headers = {"Content-Type": type_}
        response = await api.client.request("GET", PATH, content=content, headers=headers)
        assert response.status_code == 400


async def test_skills_are_what_the_profiles_say(api: Api, world: World) -> None:
    everybody = set(world.people)
    sql, go, rust = (having(world, name) for name in ("SQL", "Go", "Rust"))
    cases = [
        ([skill("SQL", negated=True)], everybody - sql),
        ([skill("SQL", required=True), skill("Rust", negated=True)], sql - rust),
        ([skill("sql", required=True), skill("Go"), skill("Rust")], sql),
        ([skill("Go"), skill("Rust"), skill("SQL", negated=True)], (go | rust) - sql),
        ([skill("SQL", required=True, negated=True)], everybody - sql),
        ([skill("Juggling", required=True)], set()),
        ([skill("Juggling", negated=True), skill("Go")], go),
    ]
    for skills, wanted in cases:
        body = await search_candidates(api, *skills)
        assert body["paging"]["total"] == min(len(wanted), 2500), skills


async def test_every_candidate_of_every_page_has_what_is_required(api: Api, world: World) -> None:
    wanted = having(world, "Go", "Rust") - having(world, "Python")
    skills = [
        skill("Go", required=True),
        skill("Rust", required=True),
        skill("Python", negated=True),
    ]
    links: list[str] = []
    for start in range(0, len(wanted) + 25, 25):
        response = await api.client.request(
            "GET", f"{PATH}?sequence_id=s", json={"skills": skills, "start": start}
        )
        links += [person["link"] for person in response.json().get("people", [])]
    assert len(links) > 25
    tokens = {
        f"https://www.linkedin.com/talent/profile/{token('recruiter', p.member)}" for p in wanted
    }
    assert set(links) == tokens
    assert len(links) == len(tokens)


async def test_what_is_nice_to_have_comes_first(api: Api, world: World) -> None:
    skills = [skill("Python", required=True), skill("Go"), skill("Rust")]
    by_link = {
        f"https://www.linkedin.com/talent/profile/{token('recruiter', person.member)}": person
        for person in world.people
    }
    lacking = []
    for start in range(0, len(having(world, "Python")), 25):
        response = await api.client.request(
            "GET", f"{PATH}?sequence_id=s", json={"skills": skills, "start": start}
        )
        for found in response.json()["people"]:
            names = {name for name, _ in profiles.skills(by_link[found["link"]])}
            lacking.append(len({"Go", "Rust"} - names))
    assert lacking == sorted(lacking)
    assert set(lacking) == {0, 1, 2}


async def test_every_skill_offered_finds_somebody(api: Api, world: World) -> None:
    offers: dict[str, str] = {}
    for letter in "abcdefghijklmnopqrstuvwxyz5":
        response = await api.get("/v1/li/recruiter/search/facet", type="skill", query=letter)
        offers |= {row["entity"]: row["text"] for row in response.json().get("results", [])}
    held = {name for person in world.people for name, _ in profiles.skills(person)}
    assert set(offers.values()) == held
    for entity, text in list(offers.items())[::12]:
        body = await search_candidates(api, {"entity": entity, "text": "", "required": True})
        assert body["paging"]["total"] == len(having(world, text)) > 0


async def test_pages_and_order_of_the_skills(api: Api) -> None:
    path = "/v1/li/recruiter/search/facet"
    whole = (await api.get(path, type="skill", query="c")).json()
    texts = [row["text"] for row in whole["results"]]
    assert texts[0].startswith("C")
    assert len(texts) > 12
    page = (await api.get(path, type="skill", query="c", start=3, count=4)).json()
    assert page["results"] == whole["results"][3:7]
    assert page["paging"] == {"count": 4, "start": 3, "total": len(texts)}
    beyond = (await api.get(path, type="skill", query="c", start=99)).json()
    assert "results" not in beyond
    for query in ("", "&", "zqxj"):
        nothing = (await api.get(path, type="skill", query=query)).json()
        assert nothing["paging"]["total"] == 0
        assert "results" not in nothing
    assert (await api.get(path, type="skill", query="r")).json()["results"][0]["text"] == "R"


@pytest.mark.parametrize(
    "content",
    [
        r'{"skills": [], "\ud800": 1}',
        r'{"skills": [{"text": "\udfff"}]}',
        '{"skills": [{"text": "Python", "more": NaN}]}',
        '{"skills": [], "start": 1e999}',
        '{"skills": ' + "[" * 500 + "]" * 500 + "}",
        '{"skills": ' + '{"a":' * 21 + "1" + "}" * 21 + "}",
    ],
    ids=lambda content: content[:24],
)
async def test_what_could_not_be_written_again_is_no_json(api: Api, content: str) -> None:
    headers = {"Content-Type": "application/json"}
    response = await api.client.request("GET", PATH, content=content, headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["message"] == "the body is not valid JSON"
    log = await api.client.get("/_sandbox/requests")
    assert [item["status"] for item in log.json()] == [400]
