"""Library entry and request of an answer that only its link connects with a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lix_tui.linkedin.handles import is_token
from lix_tui.linkedin.links import person_keys, person_link
from lix_tui.linkedin.recognition import recognise
from lix_tui.store.rows import Listing
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.api.models.base import JsonObject


def public_profile_params(link: str) -> dict[str, str]:
    """Return the /in/ link of a person, the only form that Lix documents for these lookups."""
    target = recognise(link)
    if target.kind in ("lead", "recruiter_profile") and is_token(target.entity_id or ""):
        return {"profile_link": person_link(target.entity_id or "")}
    return {"profile_link": link}


def person_listing(link: str, part: JsonObject) -> Iterator[Listing]:
    """Yield the entry of the person that a link identifies, with the fields of an answer."""
    keys = person_keys(link)
    if keys:
        handle = clean_line(keys[0].partition(":")[2])
        yield Listing(
            kind="person", key=keys[0], keys=keys, name="", link=link, stand_in=handle, value=part
        )
