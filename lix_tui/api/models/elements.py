"""Elements of a search page: their raw objects, their keys, and the records they hold."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from lix_tui.api.models import activity
from lix_tui.api.models.accounts import account_fields, is_account
from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.api.models.inbox_answers import folded, read_conversation, read_message
from lix_tui.api.models.job import JobPosting, read_job
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.organisation_people import employee_fields
from lix_tui.api.models.person import Person
from lix_tui.api.models.person_elements import (
    is_connection,
    is_entity_result,
    person_of_connection,
    person_of_result,
)
from lix_tui.api.models.post import Post, read_post
from lix_tui.linkedin.conversations import conversation_keys, message_keys
from lix_tui.linkedin.links import (
    job_keys,
    numbers_in,
    organisation_keys,
    person_keys,
    post_keys,
)

MOST_UNPACKED = 2
"""Pages that stay unpacked, the newest ones: a packed page takes some 15 times less room, and a
third of a millisecond to read."""
_unpacked: deque[PageObjects] = deque()


class PageObjects:
    """JSON objects of one page, compressed while nobody reads them."""

    __slots__ = ("_objects", "_packed")

    def __init__(self, objects: Sequence[JsonObject]) -> None:
        """``objects`` are not cleaned."""
        self._objects: Sequence[JsonObject] | None = objects
        self._packed = b""

    def __getitem__(self, place: int) -> JsonObject:
        """Return one object. Raises IndexError."""
        objects = self._objects
        if objects is None:
            unpacked: list[JsonObject] = json.loads(zlib.decompress(self._packed))
            objects = self._objects = unpacked
            self.retain()
        return objects[place]

    def retain(self) -> None:
        """Note that the page stays in memory: it is packed once enough others have followed.

        May be called on any thread; packing takes some tenths of a millisecond.
        """
        _unpacked.append(self)
        with suppress(IndexError):  # another thread may take the oldest meanwhile
            while len(_unpacked) > MOST_UNPACKED:
                _unpacked.popleft().pack()

    def pack(self) -> None:
        """Compress the objects until one is read."""
        objects = self._objects
        if objects is None:
            return
        if not self._packed:
            try:
                text = json.dumps(objects, separators=(",", ":"))
            except RecursionError:  # nested almost as deep as can be read
                return
            self._packed = zlib.compress(text.encode("ascii"), 1)
        self._objects = None


Record = Person | JobPosting | Post | Organisation | Conversation | Message


@dataclass(frozen=True, slots=True)
class ElementKind:
    """Type of a search's elements."""

    model: Callable[[JsonObject], Record]
    keys: Callable[..., tuple[str, ...]]
    names: tuple[str, ...]
    """Fields that identify a record, the most reliable first."""
    fields: Callable[[JsonObject], JsonObject] = lambda raw: raw
    """Returns an element in the shape of its model."""
    is_raw: Callable[[JsonObject], bool] = lambda _: False
    """Returns True for LinkedIn's own elements, which have other names than Lix's."""
    row_key: Callable[[JsonObject], str | None] | None = None
    """Returns the key of an element that isn't the record itself, such as a person's comment."""
    joined: Callable[[JsonObject, JsonObject], JsonObject] = lambda _, value: value
    """Returns an element with the values of its stored record."""
    listed: Callable[[JsonObject], Record | None] = lambda _: None
    """Returns the record for the library where it isn't of the usual type: a company that has
    commented."""


MOST_MODELLED = 64
"""Records of elements that are kept modelled: a model takes far more room than its JSON."""
_modelled: deque[list[Record]] = deque()


