"""The posts of the world's people and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lix_tui.sandbox.world.dice import Roll, between, dice, pick, sample
from lix_tui.sandbox.world.hostile import SHARE, hostile_headline
from lix_tui.sandbox.world.industries import INDUSTRIES, Industry
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson

COUNT = 2000
_HOUR = 3600
_KINDS = ("", "", "", "", "photos", "photos", "videos", "documents", "jobs", "liveVideos")
_OPENINGS = (
    "Three things I got wrong about {topic} this year.",
    "We shipped it! Two years of work on {topic} are live today 🎉",
    "Unpopular opinion: {skill} is a people problem.",
    "A year ago I knew nothing about {topic}.",
    "Thank you to everybody who came to our evening on {topic}.",
    "Small teams, big {topic}: what we measured.",
    "I am happy to share that I am starting a new position!",
    "Heute ein Blick hinter die Kulissen: {topic}.",
    "Aujourd'hui, un mot sur {skill}.",
    "本日は{skill}について少し。",
    "شكراً لكل من حضر جلسة {topic}.",
)
_MIDDLES = (
    "The first version took a weekend; the next nine months went into making it boring.",
    "What helped most was writing things down before building them.",
    "We halved the waiting time and nobody noticed, which was the point.",
    "If you work on {topic}, I would love to compare notes.",
    "The best idea came from the person who had joined the week before.",
    "Here is the short version: measure, change one thing, measure again.",
)
_ENDINGS = (
    "What would you do differently?",
    "We are hiring, see the link in the comments.",
    "#{tag} #{area}",
    "More in the first comment 👇",
    "Thoughts?",
)


@dataclass(frozen=True, slots=True)
class WorldPost:
    """A post; ``age`` is in hours before now. Exactly one of the authors is set."""

    id: int
    person: WorldPerson | None
    organisation: WorldOrganisation | None
    text: str
    age: int
    kind: str
    likes: int
    comments: int
    shares: int
    article: str
    mentions: tuple[WorldOrganisation, ...]

    @property
    def urn(self) -> str:
        """URN in LinkedIn's feed."""
        return f"urn:li:activity:{self.id}"


def build_posts(
    seed: int,
    now: int,
    people: tuple[WorldPerson, ...],
    organisations: tuple[WorldOrganisation, ...],
) -> tuple[WorldPost, ...]:
    """Return all posts, in no order; ``now`` is in seconds since 1970."""
    roll = dice(seed, 7)
    writers = sample(roll, [person for person in people if not person.anonymous], 700)
    return tuple(build_post(roll, index, now, writers, organisations) for index in range(COUNT))


def build_post(
    roll: Roll,
    index: int,
    now: int,
    writers: Sequence[WorldPerson],
    organisations: Sequence[WorldOrganisation],
) -> WorldPost:
    """Return a post by one of the writers or an organisation; ``now`` is in seconds since 1970."""
    person = pick(roll, writers) if roll() < 0.92 else None
    organisation = None if person else pick(roll, organisations)
    age = int(roll() * roll() * 24 * 240)
    moment = (now - age * _HOUR) * 1000 - between(roll, 0, _HOUR * 1000 - 1)
    reach = int(roll() ** 4 * 900)
    return WorldPost(
        # An activity number is the time in milliseconds, followed by 22 other bits.
        id=moment << 22 | index << 8 | between(roll, 0, 255),
        person=person,
        organisation=organisation,
        text=_text(roll, person, organisation),
        age=age,
        kind=pick(roll, _KINDS),
        likes=reach,
        comments=int(reach * roll() * 0.2),
        shares=int(reach * roll() * 0.05),
        article=f"Notes on {pick(roll, pick(roll, INDUSTRIES).words)}" if roll() < 0.3 else "",
        mentions=(pick(roll, organisations),) if roll() < 0.1 else (),
    )


def _text(roll: Roll, person: WorldPerson | None, organisation: WorldOrganisation | None) -> str:
    """Return the text; empty for one post in 25, rarely hostile."""
    chance = roll()
    if chance < SHARE:
        return hostile_headline(roll)
    if chance < 0.04:
        return ""
    employer = organisation or (person.organisation if person else None)
    industry: Industry = employer.industry if employer else pick(roll, INDUSTRIES)
    topic = pick(roll, industry.words)
    facts = {
        "topic": topic,
        "skill": pick(roll, person.function.skills) if person else topic,
        "tag": topic.title().replace(" ", "").replace("-", ""),
        "area": (person.function.area if person else industry.name).replace(" ", ""),
    }
    middles = sample(roll, _MIDDLES, between(roll, 0, 4))
    lines = [pick(roll, _OPENINGS), *middles, pick(roll, _ENDINGS)]
    return "\n\n".join(line.format(**facts) for line in lines)
