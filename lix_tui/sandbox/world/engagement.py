"""Comments on posts, reactions to them, and the activity of each person.

Who comments and reacts is computed from the number of the post, so that a post's list and a
person's activity agree without listing the whole world.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import gcd

from lix_tui.sandbox.world.dice import between, dice, pick
from lix_tui.sandbox.world.docs_samples import MEMBER
from lix_tui.sandbox.world.hostile import SHARE, hostile_headline
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.posts import COUNT, WorldPost, build_post

TYPES = ("LIKE", "CELEBRATE", "INSIGHTFUL", "LOVE", "SUPPORT", "FUNNY")
_SHARES = (80, 10, 5, 3, 1, 1)
"""Per cent of each type."""
_PROLIFIC = 50
"""One person in so many has posts that only their own activity lists."""
_SECOND = 9
"""Every ninth comment is by the author of the one before."""
_COMPANY = 40
"""Every 40th reaction is a company's."""
_MILLISECONDS = 22
"""Bits of an activity number below its time in milliseconds."""
_MIXER, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
_TEXTS = (
    "Congratulations!",
    "This is so true. We saw the same last year.",
    "Thank you for sharing, {name}.",
    "I disagree with the second point: it depends on the size of the team.",
    "Would love to hear more about how you measured this.",
    "Saved for later 👏",
    "Great summary.\n\nWe wrote about the same topic last month, happy to compare notes.",
    "Wir sehen das genauso.",
    "¿Cómo lo habéis medido?",
    "+1",
)


@dataclass(frozen=True, slots=True)
class WorldComment:
    """A comment on a post."""

    id: int
    post: WorldPost
    author: WorldPerson
    text: str
    reactions: int
    replies: int

    @property
    def moment(self) -> int:
        """Time of the comment in milliseconds since 1970."""
        return self.id >> _MILLISECONDS

    @property
    def breakdown(self) -> tuple[tuple[str, int], ...]:
        """Every type of reaction with its number."""
        likes = self.reactions - self.reactions // 5
        counts = (likes, self.reactions - likes, 0, 0, 0, 0)
        return tuple(zip(TYPES, counts, strict=True))


@dataclass(frozen=True, slots=True)
class WorldReaction:
    """A reaction of a person or a company to a post."""

    post: WorldPost
    type: str
    person: WorldPerson | None
    organisation: WorldOrganisation | None


