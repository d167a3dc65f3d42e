from __future__ import annotations

from typing import Any

import pytest

from lix_tui.sandbox.world import profiles
from lix_tui.sandbox.world.people import Person
from lix_tui.sandbox.world.world import World

from .conftest import Api

PATH = "/v1/li/recruiter/search/people"


def skill(text: str, **flags: bool) -> dict[str, object]:
    return {"text": text, "entity": "", "negated": False, "required": False, **flags}


async def ask(api: Api, *skills: dict[str, object], **more: object) -> dict[str, Any]:
    response = await api.client.request("GET", PATH, json={"skills": list(skills), **more})
    assert response.status_code == 200, response.text
    return response.json()


def having(world: World, *names: str) -> set[Person]:
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
        body = await ask(api, *skills)
        assert body["paging"]["total"] == min(len(wanted), 2500)
    both = await ask(api, skill("Python", required=True), skill("SQL"))
    assert both["paging"]["count"] == 25


async def test_entities_pages_and_post(api: Api) -> None:
    entity = {"text": "x", "entity": "urn:li:ts_skill:218"}
    first = await ask(api, entity, start=0)
    second = await ask(api, entity, start=25)
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
