"""Status and note of each row: outcomes of its lookups in words."""

from __future__ import annotations

from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.website_matches import WebsiteMatches
from lix_tui.durations import age
from lix_tui.services.records.record_names import NAMES
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.lookup_run import FAILED, NOT_FOUND, UNUSABLE

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.runs.lookup_batch import RowLookup
    from lix_tui.store.rows import RunItem

Status = Literal["found", "not_found", "unreadable", "failed", "pending"]
STATUSES: tuple[Status, ...] = ("found", "pending", "failed", "not_found", "unreadable")
"""Statuses of a row; that of a row with several lookups is the first of theirs in this order."""
EMPTY_ROW = "the row is empty"
NOT_YET = "not looked up yet"
IN_PROGRESS = "Lix is still working on it"
DELETED = "its answer was deleted"
NOTHING_FOUND = {
    "email": "no address was found",
    "person_by_email": "nobody with this address was found",
    "organisations_by_website": "Lix doesn't know an organisation with this website",
}
"""Sentences for answers without a result, by endpoint."""


class Outcome(NamedTuple):
    """Outcome of one lookup, or of a row."""

    status: Status
    note: str = ""


def outcome_of(
    lookup: RowLookup, item: RunItem | None, detail: Detail | None, *, stored: bool = True
) -> Outcome:
    """Return the outcome of one lookup.

    `detail` is its answer, and `item` its entry in the run; None where there is none. A stored
    answer counts whatever the run has noted, unless the record is left out.
    """
    if lookup.link is None:
        return Outcome("unreadable", lookup.problem)
    if lookup.is_left_out:
        return Outcome("pending", lookup.problem)
    if detail is not None and detail.unfinished:
        return Outcome("pending", IN_PROGRESS)
    if detail is not None and stored:
        if not RECORD_TYPES[detail.endpoint].has_result(detail.record):
            return Outcome("not_found", NOTHING_FOUND.get(detail.endpoint, "nothing was found"))
        return Outcome("found", _doubt(detail))
    if item is None or not item.outcome:
        return Outcome("pending", NOT_YET)
    note = item.note.rstrip(".")
    if item.outcome == NOT_FOUND:
        return Outcome("not_found", note)
    if item.outcome == FAILED:
        return Outcome("failed", note)
    return Outcome("unreadable", note) if item.outcome == UNUSABLE else Outcome("pending", DELETED)


def row_outcome(lookups: Sequence[RowLookup], outcomes: Sequence[Outcome]) -> Outcome:
    """Return status and note of a row with these lookups.

    It is found if any lookup found something; the note names the others.
    """
    if not outcomes:
        return Outcome("unreadable", EMPTY_ROW)
    status = min((one.status for one in outcomes), key=STATUSES.index)
    pairs = [(lookup.what, one.note) for lookup, one in zip(lookups, outcomes, strict=True)]
    notes = {note for _, note in pairs}
    if len({what for what, _ in pairs}) == 1 or len(notes) == 1:
        return Outcome(status, "; ".join(dict.fromkeys(note for _, note in pairs if note)))
    named = dict.fromkeys(f"{NAMES[what].short}: {note}" for what, note in pairs if note)
    return Outcome(status, "; ".join(named))


def _doubt(detail: Detail) -> str:
    """Return why a result isn't certain; an empty string if it is.

    That is the status and age of an address that isn't VALID, or that others have the website too.
    """
    record = detail.record
    if isinstance(record, WebsiteMatches) and (count := len(record.organisations)) > 1:
        return f"the first of {count} organisations with this website"
    if not isinstance(record, EmailAnswer) or record.valid:
        return ""
    return f"{record.status or 'no status'}, asked {age(time() - detail.fetched_at)}"