class Engagement:
    """Comments, reactions and activity in a world."""

    def __init__(
        self,
        seed: int,
        now: int,
        posts: Sequence[WorldPost],
        people: Sequence[WorldPerson],
        organisations: Sequence[WorldOrganisation],
    ) -> None:
        """``now`` is in seconds since 1970."""
        self._seed, self._now, self._listed = seed, now, posts
        self._people = [person for person in people if not person.anonymous]
        self._places = {person.index: place for place, person in enumerate(self._people)}
        self._organisations = organisations

    @cached_property
    def posts(self) -> tuple[WorldPost, ...]:
        """Every post, also those that no search lists."""
        more = (post for person in self._people for post in self._more_posts(person))
        return (*self._listed, *more)

    @cached_property
    def posts_by_urn(self) -> dict[str, WorldPost]:
        """Every post by its urn."""
        return {post.urn: post for post in self.posts}

    def posts_of(self, person: WorldPerson) -> list[WorldPost]:
        """Return the posts of a person, the newest first."""
        found = [post for post in self.posts if post.person is person]
        return sorted(found, key=lambda post: -post.id)

    def comments(self, post: WorldPost) -> list[WorldComment]:
        """Return the comments on a post, the newest first."""
        return [self._comment(post, number) for number in reversed(range(post.comments))]

    def comments_of(self, person: WorldPerson) -> list[WorldComment]:
        """Return the comments of a person, the newest first."""
        found = []
        for post in self.posts:
            slot = self._number(post, person, 1)
            first = slot + slot // (_SECOND - 1)
            numbers = (first, first + 1) if _slot(first + 1) == slot else (first,)
            found += [self._comment(post, one) for one in numbers if one < post.comments]
        return sorted(found, key=lambda comment: -comment.id)

    def reactions(self, post: WorldPost) -> list[WorldReaction]:
        """Return the reactions to a post."""
        return [self._reaction(post, number) for number in range(post.likes)]

    def reactions_of(self, person: WorldPerson) -> list[WorldReaction]:
        """Return the reactions of a person, to the newest post first."""
        found = []
        for post in self.posts:
            number = self._number(post, person, 2)
            if number < post.likes and not _is_company(number):
                found.append(self._reaction(post, number))
        return sorted(found, key=lambda reaction: -reaction.post.id)

    def reaction_counts(self, post: WorldPost) -> tuple[tuple[str, int], ...]:
        """Return every type of reaction to a post with its number."""
        found = [_type(number, post.likes) for number in range(post.likes)]
        return tuple((name, found.count(name)) for name in TYPES)

    def _more_posts(self, person: WorldPerson) -> Iterator[WorldPost]:
        if person.index % _PROLIFIC and person.member != MEMBER:
            return
        roll = dice(self._seed, 11, person.index)
        for number in range(between(roll, 30, 80)):
            post = build_post(roll, COUNT + number, self._now, [person], self._organisations)
            yield replace(post, person=person, organisation=None)

    def _step(self, post: WorldPost, purpose: int) -> tuple[int, int]:
        """Return the first person of a post and the distance to the next one."""
        size = len(self._people)
        mixed = (post.id ^ self._seed << 7) * _MIXER * purpose & _MASK
        mixed ^= mixed >> 31
        first, step = mixed % size, (mixed >> 24) % (size - 1) + 1
        while gcd(step, size) > 1:
            step += 1
        return first, step

    def _person(self, post: WorldPost, number: int, purpose: int) -> WorldPerson:
        first, step = self._step(post, purpose)
        return self._people[(first + number * step) % len(self._people)]

    def _number(self, post: WorldPost, person: WorldPerson, purpose: int) -> int:
        """Return the number of a person in the list of a post; the inverse of `_person`."""
        first, step = self._step(post, purpose)
        size = len(self._people)
        return (self._places[person.index] - first) * pow(step, -1, size) % size

    def _comment(self, post: WorldPost, number: int) -> WorldComment:
        author = self._person(post, _slot(number), 1)
        roll = dice(self._seed, 12, post.id, number)
        begin = post.id >> _MILLISECONDS
        end = max(begin + 1, self._now * 1000)
        moment = begin + (end - begin) * (number + 1) // (post.comments + 1)
        name = post.person.first_name if post.person else "team"
        text = hostile_headline(roll) if roll() < SHARE else pick(roll, _TEXTS).format(name=name)
        reactions = int(roll() ** 3 * 30)
        return WorldComment(
            id=moment << _MILLISECONDS | between(roll, 0, 0x3FFF) << 8 | number & 0xFF,
            post=post,
            author=author,
            text=text,
            reactions=reactions,
            replies=int(roll() * reactions / 3),
        )

    def _reaction(self, post: WorldPost, number: int) -> WorldReaction:
        kind = _type(number, post.likes)
        if _is_company(number):
            place = (post.id + number) % len(self._organisations)
            return WorldReaction(post, kind, None, self._organisations[place])
        return WorldReaction(post, kind, self._person(post, number, 2), None)


def _slot(number: int) -> int:
    """Return the number of a comment's author among the authors of a post's comments."""
    return number - (number + 1) // _SECOND


def _is_company(number: int) -> bool:
    return number % _COMPANY == _COMPANY - 1


def _type(number: int, total: int) -> str:
    """Return the type of a reaction; types are spread over the list."""
    place = number * 7919 % total * 100 // total if total % 7919 else number * 100 // total
    for name, share in zip(TYPES, _SHARES, strict=True):
        if place < share:
            return name
        place -= share
    return TYPES[0]
