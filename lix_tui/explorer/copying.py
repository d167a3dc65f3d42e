"""What can be copied of a record: each link form, name, id, JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.linkedin.links import lead_link, recruiter_link

if TYPE_CHECKING:
    from lix_tui.api.models.person import Person


@dataclass(frozen=True, slots=True)
class CopyForm:
    """One form of a record to copy."""

    label: str
    text: str

    @property
    def what(self) -> str:
        """The form in a sentence: 'the profile link'."""
        return f"the {self.label[:1].lower()}{self.label[1:]}"


def person_forms(person: Person, raw: object) -> list[CopyForm]:
    """Every form of a person that there is, the profile link first."""
    token, recruiter = person.tokens[0] if person.tokens else None, person.recruiter_token
    pairs = (
        ("Profile link", person.link),
        ("Sales Navigator link", person.sales_nav_link or (lead_link(token) if token else None)),
        ("Recruiter link", recruiter_link(recruiter) if recruiter else None),
        ("name", person.name),
        ("headline", person.headline_text or None),
        ("member id", token),
    )
    return forms_of(pairs, raw)


def forms_of(pairs: Sequence[tuple[str, str | None]], raw: object) -> list[CopyForm]:
    """The forms that there are, and the record as JSON."""
    forms = [CopyForm(label, text) for label, text in pairs if text]
    return [*forms, CopyForm("JSON", json.dumps(raw, ensure_ascii=False, indent=2))]
