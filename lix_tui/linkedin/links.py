"""Links to copy and open, and keys that are equal for links of the same entity."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Final

from lix_tui.linkedin import entities
from lix_tui.linkedin.entities import Entity
from lix_tui.linkedin.handles import is_token, member_number, read_slug
from lix_tui.linkedin.recognition import clean, recognise
from lix_tui.linkedin.target import ENTITIES, Target

_PEOPLE: Final = frozenset({"person", "lead", "recruiter_profile"})


_PLAIN_PROFILE = re.compile(
    r"https://www\.linkedin\.com/in/([a-z][a-z0-9]*(?:-[a-z0-9]+)*|AC[ow]AA[A-Za-z0-9_-]{34})/?"
    r"|https://(?:www\.)?linkedin\.com/sales/(?:lead|people)/(AC[ow]AA[A-Za-z0-9_-]{34})"
    r"(?:,[A-Za-z0-9_-]+){1,2}|(AC[ow]AA[A-Za-z0-9_-]{34})",
    re.ASCII,
)
"""A profile or lead link as LinkedIn writes it, with a plain slug or a whole token; or a token."""


_OF_LEAD = "/sales/(?:lead|people|profile)/"
_CHECKED = "[^,/?#%]*(?:,|%2[Cc])[^,/?#%]*(?:,|%2[Cc])(?!(?i:undefined|null|none)?(?:[/?#]|$))"
_OF_PAGE = "/(?:in|pub|company|school|showcase|organization)/"
LINK_FORMS: Final = tuple(
    (re.compile(form, re.ASCII), quality)
    for form, quality in (
        (f"{_OF_LEAD}ACw{_CHECKED}", 4),
        (f"{_OF_LEAD}ACw", 3),
        (f"{_OF_LEAD}{_CHECKED}", 2),
        (_OF_LEAD, 1),
        ("/sales/(?:company|accounts)/", 4),
        ("/sales/", 0),
        (f"{_OF_PAGE}(?:[0-9]+|A(?:Co|Cw|EM)AA?[A-Za-z0-9_-]*)(?:[/?#]|$)", 5),
        (f"{_OF_PAGE}|/posts/|/jobs/view/|/feed/update/urn(?::|%3A)li(?::|%3A)activity", 6),
        ("/feed/update/", 5),
    )
)
"""Forms of links with their rank among those of one record; the first form that fits counts, and a
higher rank is a better link. 6 is a page by its name, of a job, or of a post by its activity; 5 a
page by a member token or a number, or of a post by another urn. 4 to 1 are Sales Navigator pages:
of a lead by a token of that product (`ACw`) with the token that LinkedIn checks, or of an account;
by the first without the second; by another product's token (`ACo`), with and without the second."""


def canonical_link(text: str) -> str | None:
    """Return LinkedIn's own link of the entity that ``text`` denotes; None for other text."""
    target = recognise(text)
    return target.url if target.kind in ENTITIES else None


def person_link(slug_or_id: str) -> str:
    """Return the public profile of a slug or a member token.

    Raises:
        ValueError: the text can be neither.

    """
    return _link(entities.person, slug_or_id)


def lead_link(token: str) -> str:
    """Return the Sales Navigator page of a person. Raises ValueError unless it is a token."""
    return _link(entities.lead, token)


def recruiter_link(token: str) -> str:
    """Return the Recruiter page of a person. Raises ValueError unless it is a token."""
    return _link(entities.recruiter_profile, token)


def company_link(slug_or_number: str) -> str:
    """Return the page of an organisation. Raises ValueError for text that is neither."""
    return _link(entities.company, slug_or_number)


def job_link(number: str) -> str:
    """Return the page of a job posting. Raises ValueError unless it is a number."""
    return _link(entities.job, number)


def post_link(urn_or_number: str) -> str:
    """Return the page of a post; a bare number is an activity's. Raises ValueError otherwise."""
    urn = f"urn:li:activity:{urn_or_number}" if urn_or_number.isdecimal() else urn_or_number
    return _link(entities.post, urn)


def _link(read: Callable[[str], Entity | None], text: str) -> str:
    found = read(text.strip())
    if found is None:
        message = "This id can't be part of a LinkedIn link."
        raise ValueError(message)
    return found.url


