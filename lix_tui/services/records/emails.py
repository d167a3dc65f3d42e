"""A person's email address, what its status means, and asking until it is settled."""

from __future__ import annotations

from lix_tui.api.models.email import EmailAnswer
from lix_tui.linkedin.links import person_keys
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.record_type import DetailKind, LookedUp, of_type
from lix_tui.services.records.related import record as related_record
from lix_tui.services.records.summary import Section, SummaryLine

MOST_CHECKS = 10
"""Times an address is checked again in one go (Lix docs recommend 5 to 10)."""
AGAIN = (
    "Asking again costs nothing unless it becomes VALID: "
    f"<record.recheck> asks up to {MOST_CHECKS} times."
)
STATUSES = {
    "VALID": "The address was checked and takes mail. This is final, and cost one Email credit.",
    "PROBABLE": f"Likely, but the check could not confirm it yet; nothing was charged. {AGAIN}",
    "RISKY": f"Lix calls it risky: nothing confirms that it takes mail; nothing charged. {AGAIN}",
    "UNKNOWN": f"No address was confirmed; nothing was charged. {AGAIN}",
}
"""What each status means (Lix docs, Contact API, and newer versions of them)."""


def status_words(status: str | None) -> str:
    """What a status means; Lix has had several, so a new word is taken as it is."""
    if status is None:
        return "Lix gave no status; nothing says that a credit was taken."
    return STATUSES.get(status, f"Lix calls it {status}; only VALID is final. {AGAIN}")


def _email(record: LookedUp) -> EmailAnswer:
    return of_type(EmailAnswer, record)


def _sections(record: LookedUp) -> list[Section]:
    answer = _email(record)
    status = answer.status or "no status"
    shown = (
        SummaryLine(answer.email, "title") if answer.email else SummaryLine("No address was found.")
    )
    sections = [
        Section("Address", (shown,)),
        Section(
            "Status",
            (SummaryLine(status, "subtitle"), SummaryLine(status_words(answer.status), "advice")),
        ),
    ]
    others = [text for text in answer.alternatives if text != answer.email]
    if others:
        sections.append(Section("Alternatives", tuple(SummaryLine(text) for text in others)))
    return sections


def _forms(record: LookedUp, raw: object) -> list[CopyForm]:
    answer = _email(record)
    others = [text for text in answer.alternatives if text != answer.email]
    pairs = [("email address", answer.email), *(("alternative", text) for text in others)]
    return forms_of(pairs, raw)


EMAIL = DetailKind(
    endpoint="email",
    word="email address",
    keys=person_keys,
    own_links=lambda _: (),
    params=lambda link: {"url": link},
    title=lambda _: None,
    subtitle=lambda record: (_email(record).email,),
    sections=_sections,
    forms=_forms,
    best_link=lambda record: _email(record).email,
    related=lambda _, link: [o for o in (related_record("person", link, None),) if o],
    lead=frozenset({"Address", "Status", "Alternatives"}),
    settled=lambda record: _email(record).valid,
    charged=lambda record: _email(record).valid,
)
