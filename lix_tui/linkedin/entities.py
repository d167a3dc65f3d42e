"""People, companies, jobs, posts and conversations in LinkedIn links, with their own links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lix_tui.linkedin.address import ORIGIN, Address, path_segments
from lix_tui.linkedin.handles import is_token, read_slug, trim_marks
from lix_tui.linkedin.percent import decode, encode_all

_PREFIXES = frozenset({"comm", "mwlite", "m", "embed"})
_NUMBER = re.compile(r"[0-9]{1,25}")
_TRAILING_NUMBER = re.compile(r"(?:^|.*[^0-9])([0-9]{6,25})", re.DOTALL)
_POST_SLUG = re.compile(r"(?:^|[-_])(activity|ugcpost|share)-([0-9]{1,25})(?:-|$)", re.IGNORECASE)
_POST_URN = re.compile(
    r"urn:li:(activity|ugcPost|share):([0-9]{1,25})(?![0-9])", re.IGNORECASE | re.ASCII
)
_ACTIVITY = "recent-activity"
ACTIVITIES = ("all", "shares", "comments", "reactions")
"""Pages of a person's activity that Lix can list."""
_POST_KINDS = {"activity": "activity", "ugcpost": "ugcPost", "share": "share"}
_TOKEN_TEXT = re.compile(r"[A-Za-z0-9_-]+")
_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f/?#\\<>\"]")
_OLD_PART = re.compile(r"[0-9a-f]{1,3}", re.IGNORECASE)
_MESSAGES = re.compile("message|messaging|msg_|conversation|thread", re.IGNORECASE)
_NEW_MESSAGE = frozenset({"new", "compose"})
_LEAD_PATHS = frozenset({"lead", "people", "person", "profile"})


class Entity(NamedTuple):
    """Kind, id and LinkedIn link of the entity that a link denotes; an inbox has no id."""

    kind: str
    id: str
    url: str


def _bare(text: str) -> str:
    """Return a slug or id without the marks around it; empty for text that can't be in a link."""
    text = text.strip()
    return "" if _UNFIT.search(text) else trim_marks(text)


def person(text: str) -> Entity | None:
    """Return the person of a slug, or of a token (whose case is kept)."""
    token = _bare(text)
    handle = token if is_token(token) else read_slug(text)
    return (handle and Entity("person", handle, f"{ORIGIN}/in/{encode_all(handle)}")) or None


def member(number: str) -> Entity | None:
    """Return a person known only by member number; None unless ``number`` is one."""
    if not _NUMBER.fullmatch(number):
        return None
    return Entity("person", number, f"{ORIGIN}/profile/view?id={number}")


def lead(text: str) -> Entity | None:
    """Return the Sales Navigator lead of a token; what follows its first comma doesn't count."""
    token = _bare(text.partition(",")[0])
    if not _TOKEN_TEXT.fullmatch(token):
        return None
    return Entity("lead", token, f"{ORIGIN}/sales/lead/{token}")


def recruiter_profile(text: str) -> Entity | None:
    """Return the person in Recruiter of a token."""
    token = _bare(text.partition(",")[0])
    if not _TOKEN_TEXT.fullmatch(token):
        return None
    return Entity("recruiter_profile", token, f"{ORIGIN}/talent/profile/{token}")


def company(text: str) -> Entity | None:
    """Return a company, school or showcase page by slug or number."""
    handle = read_slug(text, "company")
    return (handle and Entity("company", handle, f"{ORIGIN}/company/{encode_all(handle)}")) or None


def account(text: str) -> Entity | None:
    """Return the Sales Navigator account of a number, which is the organisation's."""
    number = _bare(text.partition(",")[0])
    return _numbered("account", number, f"{ORIGIN}/sales/company/{number}")


def job(text: str) -> Entity | None:
    """Return the job of a number, or of ``title-at-company-number``."""
    text = _bare(text)
    match = _TRAILING_NUMBER.fullmatch(text)
    number = match[1] if match else text
    return _numbered("job", number, f"{ORIGIN}/jobs/view/{number}/")


def post(text: str) -> Entity | None:
    """Return the post of a urn. One post has other activity, ugcPost and share numbers."""
    match = _POST_URN.fullmatch(_bare(text))
    return _post(match[1], match[2]) if match else None