@dataclass(frozen=True, slots=True)
class Element:
    """Result of a search. Its record is decoded on first use; the last 64 stay decoded."""

    key: str
    """Identifier of the record: slug, token or id, else a digest; see `distinct`."""
    _page: PageObjects = field(repr=False, compare=False)
    _place: int = field(repr=False, compare=False)
    _kind: ElementKind = field(repr=False, compare=False)
    _read: list[Record] = field(default_factory=list, repr=False, compare=False)
    shared_key: str = field(default="", repr=False, compare=False)
    """Slug that is another record's key in the same search; empty without one."""
    lasting: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """Identity keys of a person or organisation that never pass to another: numbers and tokens."""

    @property
    def raw(self) -> JsonObject:
        """The element as it was received, not cleaned."""
        return self._page[self._place]

    @property
    def keys(self) -> tuple[str, ...]:
        """All identity keys of the record, ``key`` first if it is one."""
        found = self._kind.keys(*_identifiers(self._kind, self.raw))
        if self._kind.row_key is not None:
            return found
        return tuple(dict.fromkeys((self.key, *found)))

    @property
    def record_key(self) -> str:
        """First identity key of the record; ``key`` for one without any."""
        if self._kind.row_key is None:
            return self.key
        texts = tuple(_identifiers(self._kind, self.raw))
        found = self._kind.keys(*texts) or company_keys(*texts)
        return next(iter(found), self.key)

    @property
    def shaped(self) -> JsonObject:
        """The element in the shape of its record's model, with all that the model lacks."""
        return self._kind.fields(self.raw)

    @property
    def listed_record(self) -> Record:
        """Record for the library: a company where a company has commented or reacted."""
        return self._kind.listed(self._kind.fields(self.raw)) or self.record

    @property
    def record(self) -> Record:
        """Decoded record; fields that can't be read are absent."""
        with suppress(IndexError):  # another thread may let go of it meanwhile
            return self._read[0]
        record = self._kind.model(self._kind.fields(self.raw))
        self._read.append(record)
        _modelled.append(self._read)
        if len(_modelled) > MOST_MODELLED:
            _modelled.popleft().clear()
        return record

    def with_value(self, value: JsonObject) -> Element:
        """Return the element with another value; see `with_value`."""
        page = PageObjects((self._kind.joined(self.raw, value),))
        page.retain()
        return replace(self, _page=page, _place=0, _read=[])

    @property
    def value(self) -> JsonObject:
        """JSON of the element for exports, not cleaned.

        The object as received. For one of LinkedIn's own results: the fields of the record that it
        describes, with the original under ``raw``.
        """
        raw = self.raw
        return {**self._kind.fields(raw), "raw": raw} if self._kind.is_raw(raw) else raw


def with_value(element: Element, value: JsonObject) -> Element:
    """Return the element with another value, in the shape of its record's model.

    An element that isn't the record itself keeps what it says besides.
    """
    return element.with_value(value)


def read_element(kind: ElementKind, raw: JsonObject) -> Element:
    """Return the element of a JSON object that isn't part of a page."""
    return Element(_key(kind, raw), PageObjects((raw,)), 0, kind)


def read_elements(
    kind: ElementKind, objects: Sequence[JsonObject], page: PageObjects
) -> tuple[Element, ...]:
    """Return the elements of a page's objects, different records under different keys."""
    has_lasting = kind.row_key is None and kind.keys in (person_keys, organisation_keys)
    found: list[Element] = []
    for place, raw in enumerate(objects):
        keys = kind.keys(*_identifiers(kind, raw)) if has_lasting else ()
        key = keys[0] if keys else _key(kind, raw)
        lasting = tuple(one for one in keys if not one.startswith("slug:"))
        found.append(Element(key, page, place, kind, lasting=lasting))
    return distinct(found, {})


def distinct(elements: Iterable[Element], known: Mapping[str, Element]) -> tuple[Element, ...]:
    """Return elements, with another key for one whose key is that of a different record.

    A slug passes from one person to another, so that two records of one search can have it. They
    are different if both have numbers of LinkedIn and none in common; the later one then has its
    number as key. ``known`` are the elements before these by their keys.
    """
    here: dict[str, Element] = {}
    found: list[Element] = []
    for element in elements:
        key = element.shared_key or element.key
        other = known.get(key) or here.get(key)
        one = _apart(element, key, other) if other is not None or element.shared_key else element
        here.setdefault(one.key, one)
        found.append(one)
    return tuple(found)


def unified(elements: Iterable[Element], known: Mapping[str, str]) -> tuple[Element, ...]:
    """Return elements, with the key of the earlier one for an element that is the same record.

    One record may have two slugs in one search. Two elements are the same if they have a number or
    a token in common. ``known`` has the keys of the elements before these by each of their lasting
    keys. An element that has something in common with two different ones keeps its key.
    """
    here: dict[str, str] = {}
    found: list[Element] = []
    for element in elements:
        keys = {key for one in element.lasting if (key := known.get(one) or here.get(one))}
        same = next(iter(keys), element.key) if len(keys) == 1 else element.key
        here.update((one, here.get(one, same)) for one in element.lasting if one not in known)
        found.append(element if same == element.key else replace(element, key=same, shared_key=""))
    return tuple(found)


def _apart(element: Element, key: str, other: Element | None) -> Element:
    """Return an element under a key, or under its number if ``other`` with that key differs."""
    own, numbers = numbers_in(element.keys), numbers_in(other.keys) if other is not None else ()
    if own and numbers and set(own).isdisjoint(numbers):
        return replace(element, key=own[0], shared_key=key)
    return replace(element, key=key, shared_key="")


