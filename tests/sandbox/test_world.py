from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256

from lix_tui.linkedin.handles import member_number
from lix_tui.linkedin.recognition import recognise
from lix_tui.sandbox.config import NOW
from lix_tui.sandbox.world import profiles
from lix_tui.sandbox.world.tokens import member_of, token
from lix_tui.sandbox.world.world import World

DIGEST = "e96661caa5384215"


def digest(world: World) -> str:
    text = repr(
        (
            [(p.name, p.headline, p.member, world.slug(p)) for p in world.people],
            [world.career(p)[0].title if world.career(p) else "" for p in world.people],
            [(o.name, o.number, o.employees, o.industry.id) for o in world.organisations],
            [(j.id, j.title, j.posted, [p.index for p in j.hirers]) for j in world.jobs],
            [(p.id, p.text, p.likes) for p in world.posts],
            [profiles.about(world.seed, p) for p in world.people[:300]],
        )
    )
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def test_same_seed_same_world(world: World) -> None:
    assert digest(world) == DIGEST
    assert digest(World(1, NOW)) == DIGEST


def test_other_seed_or_moment_other_world() -> None:
    assert digest(World(2, NOW)) != DIGEST
    assert digest(World(1, datetime(2027, 3, 1, tzinfo=UTC))) != DIGEST


def test_sizes(world: World) -> None:
    assert len(world.people) >= 5000
    assert len(world.organisations) >= 400
    assert len(world.jobs) >= 1500
    assert len(world.posts) >= 2000


def test_everything_has_its_own_id(world: World) -> None:
    assert len(set(world.slugs)) == len(world.people)
    assert len(world.people_by_member) == len(world.people)
    assert len({item.number for item in world.organisations}) == len(world.organisations)
    assert len({item.slug for item in world.organisations}) == len(world.organisations)
    assert len(world.jobs_by_id) == len(world.jobs)
    assert len(world.posts_by_urn) == len(world.posts)
    addresses = [world.email(person) for person in world.people if person.organisation]
    assert len(set(addresses)) == len(addresses)


def test_careers_hang_together(world: World) -> None:
    gaps = overlaps = 0
    for person in world.people:
        career = world.career(person)
        assert career[: len(world.current(person))] == world.current(person)
        if person.organisation is not None:
            assert career[0].title == person.title
            assert career[0].organisation is person.organisation
        for position in career:
            assert position.start < (position.end or world.this_month + 1)
            assert position.start >= world.this_month - person.experience
            assert position.end is None or position.end <= world.this_month + 4
        past = [position for position in career if position.end is not None]
        for later, earlier in zip(
            career, past[1:] if career == tuple(past) else past, strict=False
        ):
            assert earlier.end is not None
            assert earlier.start <= later.start
            gaps += earlier.end < later.start
            overlaps += earlier.end > later.start
    assert gaps > 500
    assert overlaps > 500


def test_posts_and_jobs_belong_to_the_world(world: World) -> None:
    people, organisations = set(world.people), set(world.organisations)
    for post in world.posts:
        assert (post.person is None) != (post.organisation is None)
        assert post.person is None or post.person in people
    assert any(post.organisation for post in world.posts)
    hirers = 0
    for job in world.jobs:
        assert job.organisation in organisations
        for hirer in job.hirers:
            assert hirer.organisation is job.organisation
            hirers += 1
    assert hirers > 500


def test_post_ids_tell_the_time(world: World) -> None:
    for post in world.posts:
        age = world.now.timestamp() - (post.id >> 22) / 1000
        assert 0 <= age - post.age * 3600 <= 3600 + 1


def test_tokens_carry_the_member_number(world: World) -> None:
    for person in world.people[:200]:
        tokens = [token(product, person.member) for product in ("linkedin", "sales", "recruiter")]
        assert [text[:5] for text in tokens] == ["ACoAA", "ACwAA", "AEMAA"]
        assert len({text[12:] for text in tokens}) == 3
        for text in tokens:
            assert len(text) == 39
            assert member_number(text) == member_of(text) == person.member
            assert world.person(text) is person
    assert member_of("ACoAA" + "A" * 34) is None
    assert member_of("é" * 39) is None


def test_many_scripts_and_real_gaps(world: World) -> None:
    names = "".join(person.name for person in world.people)
    for script in ("[一-鿿]", "[А-я]", "[ء-ي]", "[א-ת]", "[ऀ-ॿ]", "[가-힣]", "[α-ω]", "[ąęłńśź]"):
        assert re.search(script, names), script
    share: Counter[str] = Counter()
    for person in world.people:
        share["headline"] += not person.headline
        share["skills"] += not profiles.skills(person)
        share["about"] += not profiles.about(1, person)
        share["employer"] += person.organisation is None
        share["anonymous"] += person.anonymous
    assert all(30 < count < 2500 for count in share.values()), share


def test_hostile_text_is_there_but_rare(world: World) -> None:
    hostile = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\[/")
    attacks = sum(bool(hostile.search(person.headline + person.name)) for person in world.people)
    assert len(world.people) / 400 < attacks < len(world.people) / 60


def test_every_link_of_the_world_is_read() -> None:
    world = World(1, NOW)
    people = [recognise(f"https://www.linkedin.com/in/{slug}") for slug in world.slugs]
    assert {target.kind for target in people} == {"person"}
    companies = [recognise(item.link) for item in world.organisations]
    assert {target.kind for target in companies} == {"company"}
