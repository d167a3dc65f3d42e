"""The answer of an email lookup."""

from __future__ import annotations

from lix_tui.api.models.base import JsonObject, LixModel, Text, Texts, text_of


class EmailAnswer(LixModel):
    """Email address with its status. Lix may also answer that it found no address."""

    email: Text = None
    status: Text = None
    """Status in upper case: 'VALID', 'PROBABLE' or 'RISKY', 'UNKNOWN', or a later addition."""
    alternatives: Texts = ()

    @property
    def valid(self) -> bool:
        """True if the status is VALID; only such an answer costs a credit (Lix docs)."""
        return self.status == "VALID"

    @property
    def may_settle(self) -> bool:
        """True unless the status is VALID: another lookup may return a VALID address."""
        return not self.valid


def read_email(answer: JsonObject) -> EmailAnswer:
    """Return the answer with its status in upper case; the Lix docs show both cases."""
    status = text_of(answer.get("status"))
    return EmailAnswer.model_validate({**answer, "status": status.upper() if status else None})