def _person_fields(raw: JsonObject) -> JsonObject:
    if is_entity_result(raw):
        return person_of_result(raw)
    return person_of_connection(raw) if is_connection(raw) else raw


PEOPLE = ElementKind(
    Person.model_validate,
    person_keys,
    ("link", "salesNavLink", "salesNavId", "liId"),
    _person_fields,
    is_entity_result,
)
JOBS = ElementKind(
    read_job, job_keys, ("jobPostingUrl", "jobPostingId", "jobId", "link", "url", "id")
)
POSTS = ElementKind(read_post, post_keys, ("urn", "id"))
ORGS = ElementKind(Organisation.model_validate, organisation_keys, ("link", "salesNavLink"))
ACCOUNTS = ElementKind(
    Organisation.model_validate,
    organisation_keys,
    ("salesNavLink", "salesNavId", "link"),
    account_fields,
    is_account,
)
CONVERSATIONS = ElementKind(
    read_conversation,
    conversation_keys,
    ("backendUrn", "conversationUrn", "conversationUrl", "id", "entityUrn"),
    folded,
)
MESSAGES = ElementKind(read_message, message_keys, ("backendUrn", "id", "entityUrn"), folded)


def company_keys(*texts: str) -> tuple[str, ...]:
    """Return the identity keys of a company, from links only: its number could be a person's."""
    return organisation_keys(*(text for text in texts if "/" in text))


def actor_keys(*texts: str) -> tuple[str, ...]:
    """Return the identity keys of a person who has commented or reacted; none for a company."""
    return () if company_keys(*texts) else person_keys(*texts)


def _company(actor: JsonObject) -> Organisation | None:
    """Return an author or reactor with the link of a company page; None for a person."""
    link = actor.get("link")
    if not isinstance(link, str) or not company_keys(link):
        return None
    return Organisation.model_validate(
        {"name": actor.get("name"), "link": link, "logoUrl": actor.get("img")}
    )


COMMENTS = ElementKind(
    Person.model_validate,
    actor_keys,
    ("link", "salesNavLink", "liId"),
    activity.comment_author,
    row_key=activity.comment_key,
    joined=activity.with_comment,
    listed=_company,
)
REACTIONS = ElementKind(
    Person.model_validate,
    actor_keys,
    ("link", "salesNavLink", "liId"),
    activity.reaction_actor,
    row_key=activity.reaction_key,
    joined=activity.with_reaction,
    listed=_company,
)
EMPLOYEES = replace(PEOPLE, fields=employee_fields, is_raw=lambda _: False)
ACTIVITY_POSTS = ElementKind(read_post, post_keys, ("urn", "id"), activity.activity_post)
REACTED_POSTS = ElementKind(
    read_post,
    post_keys,
    ("urn", "id"),
    activity.reacted_post,
    joined=activity.with_date_reacted,
)

KINDS: Mapping[str, ElementKind] = {
    "people_search": PEOPLE,
    "sales_search": PEOPLE,
    "recruiter_search": PEOPLE,
    "connections": PEOPLE,
    "jobs_search": JOBS,
    "posts_search": POSTS,
    "orgs_search": ORGS,
    "accounts_search": ACCOUNTS,
    "conversations": CONVERSATIONS,
    "messages": MESSAGES,
    "sales_threads": CONVERSATIONS,
    "sales_thread": CONVERSATIONS,
    "followers": PEOPLE,
    "employees": EMPLOYEES,
    "activity_posts": ACTIVITY_POSTS,
    "activity_comments": COMMENTS,
    "activity_reactions": REACTED_POSTS,
    "post_comments": COMMENTS,
    "post_reactions": REACTIONS,
    "lead_list": PEOPLE,
    "account_list": ACCOUNTS,
}
"""By endpoint name."""


def _key(kind: ElementKind, raw: JsonObject) -> str:
    if kind.row_key is not None:
        return kind.row_key(raw) or _digest(raw)
    for text in _identifiers(kind, raw):
        if keys := kind.keys(text):
            return keys[0]
    return _digest(raw)


def _identifiers(kind: ElementKind, raw: JsonObject) -> Iterator[str]:
    """Yield the links and ids of a record, the most reliable first."""
    fields = kind.fields(raw)
    for name in kind.names:
        value = fields.get(name)
        if isinstance(value, str | int):
            yield str(value)


def _digest(raw: JsonObject) -> str:
    """Return a key for a record without any id: a digest of all it says."""
    text = json.dumps(raw, sort_keys=True)
    return "digest:" + hashlib.sha256(text.encode()).hexdigest()[:24]
