"""LinkedIn urns without a link around them, such as ``urn:li:activity:1``."""

from __future__ import annotations

import re
from collections.abc import Callable

from lix_tui.linkedin import entities
from lix_tui.linkedin.entities import Entity

_URN = re.compile(r"urn:li:([A-Za-z0-9_]+):(.+)", re.DOTALL | re.IGNORECASE)

_READERS: dict[str, Callable[[str], Entity | None]] = {
    "member": entities.member,
    "person": entities.person,
    "fsd_profile": entities.person,
    "fs_profile": entities.person,
    "fs_miniprofile": entities.person,
    "fs_salesprofile": entities.lead,
    "organization": entities.company,
    "company": entities.company,
    "fsd_company": entities.company,
    "fs_normalized_company": entities.company,
    "fs_minicompany": entities.company,
    "fs_salescompany": entities.account,
    "school": entities.company,
    "fsd_school": entities.company,
    "fs_normalized_school": entities.company,
    "fs_minischool": entities.company,
    "organizationbrand": entities.company,
    "jobposting": entities.job,
    "fsd_jobposting": entities.job,
    "fs_normalized_jobposting": entities.job,
    "fsd_jobpostingcard": entities.job,
    "fs_jobposting": entities.job,
    "group": entities.group,
}


_POST_PARTS = re.compile(
    r"(?:fsd?_)?(?:feed)?(?:update(?:v2)?|social(?:detail|activitycounts|permissions))"
)
"""Kinds of urns that denote the post whose urn is inside them; urns of comments don't."""


def looks_like_urn(text: str) -> bool:
    """Return True if a text begins like a LinkedIn urn."""
    return text[:7].lower() == "urn:li:"


def entity_of(urn: str) -> Entity | None:
    """Return the entity that a URN denotes, or None if that kind of URN can't be opened.

    The part after the kind may be in parentheses with more ids behind a comma, as in
    ``urn:li:fs_salesProfile:(ACw...,NAME_SEARCH,x)``; the first one counts.
    """
    found = entities.post(urn) or entities.conversation(urn)
    if found is not None:
        return found
    match = _URN.fullmatch(urn)
    if match is None:
        return None
    if _POST_PARTS.fullmatch(match[1].lower()):
        return entities.post_in(match[2])
    reader = _READERS.get(match[1].lower())
    return reader(match[2].strip("()").partition(",")[0]) if reader else None