def person_keys(*links_or_ids: str) -> tuple[str, ...]:
    """Return the identity keys of one person, from any link, slug, token or member number.

    ``slug:<decoded, NFC, lower case>``, ``token:<token>``, ``member:<number>``, without repeats.
    Tokens of one person differ between LinkedIn, Sales Navigator and Recruiter but share the
    ``member:`` key, so two records with a key in common are one person.
    """
    keys = [_PLAIN_PROFILE.fullmatch(text) for text in links_or_ids]
    if all(keys):  # the form of nearly every answer, read without the slower recogniser
        handles = dict.fromkeys(match[1] or match[2] or match[3] for match in keys if match)
        return tuple(key for handle in handles for key in _handle_keys(handle, ""))
    return _keys(links_or_ids, _person_keys)


def numbers_in(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the identity keys that are numbers of LinkedIn: they never pass to another record."""
    return tuple(key for key in keys if key.startswith(("member:", "org:")))


def organisation_keys(*links_or_ids: str) -> tuple[str, ...]:
    """Return the identity keys of an organisation: ``org:<number>`` and ``slug:<slug>``."""
    return _keys(links_or_ids, _organisation_keys)


def job_keys(*links_or_ids: str) -> tuple[str, ...]:
    """Return the identity keys of a job posting: ``job:<number>``."""
    return _keys(links_or_ids, _job_keys)


def post_keys(*links_or_ids: str) -> tuple[str, ...]:
    """Return the identity keys of a post: ``activity:<n>``, ``ugcPost:<n>`` or ``share:<n>``.

    Numbers of different kinds are never compared: a post has a different number in each kind.
    """
    return _keys(links_or_ids, _post_keys)


def owned_link(kind: str, link: str, keys: Collection[str]) -> str:
    """Return the link of a record with these keys: ``link``, unless it is another record's now.

    A slug passes to another record; the link is then built from a key that is still its own.
    """
    keys_of = {"person": person_keys, "organisation": organisation_keys}.get(kind)
    found = keys_of(link) if keys_of is not None and link else ()
    if not found or not set(found).isdisjoint(keys):
        return link
    build = person_link if kind == "person" else company_link
    lasting = sorted(key for key in keys if key.startswith(("token:", "org:")))
    slugs = sorted(key for key in keys if key.startswith("slug:"))
    return next((build(key.partition(":")[2]) for key in (*lasting, *slugs)), link)


def _keys(texts: Iterable[str], read: Callable[[str, Target], Iterable[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in map(clean, texts):
        if text:
            found.update(dict.fromkeys(read(text, recognise(text))))
    return tuple(found)


def _person_keys(text: str, target: Target) -> Iterable[str]:
    if target.kind in _PEOPLE and target.entity_id:
        return _handle_keys(target.entity_id, target.url or "")
    if target.kind == "unknown" and _is_bare(text):
        return _handle_keys(text, "")
    return ()


def _handle_keys(handle: str, url: str) -> Iterable[str]:
    if is_token(handle):
        number = member_number(handle)
        return (f"token:{handle}", f"member:{number}") if number else (f"token:{handle}",)
    if handle.isdecimal() and "/in/" not in url:
        return (f"member:{int(handle)}",)
    if "/pub/" in url:
        return (f"slug:{url.partition('/pub/')[2]}",)
    slug = read_slug(handle)
    return (f"slug:{slug}",) if slug else ()


def _organisation_keys(text: str, target: Target) -> Iterable[str]:
    handle = target.entity_id if target.kind in ("company", "account") else None
    if handle is None and target.kind == "unknown" and _is_bare(text):
        handle = read_slug(text, "company")
    if not handle:
        return ()
    return (f"org:{int(handle)}",) if handle.isdecimal() else (f"slug:{handle}",)


def _job_keys(text: str, target: Target) -> Iterable[str]:
    number = target.entity_id if target.kind == "job" else None
    if target.kind == "jobs":
        shown = target.params.get("currentJobId")
        number = shown if isinstance(shown, str) and shown.isdecimal() else None
    elif number is None and text.isdecimal():
        number = text
    return (f"job:{number}",) if number else ()


def posting_link(target: Target) -> str | None:
    """Return the link of the posting that is open on a page of a job search, if there is one."""
    keys = _job_keys("", target) if target.kind == "jobs" else ()
    return next((job_link(key.removeprefix("job:")) for key in keys), None)


def _post_keys(text: str, target: Target) -> Iterable[str]:
    if target.kind == "post" and target.entity_id:
        return (target.entity_id.removeprefix("urn:li:"),)
    return (f"activity:{text}",) if text.isdecimal() else ()


def _is_bare(text: str) -> bool:
    """Return True if a text has none of the marks of a link, an address or a sentence."""
    return not any(char in text for char in "/@:?# ,")
