"""The answer of an email lookup."""

from __future__ import annotations

from lix_tui.api.models.base import JsonObject, LixModel, Text, Texts, text_of


class EmailAnswer(LixModel):
    """An address and how sure it is; no address at all is an answer too."""

    email: Text = None
    status: Text = None
    """In upper case: 'VALID', 'PROBABLE' or 'RISKY', 'UNKNOWN', or a word that is new."""
    alternatives: Texts = ()

    @property
    def valid(self) -> bool:
        """True if the address was validated: only then it cost a credit (Lix docs)."""
        return self.status == "VALID"

    @property
    def may_settle(self) -> bool:
        """Return True if asking again may make it VALID: for every other status, or none."""
        return not self.valid


def read_email(answer: JsonObject) -> EmailAnswer:
    """Return the answer with its status in upper case, as the docs write it both ways."""
    status = text_of(answer.get("status"))
    return EmailAnswer.model_validate({**answer, "status": status.upper() if status else None})
