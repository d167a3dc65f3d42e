"""Forms of a record that can be copied: each link, name, id, JSON, the request as code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from lix_tui.linkedin.links import lead_link, recruiter_link
from lix_tui.safe_cells import json_text
from lix_tui.services.records.code_snippets import LANGUAGES
from lix_tui.services.records.copy_form import CopyForm

if TYPE_CHECKING:
    from lix_tui.api.api_request import Outgoing
    from lix_tui.api.models.elements import Element
    from lix_tui.api.models.person import Person
    from lix_tui.services.records.record_view import RecordView


def person_forms(person: Person, raw: object) -> list[CopyForm]:
    """Every form of a person that there is, the profile link first."""
    token, recruiter = person.tokens[0] if person.tokens else None, person.recruiter_token
    pairs = (
        ("Profile link", person.link),
        ("Sales Navigator link", person.sales_nav_link or (lead_link(token) if token else None)),
        ("Recruiter link", recruiter_link(recruiter) if recruiter else None),
        ("name", person.name),
        ("headline", person.headline_text or None),
        ("email address", person.email),
        ("member id", token),
    )
    return forms_of(pairs, raw)


def forms_of(pairs: Sequence[tuple[str, str | None]], raw: object) -> list[CopyForm]:
    """The forms that there are, and the record as JSON."""
    forms = [
        CopyForm(label, text, "Links" if label.lower().endswith("link") else "Record")
        for label, text in pairs
        if text
    ]
    return [*forms, CopyForm("JSON", json_text(raw, indent=2))]


def link_forms(view: RecordView, elements: Sequence[Element], what: str) -> list[CopyForm]:
    """Each form of link of several elements, one a line; ``what`` says which these are."""
    labels = [form.label for form in view.forms(elements[0]) if form.group == "Links"]
    return [
        CopyForm(f"{label}s", what, "Links", partial(link_lines, view, tuple(elements), label))
        for label in labels
    ]


def link_lines(view: RecordView, elements: Sequence[Element], label: str | None = None) -> str:
    """The links of that form, else the best one of each; elements without any are left out."""
    if label is None:
        return "\n".join(links[0] for element in elements if (links := view.links(element)))
    forms = [form for element in elements for form in view.forms(element)]
    return "\n".join(form.text for form in forms if form.label == label)


def request_forms(request: Outgoing) -> list[CopyForm]:
    """The request in each language, with ``LIX_API_KEY`` read where the key belongs."""
    return [CopyForm(name, write(request), "Request") for name, write in LANGUAGES.items()]
