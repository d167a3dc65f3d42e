"""Conversations of a connected account with people of the world."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from lix_tui.sandbox.world.dice import Roll, between, dice, pick, sample
from lix_tui.sandbox.world.hostile import SHARE, hostile_headline
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.world import World

COUNT = 47
"""Conversations of each account in LinkedIn's inbox."""
SALES_COUNT = 43
"""Threads of each account in Sales Navigator's inbox."""
LONGEST = 53
"""Messages of the newest conversation."""
_HOUR_MS = 3_600_000
_TITLES = ("Launch in {place}", "{topic} working group", "Dinner on Thursday", "{topic} & friends")
_OPENINGS = (
    "Hi {name}, thank you for connecting!",
    "Hello {name}, may I ask you something about {topic}?",
    "Good to meet you last week, {name}.",
    "Hi {name},\n\nwe are looking for somebody who knows {topic}. Would you have time for a call?",
    "Bonjour {name}, merci pour votre message.",
    "{name}さん、はじめまして。",
)
_LINES = (
    "Thursday at ten would suit me.",
    "Thank you, that helps a lot.",
    "Let me ask my colleagues and come back to you.",
    "Here is the summary:\n- three questions\n- two answers\n- one open point",
    "Could you send me the slides? 🙏",
    "I have added Ana to this conversation.",
    "We decided to wait until next quarter.",
    "Perfect, see you then!",
    "Sorry for the late reply, I was travelling.",
    (
        "That is a longer story: we began with {topic}, changed our minds twice, and ended up "
        "with something much simpler than anybody had planned, which is usually a good sign."
    ),
)


@dataclass(frozen=True, slots=True)
class WorldMessage:
    """One message. ``sender`` is None for the viewer; ``at`` is in milliseconds since 1970."""

    number: int
    """Position in the conversation, from 0."""
    sender: WorldPerson | None
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class WorldConversation:
    """A conversation with its messages, the oldest first."""

    id: str
    people: tuple[WorldPerson, ...]
    """Participants without the viewer."""
    title: str
    messages: tuple[WorldMessage, ...]
    unread: int

    @property
    def at(self) -> int:
        """Time of the last message in milliseconds since 1970."""
        return self.messages[-1].at


def conversations_of(world: World, viewer: str) -> list[WorldConversation]:
    """Return the conversations in an account's inbox on LinkedIn, the newest first."""
    return _inbox(world, viewer, 31, COUNT)


def sales_threads_of(world: World, viewer: str) -> list[WorldConversation]:
    """Return the threads in an account's inbox of Sales Navigator, the newest first."""
    return _inbox(world, viewer, 37, SALES_COUNT)


def account_number(world: World, viewer: str) -> int:
    """Return the member number of an account; for one outside the world, a number of its own."""
    person = world.person(viewer)
    if person is not None:
        return person.member
    return int.from_bytes(sha256(viewer.encode()).digest()[:4], "big")


def _inbox(world: World, viewer: str, salt: int, count: int) -> list[WorldConversation]:
    account = account_number(world, viewer)
    roll = dice(world.seed, salt, account)
    known = [one for one in world.people if not one.anonymous and one.member != account]
    at, found = int(world.now.timestamp() * 1000), []
    for number in range(count):
        at -= between(roll, 1, 14 * _HOUR_MS)
        found.append(_conversation(roll, account * 1000 + salt, number, at, known, salt == 31))
    return found


def _conversation(
    roll: Roll, base: int, number: int, at: int, known: list[WorldPerson], may_be_group: bool
) -> WorldConversation:
    is_group = may_be_group and number % 8 == 5
    people = tuple(sample(roll, known, between(roll, 2, 4) if is_group else 1))
    topic = people[0].function.skills[0]
    facts = {"name": people[0].first_name, "topic": topic, "place": people[0].area.name}
    title = pick(roll, _TITLES).format(**facts) if is_group else ""
    count = LONGEST if number == 0 else between(roll, 1, 12)
    times, moment = [], at
    for _ in range(count):
        times.append(moment)
        moment -= between(roll, 60_000, 30 * _HOUR_MS)
    messages = []
    for place, then in enumerate(reversed(times)):
        sender = pick(roll, (None, *people))
        line = pick(roll, _OPENINGS if place == 0 else _LINES)
        text = hostile_headline(roll) if roll() < SHARE * 3 else line.format(**facts)
        messages.append(WorldMessage(place, sender, text, then))
    unread = min(count, between(roll, 1, 3)) if messages[-1].sender and number % 5 < 2 else 0
    digest = sha256(f"{base}:{number}".encode()).hexdigest()
    name = f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}_100"
    id_ = f"2-{urlsafe_b64encode(name.encode()).decode()}"
    return WorldConversation(id_, people, title, tuple(messages), unread)
