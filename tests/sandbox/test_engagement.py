"""Comments, reactions and activity in the sandbox: coherent, paged by token, in every form."""

from __future__ import annotations

import pytest

from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

from .conftest import Api

POST = "urn:li:activity:7019605025920286720"
ALFIE = "https://www.linkedin.com/in/alfie-lambert"
COMMENTS, REACTIONS = "/v1/enrich/post/comments", "/v1/enrich/post/reactions"
ACTIVITY = "/v1/person/li/activity"


@pytest.fixture
def alfie(world: World) -> WorldPerson:
    found = world.person("alfie-lambert")
    assert found is not None
    return found


def test_a_post_and_its_people_agree(world: World) -> None:
    made = world.engagement
    post = world.post(POST)
    assert post is not None
    comments = made.comments(post)
    assert len(comments) == post.comments == 23
    assert len({one.id for one in comments}) == 23
    assert len({one.author.index for one in comments}) < 23, "somebody comments twice"
    assert [one.id for one in comments] == sorted((one.id for one in comments), reverse=True)
    for comment in comments[:5]:
        assert comment.id in {one.id for one in made.comments_of(comment.author)}
    reactions = made.reactions(post)
    assert len(reactions) == post.likes
    assert sum(count for _, count in made.reaction_counts(post)) == post.likes
    for reaction in reactions[:5]:
        assert reaction.person is not None
        assert post in [one.post for one in made.reactions_of(reaction.person)]
    assert any(one.organisation for one in reactions), "a company reacts too"


def test_the_activity_of_a_person_is_on_the_posts(world: World, alfie: WorldPerson) -> None:
    made = world.engagement
    posts, comments, reactions = (
        made.posts_of(alfie), made.comments_of(alfie), made.reactions_of(alfie),
    )  # fmt: skip
    assert min(len(posts), len(comments)) > 25
    assert len(reactions) > 50
    assert all(one.person is alfie for one in posts)
    for comment in comments[:5]:
        assert comment in made.comments(comment.post)
    for reaction in reactions[:5]:
        assert reaction in made.reactions(reaction.post)


async def test_everyone_can_be_opened_and_looked_up(api: Api, world: World) -> None:
    answer = (await api.get(COMMENTS, post_urn=POST)).json()
    for comment in answer["comments"][:3]:
        link = comment["author"]["link"]
        profile = (await api.get("/v1/person", profile_link=link)).json()
        assert profile["name"] == comment["author"]["name"]
        assert (await api.get("/v1/contact/email/by-linkedin", url=link)).status_code == 200
    urn = world.engagement.posts_of(world.people[0])[0].urn
    assert (await api.get("/v1/enrich/post", post_urn=urn)).status_code == 200


@pytest.mark.parametrize(
    ("path", "target", "name", "size"),
    [
        (COMMENTS, {"post_urn": POST}, "comments", 10),
        (f"{ACTIVITY}/posts", {"profile_link": ALFIE}, "posts", 25),
        (f"{ACTIVITY}/comments", {"profile_link": ALFIE}, "comments", 25),
        (f"{ACTIVITY}/reactions", {"profile_link": ALFIE}, "reactions", 50),
    ],
)
async def test_tokens_lead_to_the_end(
    api: Api, path: str, target: dict[str, str], name: str, size: int
) -> None:
    start, token, keys = 0, "", set[str]()
    while True:
        params = {**target, "start": str(start)}
        if token:
            params["pagination_token"] = token
        answer = (await api.get(path, **params)).json()
        found = answer[name]
        assert answer["paging"]["start"] == start
        assert answer["paging"]["count"] == len(found)
        keys |= {str(one.get("comment_urn") or one.get("post_urn") or one["urn"]) for one in found}
        start, token = start + len(found), answer.get("pagination_token", "")
        if not token:
            break
        assert len(found) == size
    assert len(keys) == start == answer["paging"]["total"]


async def test_a_token_belongs_to_its_target_and_its_offset(api: Api, world: World) -> None:
    token = (await api.get(COMMENTS, post_urn=POST)).json()["pagination_token"]
    other = next(post.urn for post in world.posts if post.comments > 20 and post.urn != POST)
    for path, urn, start in (
        (COMMENTS, other, "10"),
        (COMMENTS, POST, "20"),
        (REACTIONS, POST, "10"),
    ):
        refused = await api.get(path, post_urn=urn, start=start, pagination_token=token)
        assert refused.status_code == 400, (path, urn, start)
        assert "pagination_token" in refused.text
    kept = await api.get(COMMENTS, post_urn=POST, start="10", pagination_token=token)
    assert kept.status_code == 200


async def test_what_is_missing_or_wrong_is_refused(api: Api) -> None:
    assert (await api.get(COMMENTS)).status_code == 400
    assert (await api.get(COMMENTS, post_urn="urn:li:activity:1")).status_code == 404
    assert (await api.get(f"{ACTIVITY}/posts", profile_link="acme.com")).status_code == 400
    lead = "https://www.linkedin.com/sales/lead/ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM,NAME,x"
    assert (await api.get(f"{ACTIVITY}/posts", profile_link=lead)).status_code == 400
    refused = await api.get(REACTIONS, post_urn=POST, viewer_id="alfie-lambert")
    assert refused.status_code == 400


async def test_the_forms_of_other_versions_of_the_docs() -> None:
    camel = (await Api(spelling="camel").get(COMMENTS, post_urn=POST)).json()
    assert "paginationToken" in camel
    comment = camel["comments"][0]
    assert comment["commentUrn"].startswith("urn:li:comment:(activity:")
    assert comment["author"]["salesNavLink"].startswith("https://www.linkedin.com/sales/lead/")
    flat = (await Api(reactions="flat").get(REACTIONS, post_urn=POST)).json()
    assert set(flat["reactions"][0]) == {"reactionType", "actor"}
    assert "total_reactions" not in flat
    grouped = (await Api().get(REACTIONS, post_urn=POST)).json()
    assert grouped["total_reactions"] == sum(one["count"] for one in grouped["reactions"])
    assert sum(len(one["reactors"]) for one in grouped["reactions"]) == 10
    raw = (await Api(comments="raw").get(COMMENTS, post_urn=POST)).json()
    data = raw["postCommentsResponse"]["data"]
    (holder,) = data.values()
    assert len(holder["socialDetail"]["comments"]["elements"]) == 10
