"""What can be copied of a record: each link form, name, id, JSON, the request as code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from lix_tui.api.endpoints import ENDPOINTS, Host
from lix_tui.linkedin.links import lead_link, recruiter_link

if TYPE_CHECKING:
    from lix_tui.api.models.person import Person
    from lix_tui.settings import Settings


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


def request_forms(settings: Settings, endpoint: str, params: Mapping[str, str]) -> list[CopyForm]:
    """The request as curl and as Python, with ``$LIX_API_KEY`` where the key belongs."""
    entry = ENDPOINTS[endpoint]
    base = settings.lookc_url if entry.host is Host.LOOKC else settings.api_url
    address = base + entry.paths[0]
    curl = f'curl {_quoted(f"{address}?{urlencode(params)}")} -H "Authorization: $LIX_API_KEY"'
    python = (
        "import os\nimport httpx\n\n"
        f"response = httpx.get(\n    {address!r},\n"
        f"    params={dict(params)!r},\n"
        '    headers={"Authorization": os.environ["LIX_API_KEY"]},\n'
        "    timeout=90,\n)\nresponse.raise_for_status()\nprint(response.json())\n"
    )
    return [CopyForm("request as curl", curl), CopyForm("request as Python", python)]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
