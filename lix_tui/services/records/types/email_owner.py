"""Record type of the owner of an email address (LookC): at once, later, or from a webhook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lix_tui.api.models.lookc import LookcAnswer, LookcHit
from lix_tui.linkedin.links import organisation_keys, person_keys
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.websites import website_domain
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records import related_records
from lix_tui.services.records.record_keys import IDENTITIES, email_keys
from lix_tui.services.records.record_parts import part_of_hit
from lix_tui.services.records.record_type import Params, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, lines
from lix_tui.store.rows import Listing
from lix_tui.text import clean_line


def _hit(hit: LookcHit) -> tuple[SummaryLine, ...]:
    name = SummaryLine(hit.name or "Without a name", "subtitle")
    return (name, *lines(hit.link, hit.sales_nav_link, role="link"))


def _unfinished(answer: LookcAnswer) -> Iterable[SummaryLine]:
    if not answer.pending:
        return
    if answer.request_id:
        words = "Lix is still looking. <record.refresh> checks the state for free."
        yield SummaryLine(words, "advice")
        yield SummaryLine(f"request {answer.request_id}", "muted")
    else:
        words = (
            "Lix is still looking, without a request id. <record.refresh> pays for a new lookup."
        )
        yield SummaryLine(words, "advice")


def _people(answer: LookcAnswer) -> Iterable[SummaryLine]:
    if answer.pending:
        return
    if not answer.hits:
        yield SummaryLine("Lix doesn't know anybody with this address.", "muted")
    for number, hit in enumerate(answer.hits):
        if number:
            yield SummaryLine("")
        yield from _hit(hit)


def _organisation(answer: LookcAnswer) -> Iterable[SummaryLine]:
    return () if answer.pending or not answer.organisation else _hit(answer.organisation)


def _domain(answer: LookcAnswer) -> Iterable[SummaryLine]:
    if answer.pending or answer.is_free_domain is None:
        return ()
    words = "A free mail service" if answer.is_free_domain else "Not a free mail service"
    return lines(words, role="muted")


def _copies(answer: LookcAnswer) -> Iterable[tuple[str, str | None]]:
    for hit in (*answer.hits, *([answer.organisation] if answer.organisation else [])):
        yield f"link of {hit.name}", hit.link
        yield f"lead of {hit.name}", hit.sales_nav_link
    yield "request id", answer.request_id


def _poll(answer: LookcAnswer) -> tuple[str, Params] | None:
    if not answer.pending or not answer.request_id:
        return None
    return "lookc_request", {"request_id": answer.request_id}


def _names(answer: LookcAnswer) -> str:
    if answer.pending:
        return answer.status or "pending"
    return ", ".join(hit.name or "somebody" for hit in answer.hits) or "nobody known"


def _related(answer: LookcAnswer, link: str | None) -> Iterator[Destination]:
    """Yield everybody the address may belong to, and their organisation or its domain."""
    for hit in answer.hits:
        yield from related_records.lookup("person", hit.link or hit.sales_nav_link, hit.name)
    if (at := answer.organisation) is not None:
        yield from related_records.lookup("organisation", at.link or at.sales_nav_link, at.name)
    elif link and not answer.is_free_domain and (domain := website_domain(link)):
        yield from related_records.lookup("organisations_by_website", domain, domain)
    yield from related_records.lookup("person_with_email", link, None)


def _entries(answer: LookcAnswer, link: str) -> Iterable[Listing]:
    """Yield the people who may have the address, then the organisation that the answer names.

    Only a person alone gets the address. A hit without a link identifies nothing.
    """
    address = link if len(answer.hits) == 1 and email_keys(link) else ""
    for hit in answer.hits:
        if key := hit.link or hit.sales_nav_link:
            keys = person_keys(*(text for text in (hit.link, hit.sales_nav_link) if text))
            yield Listing(
                kind="person",
                key=key,
                keys=keys or (key,),
                name=clean_line(hit.name or ""),
                words=link,
                link=key,
                stand_in=clean_line(address or next(iter(keys), key).partition(":")[2]),
                opened=True,
                value=part_of_hit(hit, address),
            )
    if (at := answer.organisation) is not None:
        links = [text for text in (at.link, at.sales_nav_link) if text]
        if own := organisation_keys(*links):
            yield Listing(
                kind="organisation",
                key=links[0],
                keys=own,
                name=clean_line(at.name or ""),
                link=links[0],
                value=part_of_hit(at, ""),
            )


EMAIL_OWNER: RecordType[LookcAnswer] = RecordType(
    endpoint="person_by_email",
    model=LookcAnswer,
    entry_kind="person",
    keys=IDENTITIES["person_by_email"].keys,
    params=lambda address: {"email": (recognise(address).entity_id or address).strip()},
    best_link=lambda answer: next((hit.link for hit in answer.hits if hit.link), None),
    title=lambda _: None,
    subtitle=lambda answer: (_names(answer),),
    more_copies=_copies,
    detail=(
        SectionSpec("Not finished", _unfinished, wide=True),
        SectionSpec("People", _people, wide=True),
        SectionSpec("Organisation", _organisation, wide=True),
        SectionSpec("Domain", _domain, wide=True),
    ),
    related=_related,
    entries=_entries,
    settled=lambda answer: not answer.pending,
    has_result=lambda answer: answer.pending or bool(answer.hits),
    poll=_poll,
)
