"""Notes of rows in written files, which say what the reader of a file can do."""

from __future__ import annotations

from lix_tui.api.errors import BadBody, NetworkError, ServerError, StillMissing, UncertainOutcome
from lix_tui.services.runs.row_outcomes import Outcome

AGAIN = "run enrich again with --again to repeat it"
"""Advice for a lookup that failed."""
_ADVICE = tuple(
    dict.fromkeys(
        one.advice for one in (UncertainOutcome, StillMissing, ServerError, NetworkError, BadBody)
    )
)
"""Advice for somebody who looks at a screen, at the end of the notes of runs."""


def in_file(outcome: Outcome) -> Outcome:
    """Return an outcome whose note fits a file: advice for a screen is replaced."""
    if outcome.status not in ("failed", "not_found"):
        return outcome
    note = outcome.note
    given = next((one for one in _ADVICE if note.endswith(one)), "")
    note = note.removesuffix(given).removesuffix("; ")
    if not given and outcome.status == "not_found":
        return outcome
    return Outcome(outcome.status, f"{note}; {AGAIN}" if note else AGAIN)
