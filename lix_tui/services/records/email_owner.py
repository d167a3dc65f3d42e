"""Who has an email address (LookC): at once, after a while, or from a webhook's payload."""

from __future__ import annotations

from lix_tui.api.models.lookc import LookcAnswer, LookcHit
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.record_type import DetailKind, LookedUp, Params, of_type
from lix_tui.services.records.related import of_lookc
from lix_tui.services.records.summary import Section, SummaryLine


def email_keys(*texts: str) -> tuple[str, ...]:
    """``email:<address>`` in lower case, for every text that is an address."""
    found = (recognise(text) for text in texts)
    return tuple(
        f"email:{target.entity_id.lower()}"
        for target in found
        if target.kind == "email" and target.entity_id
    )


def _answer(record: LookedUp) -> LookcAnswer:
    return of_type(LookcAnswer, record)


def _hit(hit: LookcHit) -> list[SummaryLine]:
    links = [SummaryLine(link, "link") for link in (hit.link, hit.sales_nav_link) if link]
    return [SummaryLine(hit.name or "Without a name", "subtitle"), *links, SummaryLine("")]


def _sections(record: LookedUp) -> list[Section]:
    answer = _answer(record)
    if answer.pending:
        words = "Lix is still looking; <record.refresh> asks how it stands, which costs nothing."
        state = SummaryLine(words, "advice")
        if not answer.request_id:
            words = "Lix is still looking, without a number; <record.refresh> pays for it anew."
            state = SummaryLine(words, "advice")
        ids = [SummaryLine(f"request {answer.request_id}", "muted")] if answer.request_id else []
        return [Section("Not finished", (state, *ids))]
    people = [line for hit in answer.hits for line in _hit(hit)][:-1]
    nobody = [SummaryLine("Nobody is known by this address.", "muted")]
    sections = [Section("People", tuple(people or nobody))]
    if answer.organisation:
        sections.append(Section("Organisation", tuple(_hit(answer.organisation)[:-1])))
    if answer.is_free_domain is not None:
        words = "A free mail service" if answer.is_free_domain else "Not a free mail service"
        sections.append(Section("Domain", (SummaryLine(words, "muted"),)))
    return sections


def _forms(record: LookedUp, raw: object) -> list[CopyForm]:
    answer = _answer(record)
    pairs: list[tuple[str, str | None]] = []
    for hit in (*answer.hits, *([answer.organisation] if answer.organisation else [])):
        pairs += [(f"link of {hit.name}", hit.link), (f"lead of {hit.name}", hit.sales_nav_link)]
    return forms_of([*pairs, ("request id", answer.request_id)], raw)


def _poll(record: LookedUp) -> tuple[str, Params] | None:
    answer = _answer(record)
    if not answer.pending or not answer.request_id:
        return None
    return "lookc_request", {"request_id": answer.request_id}


def _names(record: LookedUp) -> str:
    answer = _answer(record)
    if answer.pending:
        return answer.status or "pending"
    return ", ".join(hit.name or "somebody" for hit in answer.hits) or "nobody known"


BY_EMAIL = DetailKind(
    endpoint="person_by_email",
    word="owner of the address",
    keys=email_keys,
    own_links=lambda _: (),
    params=lambda address: {"email": (recognise(address).entity_id or address).strip()},
    title=lambda _: None,
    subtitle=lambda record: (_names(record),),
    sections=_sections,
    forms=_forms,
    best_link=lambda record: next((hit.link for hit in _answer(record).hits if hit.link), None),
    related=lambda record, _: of_lookc(_answer(record)),
    lead=frozenset({"People", "Organisation", "Domain", "Not finished"}),
    settled=lambda record: not _answer(record).pending,
    poll=_poll,
)
