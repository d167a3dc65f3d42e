"""Targets of links, urns, member tokens and email addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lix_tui.linkedin import entities
from lix_tui.linkedin.address import ORIGIN, Address, Place, locate
from lix_tui.linkedin.entities import Entity, entity_at, list_params
from lix_tui.linkedin.handles import is_whole_token, product
from lix_tui.linkedin.link_carriers import (
    carried_link,
    decode_whole_link,
    is_link_wrapper,
    link_in_path,
)
from lix_tui.linkedin.link_wrappers import LINK_START
from lix_tui.linkedin.parameters import KNOWN_NAMES, NOISE
from lix_tui.linkedin.percent import decode, encode_all, encode_invisible
from lix_tui.linkedin.refusals import refusal_of
from lix_tui.linkedin.search_pages import search_at
from lix_tui.linkedin.target import SAVED_LISTS, Target, quotable
from lix_tui.linkedin.urns import entity_of, looks_like_urn

_EMAIL = re.compile(r"[^\s@<>\"(),:;/?#\\]+@[^\s@<>\"(),:;/?#\\]+\.[^\s@<>\"(),:;/?#\\.]{2,}")
_SHORT_HOSTS = frozenset({"lnkd.in", "www.lnkd.in"})
_MOST_WRAPPERS = 4
UNRECOGNISED = "This isn't a LinkedIn link, id or email address"
"""Words for a text of no known form, without what to do."""
MOST_CHARACTERS = 50_000
"""The longest link that is read; 2,000 characters of keywords fit, however they are encoded."""
_MOST_SENT = 60_000
"""Most characters of a link in a request: httpx accepts 65,536 for the whole URL."""
_MOST_GROWTH = 12
"""Characters that one character of a link becomes when it is sent: four bytes, three each."""
_CUT_OFF = re.compile(r"…|\.{2,}$|^\.{2,}(?=[a-z])", re.IGNORECASE)
_ENCODED_PATH = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com%2F", re.IGNORECASE)
_LINKEDIN_AND_MORE = re.compile(r"(?:[a-z0-9-]+\.)*linkedin\.com(?=[^a-z0-9.-])", re.IGNORECASE)
_PARAMETERS = KNOWN_NAMES | NOISE
_STRAY = re.compile(r"(?:\s|%20|%3B|;|amp(?=;|%3B|\w))+", re.IGNORECASE)
"""Rest of an ``&amp;`` in front of a parameter's name."""
_PATH_STARTS = re.compile(
    r"/?(?:in|pub|company|school|showcase|jobs|posts|feed|groups|messaging|sales|talent|search/results)/",
    re.IGNORECASE,
)


def target_of(text: str, wrappers: int = _MOST_WRAPPERS) -> Target:
    """Return the target of one link, id or address without anything around it. Never raises."""
    if len(text) > MOST_CHARACTERS:
        return _unknown(too_long(text))
    found = _read(text, wrappers)
    if found.url and len(found.url) * _MOST_GROWTH > _MOST_SENT:
        sent = len(encode_all(found.url))
        if sent > _MOST_SENT:
            return _unknown(
                f"Encoded for sending, this link has {sent:,} characters, more than the limit of "
                f"{_MOST_SENT:,}: remove some of its filters or keywords."
            )
    return found


def too_long(text: str) -> str:
    """Return the sentence for a text that is too long to be read as a link, id or address."""
    start = text[:200].strip()
    if LINK_START.match(start) or "://" in start:
        what = "link"
    elif any(char.isspace() for char in start) or not start:
        what = "text"
    else:
        what = "address" if "@" in text else "id"
    return (
        f"This {what} has {len(text):,} characters, more than the limit of {MOST_CHARACTERS:,}: "
        "copy it again."
    )


def _read(text: str, wrappers: int) -> Target:
    if not text:
        return _unknown("The text is empty: paste a LinkedIn link, an id or an email address.")
    if text[:7].lower() == "mailto:":
        text = decode(text[7:].partition("?")[0])
    if cut := _CUT_OFF.search(text):
        return _unknown(_cut_off(text, cut))
    if "\ufffd" in text:
        return _unknown(
            "This text contains “�” in place of a character that was lost: copy it again."
        )
    if _EMAIL.fullmatch(text):
        name, _, domain = text.rpartition("@")
        return Target("email", entity_id=f"{name}@{domain.lower()}")
    text = decode_whole_link(text)
    if _ENCODED_PATH.match(text):
        text = decode(text)
    if looks_like_urn(text):
        return _of_urn(text)
    if is_whole_token(text):
        return _of_entity(_of_token(text))
    place = locate(text)
    if place is None and _PATH_STARTS.match(text):
        place = Place("https", "www.linkedin.com", f"/{text.removeprefix('/')}")
    if place is None:
        return _unknown(f"{UNRECOGNISED}; paste the link from the browser's address bar.")
    if place.is_linkedin:
        return _of_page(place, wrappers, len(text) - len(place.rest))
    is_web = place.scheme in (None, "http", "https")
    inner = carried_link(place, wrappers) if wrappers and is_web else None
    if inner is not None:
        return target_of(inner, wrappers - 1)
    return _unknown(_refusal(place))


