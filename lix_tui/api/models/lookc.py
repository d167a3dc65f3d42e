"""Answers of LookC about the owner of an email address, at once or after polling."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.api.models.base import (
    JsonObject,
    as_list,
    as_object,
    first_present,
    flag_of,
    name_of,
    text_of,
)
from lix_tui.linkedin.links import canonical_link, company_link, person_link

MOST_REQUEST_ID = 512
"""Characters of a request id: a longer one can't be sent in an address."""


@dataclass(frozen=True, slots=True)
class LookcHit:
    """A person or an organisation that LookC knows, cleaned."""

    name: str | None
    link: str | None
    """URL on LinkedIn, also where the answer has a bare slug."""
    sales_nav_link: str | None


@dataclass(frozen=True, slots=True)
class LookcAnswer:
    """Result of a lookup so far."""

    pending: bool
    """True while the lookup runs, so that ``request_id`` must be polled later."""
    request_id: str | None
    status: str | None
    hits: tuple[LookcHit, ...] = ()
    organisation: LookcHit | None = None
    is_free_domain: bool | None = None
    """True if the address is one of a free mail service."""
    type: str | None = None
    """Name of the request in a webhook's payload: 'search.person.by-email'."""

    answered: bool = False
    """True if the answer contains a list of hits, maybe empty, or an organisation."""


def read_lookc(answer: JsonObject) -> LookcAnswer:
    """Return the answer of a lookup or of a poll.

    How a pending lookup looks is documented nowhere: a body with a request id and without hits
    counts as pending, unless its status is ``complete``.
    """
    status = text_of(answer.get("status"))
    data = as_object(answer.get("data")) or answer
    request_id = text_of(first_present(answer, "request_id", "requestId"))
    if request_id is not None and len(request_id) > MOST_REQUEST_ID:
        request_id = None
    complete = "hits" in data or (status or "").lower() == "complete"
    organisation = as_object(data.get("org"))
    return LookcAnswer(
        pending=not complete and (request_id is not None or status is not None),
        request_id=request_id,
        status=status,
        hits=tuple(_hit(as_object(item), person=True) for item in as_list(data.get("hits"))),
        answered="hits" in data or bool(organisation),
        organisation=_hit(organisation, person=False) if organisation else None,
        type=text_of(answer.get("type")),
        is_free_domain=flag_of(as_object(data.get("domainInfo")).get("isFreeEmailDomain")),
    )


def _hit(fields: JsonObject, *, person: bool) -> LookcHit:
    page = text_of(first_present(fields, "liProfileUrl", "liProfileLink"))
    sales = text_of(first_present(fields, "salesNavUrl", "salesNavLink"))
    return LookcHit(
        name=name_of(fields.get("name")),
        link=_page(page, person=person) if page else None,
        sales_nav_link=(canonical_link(sales) or sales) if sales else None,
    )


def _page(text: str, *, person: bool) -> str | None:
    """Return a link for a slug or a link; None for text that is neither."""
    if "/" in text:
        return canonical_link(text) or text
    try:
        return person_link(text) if person else company_link(text)
    except ValueError:
        return None
