"""Identity keys of each type of record, by the endpoint that it is looked up with.

This module loads no models: a stored record is found and printed without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lix_tui.linkedin.links import job_keys, organisation_keys, person_keys, post_keys
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.lix_ids import lix_id_of


def person_id_keys(*texts: str) -> tuple[str, ...]:
    """Return the identity keys of a person, including Lix's own id."""
    lix = tuple(f"lix:{text.strip()}" for text in texts if lix_id_of(text) == "person")
    return (*person_keys(*(text for text in texts if not lix_id_of(text))), *lix)


def organisation_id_keys(*texts: str) -> tuple[str, ...]:
    """Return the identity keys of an organisation, including Lix's own id."""
    lix = tuple(f"lix:{text.strip()}" for text in texts if lix_id_of(text) == "organisation")
    return (*organisation_keys(*(text for text in texts if not lix_id_of(text))), *lix)


def email_keys(*texts: str) -> tuple[str, ...]:
    """Return ``email:<address>`` in lower case, for every text that is an address."""
    found = (recognise(text) for text in texts)
    return tuple(
        f"email:{target.entity_id.lower()}"
        for target in found
        if target.kind == "email" and target.entity_id
    )


def _website_keys(*texts: str) -> tuple[str, ...]:
    from lix_tui.linkedin.websites import website_keys  # the other records don't need it

    return website_keys(*texts)


class RecordIdentity(NamedTuple):
    """Identity of one type of record."""

    keys: Callable[..., tuple[str, ...]]
    """Keys of links and ids."""
    subject: str = ""
    """Kind of library entry that its links identify; empty for none."""


IDENTITIES: Mapping[str, RecordIdentity] = {
    "person": RecordIdentity(person_keys, "person"),
    "organisation": RecordIdentity(organisation_keys, "organisation"),
    "job": RecordIdentity(job_keys, "job"),
    "post": RecordIdentity(post_keys, "post"),
    "hirers": RecordIdentity(job_keys, "job"),
    "email": RecordIdentity(person_keys, "person"),
    "person_by_email": RecordIdentity(email_keys),
    "person_with_email": RecordIdentity(email_keys),
    "organisations_by_website": RecordIdentity(_website_keys),
    "person_ids": RecordIdentity(person_id_keys, "person"),
    "organisation_ids": RecordIdentity(organisation_id_keys, "organisation"),
    "person_extended": RecordIdentity(person_keys, "person"),
    "person_employment": RecordIdentity(person_keys, "person"),
}