def _of_page(place: Place, wrappers: int, host_end: int) -> Target:
    if wrappers and (inner := link_in_path(place.rest)) is not None:
        return target_of(inner, wrappers - 1)
    address = _repair_names(Address.split(f"{ORIGIN}{encode_invisible(place.rest)}"))
    path = address.head[len(ORIGIN) :]
    found = entity_at(address, path)
    if found is not None and found.kind in SAVED_LISTS:
        from lix_tui.linkedin.sales_lists import list_target

        return list_target(found, address)
    if found is not None:
        return _of_entity(found, list_params(address, path, found.kind))
    searched = search_at(address, path, host_end - len(ORIGIN))
    if searched is not None:
        return searched
    inner = carried_link(place, wrappers) if wrappers else None
    if inner is not None:
        return target_of(inner, wrappers - 1)
    return _unknown(refusal_of(path), str(address))


def _cut_off(text: str, mark: re.Match[str]) -> str:
    if locate(text) is not None or _PATH_STARTS.match(text):
        what = "link"
    elif "@" in text:
        what = "address"
    else:
        what = "text" if any(char.isspace() for char in text) else "id"
    end = "…" if mark[0] == "…" else "..."
    return f"This {what} is cut off, as “{end}” in it says: copy the whole {what} again."


def _of_urn(text: str) -> Target:
    urn = decode(text)
    if urn.lower().startswith("urn:li:saleslist:"):
        return _unknown(
            "This urn of a saved list doesn't say if it contains leads or accounts: "
            "paste the list's link from the browser's address bar."
        )
    found = entity_of(urn)
    if found is not None:
        return _of_entity(found)
    return _unknown(
        f"LinkedIn has no page for “{quotable(urn)}”: "
        "paste a urn of a member, an organization, a job posting or a post."
    )


def _of_token(token: str) -> Entity | None:
    match product(token):
        case "sales":
            return entities.lead(token)
        case "recruiter":
            return entities.recruiter_profile(token)
        case _:
            return entities.person(token)


def _of_entity(found: Entity | None, params: Mapping[str, str] | None = None) -> Target:
    if found is None:
        return _unknown("This id can't be read: copy it again.")
    return Target(found.kind, entity_id=found.id or None, url=found.url, params=params or {})


def _refusal(place: Place) -> str:
    host = quotable(place.host)
    if place.host.lower() in _SHORT_HOSTS:
        return (
            "This is a short link that hides its target: "
            "open it in a browser and paste the long link."
        )
    if "@" in place.host:
        return (
            f"The host of this link is hidden behind “{host}”: "
            "paste a link that begins with https://www.linkedin.com/."
        )
    if place.scheme not in (None, "http", "https"):
        return (
            f"“{quotable(place.scheme)}://” isn't a web link: paste one that begins with https://."
        )
    if re.search(r"(?:^|\.)linkedin\.com:", place.host, re.IGNORECASE):
        return f"“{host}” names a port that LinkedIn does not use: paste the link without it."
    if place.rest.startswith("\\"):
        return (
            f"This link has a backslash after “{host}”, which browsers and servers read "
            "differently: paste it with / in its place."
        )
    if _LINKEDIN_AND_MORE.match(place.host):
        return (
            f"The host “{host}” has extra text after linkedin.com: copy the link again from the "
            "browser's address bar."
        )
    if is_link_wrapper(place):
        return (
            f"This “{host}” link hides its target: open it in a browser and paste the link of the "
            "page it leads to."
        )
    return f"“{host}” isn't LinkedIn: paste a link whose host is linkedin.com."


def _unknown(problem: str, url: str | None = None) -> Target:
    return Target("unknown", url=url, problem=problem)


def _repair_names(address: Address) -> Address:
    """Return the address with ``ampkeywords=``, ``amp;keywords=`` and the like as ``keywords=``.

    Only known names of LinkedIn's searches are repaired, so nothing is guessed.
    """
    query, fragment = address.query, address.fragment
    return address._replace(
        query=_repaired(query) if query else query,
        fragment=_repaired(fragment) if fragment and address.in_fragment else fragment,
    )


def _repaired(text: str) -> str:
    if not _STRAY.search(text):
        return text
    return "&".join(_without_stray_prefix(part) for part in text.split("&"))


def _without_stray_prefix(part: str) -> str:
    """Return a parameter without stray text before its name, if a known name is left."""
    name, equals, value = part.partition("=")
    rest = _STRAY.match(name)
    if not equals or rest is None or name in _PARAMETERS:
        return part
    bare = name[rest.end() :].strip()
    return f"{bare}={value}" if bare in _PARAMETERS else part