def post_in(text: str) -> Entity | None:
    """Return the one post whose urn is inside another urn; None if there are none or several."""
    found = {_post(match[1], match[2]) for match in _POST_URN.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _post(kind: str, number: str) -> Entity:
    urn = f"urn:li:{_POST_KINDS[kind.lower()]}:{number}"
    return Entity("post", urn, f"{ORIGIN}/feed/update/{urn}/")


def post_slug(text: str) -> Entity | None:
    """Return a post by the end of a ``/posts/`` link."""
    match = _POST_SLUG.search(text)
    return _post(match[1], match[2]) if match else None


def sales_list(number: str, of: str) -> Entity | None:
    """Return the Sales Navigator list of ``people`` (leads) or of ``company`` (accounts)."""
    kind = "lead_list" if of == "people" else "account_list"
    return _numbered(kind, number, f"{ORIGIN}/sales/lists/{of}/{number}")


def group(number: str) -> Entity | None:
    """Return a LinkedIn group."""
    return _numbered("group", number, f"{ORIGIN}/groups/{number}/")


def conversation(text: str) -> Entity | None:
    """Return the conversation of a urn."""
    if not _MESSAGES.search(text):
        return None
    from lix_tui.linkedin.conversations import conversation_id, is_sales_conversation

    found = conversation_id(text)
    return _conversation(found, sales=is_sales_conversation(text)) if found else None


def _conversation(id_: str, *, sales: bool) -> Entity:
    from lix_tui.linkedin.conversations import conversation_link

    return Entity("conversation", id_, conversation_link(id_, sales=sales))


def _inbox(parts: list[str], *, sales: bool) -> Entity | None:
    """Return the conversation of an id in an inbox's link, or the inbox without one."""
    from lix_tui.linkedin.conversations import INBOX, SALES_INBOX, conversation_id

    if not parts or parts[0].lower() in _NEW_MESSAGE:
        return Entity("conversation", "", SALES_INBOX if sales else INBOX)
    found = conversation_id(parts[0])
    return _conversation(found, sales=sales) if found else None


def _numbered(kind: str, number: str, url: str) -> Entity | None:
    return Entity(kind, number, url) if _NUMBER.fullmatch(number) else None


def entity_at(address: Address, path: str) -> Entity | None:
    """Return the entity a LinkedIn link leads to; ``path`` is the part between host and query."""
    parts = list(path_segments(path))
    while parts and parts[0].lower() in _PREFIXES:
        parts.pop(0)
    words = [part.lower() for part in parts]
    match words:
        case ["in", *_] if len(parts) > 1:
            return person(parts[1])
        case ["pub", "dir", *_]:
            return None
        case ["pub", _, *numbers]:
            return _old_public(parts[1], numbers)
        case ["profile", "view", *_]:
            return _old_profile(decode(address.value("id") or ""))
        case ["talent", *_] | ["recruiter", "profile", *_]:
            return _after(parts, words, "profile", recruiter_profile)
        case ["company", "setup", _, *_]:
            return None
        case ["company" | "school" | "showcase" | "organization", _, *_]:
            return company(parts[1])
        case ["jobs", "view", "externalapply", _, *_]:
            return job(parts[3])
        case ["jobs" | "jobs2" | "hiring", "view" | "jobs", _, *_]:
            return job(parts[2])
        case ["jobs-guest", "jobs", "api", "jobposting", _, *_]:
            return job(parts[4])
        case ["job-apply", _, *_]:
            return job(parts[1])
        case ["posts", _, *_]:
            return post_slug(parts[1]) or post_in(parts[1])
        case ["video" | "analytics", _, _, *_]:
            return post_in(parts[2])
        case ["feed", *_]:
            return _feed(address, parts[2] if words[1:2] == ["update"] and len(parts) > 2 else "")
        case ["groups", _, *_]:
            return group(parts[1])
        case ["messaging", "thread", *_]:
            return _inbox(parts[2:], sales=False)
        case ["messaging", *_]:
            return _inbox([], sales=False)
        case ["sales", *_]:
            return _sales(address, parts[1:], words[1:])
        case _:
            return None


def list_params(address: Address, path: str, kind: str) -> dict[str, str]:
    """Return the part of a link that names a list of the entity; empty without one.

    ``recentActivity`` is the last part of a person's activity page, ``commentUrn`` a comment on a
    post.
    """
    if kind == "post":
        urn = decode(address.value("commentUrn") or "")
        return {"commentUrn": urn} if urn else {}
    words = [part.lower() for part in path_segments(path)]
    if kind != "person" or _ACTIVITY not in words:
        return {}
    shown = words[words.index(_ACTIVITY) + 1 :][:1] or ["all"]
    return {"recentActivity": shown[0]} if shown[0] in ACTIVITIES else {}


def _after(
    parts: list[str], words: list[str], word: str, read: Callable[[str], Entity | None]
) -> Entity | None:
    """Return the entity named by the part after ``word``."""
    if word not in words[:-1]:
        return None
    return read(parts[words.index(word) + 1])


def _old_public(name: str, numbers: list[str]) -> Entity | None:
    """Return the person of ``/pub/name/a7/576/b50``, who is ``/in/name-b50576a7`` today.

    LinkedIn redirects so: the three hexadecimal parts in reverse order, the later two with three
    digits each and the first without leading zeros (two public converters with tests).
    """
    found = person(name)
    if found is None or not numbers:
        return found
    if len(numbers) >= 3 and all(map(_OLD_PART.fullmatch, numbers[:3])):
        first, second, third = (number.lower() for number in numbers[:3])
        return person(f"{found.id}-{third:0>3}{second:0>3}{first.lstrip('0')}")
    tail = "/".join(encode_all(number) for number in numbers)
    return found._replace(url=f"{ORIGIN}/pub/{encode_all(found.id)}/{tail}")


def _old_profile(identifier: str) -> Entity | None:
    return member(identifier) or (person(identifier) if is_token(identifier) else None)


def _feed(address: Address, urn: str) -> Entity | None:
    """Return the post of ``/feed/update/<urn>``, or the one on top of the front page."""
    if urn:
        return post_in(urn) or post_slug(urn.replace(":", "-"))
    names = ("highlightedUpdateUrn", "updateEntityUrn")
    found = (post_in(decode(address.value(name) or "")) for name in names)
    return next((one for one in found if one is not None), None)


def _sales(address: Address, parts: list[str], words: list[str]) -> Entity | None:
    match words:
        case ["lists", "people" | "leads", number, *_]:
            return sales_list(number, "people")
        case ["lists", "company" | "companies" | "accounts", number, *_]:
            return sales_list(number, "company")
        case ["company", _, *_]:
            return account(parts[1])
        case ["accounts", *_] if list_id := decode(address.value("listId") or ""):
            return sales_list(list_id, "company")
        case ["inbox", *_]:
            return _inbox(parts[1:], sales=True)
        case ["accounts", *_]:
            return account(parts[1] if len(parts) > 1 else "") or account(
                address.value("companyId") or ""
            )
        case [path, _, *_] if path in _LEAD_PATHS:
            return lead(parts[1])
        case [only] if "," in only:
            return lead(parts[0])
        case _:
            return None
