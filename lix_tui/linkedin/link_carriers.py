"""Links that carry a LinkedIn link: redirects, mail filters, archives, and links inside paths."""

from __future__ import annotations

import re

from lix_tui.linkedin.address import Address, Place, locate
from lix_tui.linkedin.handles import trim_marks
from lix_tui.linkedin.link_wrappers import repair_scheme, resolve_entities
from lix_tui.linkedin.percent import decode

_CARRIERS = frozenset(
    {"url", "q", "u", "to", "target", "dest", "destination", "redirect", "redirect_url"}
    | {"session_redirect", "sessionredirect", "profile_link", "linkedin_url", "sales_nav_url"}
)
_OWN_NAMES = frozenset(
    {"sa", "sntz", "source", "usg", "ust", "ved", "cd", "rct", "esrc", "opi", "cad", "uact"}
    | {"authuser", "psig", "sig2", "bvm", "urlhash", "_t", "data", "sdata", "reserved"}
)
"""Parameters that Google, LinkedIn and Outlook add to their redirects, after the link."""
_PARAMETER = re.compile(r"&([\w.-]+)=", re.ASCII)
_ENCODED_START = re.compile(r"(?:https?|urn)%(?:25)*3A", re.IGNORECASE)
_MOST_LAYERS = 5
_IN_PATH = re.compile(r"/(?:(?:https?:/{0,2})?(?:[a-z0-9-]+\.)*linkedin\.com/(?=.))", re.IGNORECASE)
_DEFENDED = re.compile(r"urldefense\.(?:com|us|proofpoint\.com)", re.IGNORECASE)
_DEFENDED_THIRD = re.compile(r"/v3/__(.+)__;(.*)", re.DOTALL)
_ARCHIVE = re.compile(r"(?:web\.)?archive\.org", re.IGNORECASE)
_ARCHIVED = re.compile(r"/web/[0-9]+[a-z_]*/(https?:/.+)", re.IGNORECASE | re.DOTALL)
_FILTERS = re.compile(r"(?:.+\.)?safelinks\.protection\.outlook\.com", re.IGNORECASE)


def decode_whole_link(text: str) -> str:
    """Return a link without the layers of encoding around it as a whole."""
    for _ in range(_MOST_LAYERS):
        if not _ENCODED_START.match(text):
            break
        text = decode(text)
    return text


def carried_link(place: Place, wrappers: int) -> str | None:
    """Return the LinkedIn link inside another link; None if there is none.

    `wrappers` is the number of nested links that are searched.
    """
    found = _defended(place) or _archived(place)
    if found is not None:
        return found if _leads_to_linkedin(found, wrappers) else None
    return _in_parameters(place.rest, wrappers)


def link_in_path(rest: str) -> str | None:
    """Return the LinkedIn link that was pasted after ``linkedin.com/in/`` or the like."""
    path, mark, query = rest.partition("?")
    match = _IN_PATH.search(decode(path))
    if match is None:
        return None
    return f"{decode(path)[match.start() + 1 :]}{mark}{query}"


def is_link_wrapper(place: Place) -> bool:
    """Return True for the host of a mail filter or an archive, whose links carry others."""
    hosts = (_DEFENDED, _ARCHIVE, _FILTERS)
    return any(host.fullmatch(place.host) for host in hosts)


def _in_parameters(rest: str, wrappers: int) -> str | None:
    for item in Address.split(rest).parameters:
        if item.name.lower() not in _CARRIERS:
            continue
        value = item.value
        if "://" in value:
            value = _without_own(rest[rest.index(item.raw) + len(item.raw) - len(value) :])
        else:
            value = decode_whole_link(decode(value))
        value = trim_marks(resolve_entities(value))
        if _leads_to_linkedin(value, wrappers):
            return value
    return None


def _leads_to_linkedin(link: str, wrappers: int) -> bool:
    inner = locate(link)
    if inner is None:
        return False
    return inner.is_linkedin or (wrappers > 1 and carried_link(inner, wrappers - 1) is not None)


def _without_own(link: str) -> str:
    """Return an unencoded link without the parameters that its carrier adds after it.

    After a link without ``?`` all parameters are the carrier's, otherwise only the known ones.
    """
    for match in _PARAMETER.finditer(link):
        if "?" not in link[: match.start()] or match[1] in _OWN_NAMES:
            return link[: match.start()]
    return link


def _defended(place: Place) -> str | None:
    """Return the link in a Proofpoint link, whose forms 2 and 3 have an encoding of their own."""
    if not _DEFENDED.fullmatch(place.host):
        return None
    address = Address.split(place.rest)
    if address.head.startswith("/v2/"):
        return decode((address.value("u") or "").replace("-", "%").replace("_", "/"))
    match = _DEFENDED_THIRD.match(place.rest)
    if match is None or "*" in match[1]:
        return None  # each * is a placeholder for characters listed after the link
    return repair_scheme(match[1])


def _archived(place: Place) -> str | None:
    match = _ARCHIVED.match(place.rest) if _ARCHIVE.fullmatch(place.host) else None
    return repair_scheme(match[1]) if match else None
