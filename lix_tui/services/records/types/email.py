"""Record type of a person's email address, with the meaning of its status."""

from __future__ import annotations

from collections.abc import Iterable

from lix_tui.api.models.email import EmailAnswer
from lix_tui.linkedin.links import person_keys
from lix_tui.services.records import related_records
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_parts import part_of_email
from lix_tui.services.records.record_type import Field, RecordType, SectionSpec
from lix_tui.services.records.summary import SummaryLine, lines
from lix_tui.store.rows import Listing
from lix_tui.text import clean_line

MOST_CHECKS = 10
"""Times an address is checked again in one go (Lix docs recommend 5 to 10)."""
AGAIN = (
    "Another check is free unless the address becomes VALID: "
    f"<record.recheck> checks up to {MOST_CHECKS} times."
)
STATUSES = {
    "VALID": "The address was checked and accepts mail. This is final and cost one Email credit.",
    "PROBABLE": f"Likely, but not confirmed yet. Nothing was charged. {AGAIN}",
    "RISKY": f"Lix calls it risky: not confirmed to accept mail. Nothing was charged. {AGAIN}",
    "UNKNOWN": f"No address was confirmed. Nothing was charged. {AGAIN}",
}
"""Meaning of each status (Lix docs, Contact API, and newer versions of them)."""


def status_words(status: str | None) -> str:
    """Return the meaning of a status. Lix has changed them before, so others are shown as sent."""
    if status is None:
        return "Lix gave no status, so it isn't known whether a credit was charged."
    return STATUSES.get(status, f"Lix calls it {status}. Only VALID is final. {AGAIN}")


def _address(answer: EmailAnswer) -> Iterable[SummaryLine]:
    if answer.email:
        return lines(answer.email, role="title")
    return lines("No address was found.")


def _status(answer: EmailAnswer) -> Iterable[SummaryLine]:
    return (
        SummaryLine(answer.status or "no status", "subtitle"),
        SummaryLine(status_words(answer.status), "advice"),
    )


def _alternatives(answer: EmailAnswer) -> list[str]:
    return [text for text in answer.alternatives if text != answer.email]


def _entries(answer: EmailAnswer, link: str) -> Iterable[Listing]:
    """Yield the person that the address is of. An address alone identifies nobody."""
    keys = person_keys(link)
    if keys:
        yield Listing(
            kind="person",
            key=keys[0],
            keys=keys,
            name="",
            link=link,
            stand_in=clean_line(answer.email or keys[0].partition(":")[2]),
            value=part_of_email(answer),
        )


EMAIL: RecordType[EmailAnswer] = RecordType(
    endpoint="email",
    model=EmailAnswer,
    entry_kind="person",
    keys=IDENTITIES["email"].keys,
    subject=IDENTITIES["email"].subject,
    params=lambda link: {"url": link},
    best_link=lambda answer: answer.email,
    title=lambda _: None,
    subtitle=lambda answer: (answer.email,),
    fields=(Field("email", "Email", lambda answer: answer.email),),
    copies=(("email address", "email"),),
    more_copies=lambda answer: (("alternative", text) for text in _alternatives(answer)),
    detail=(
        SectionSpec("Address", _address, wide=True),
        SectionSpec("Status", _status, wide=True),
        SectionSpec("Alternatives", lambda answer: lines(*_alternatives(answer)), wide=True),
    ),
    related=lambda _, link: related_records.lookup("person", link, None),
    entries=_entries,
    settled=lambda answer: answer.valid,
    has_result=lambda answer: bool(answer.email),
    charged=lambda answer: answer.valid,
)
