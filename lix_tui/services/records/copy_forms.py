"""Forms of a record that can be copied: each link, name, id, JSON, the request as code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lix_tui.safe_cells import json_text
from lix_tui.services.records.code_snippets import LANGUAGES
from lix_tui.services.records.copy_form import CopyForm

if TYPE_CHECKING:
    from lix_tui.api.api_request import Outgoing


def forms_of(pairs: Sequence[tuple[str, str | None]], raw: object) -> list[CopyForm]:
    """Return a form for each pair of label and text that has a text, and the record as JSON."""
    forms = [
        CopyForm(label, text, "Links" if label.lower().endswith("link") else "Record")
        for label, text in pairs
        if text
    ]
    return [*forms, CopyForm("JSON", json_text(raw, indent=2))]


def request_forms(request: Outgoing) -> list[CopyForm]:
    """Return the request in each language, with ``LIX_API_KEY`` read where the key belongs."""
    return [CopyForm(name, write(request), "Request") for name, write in LANGUAGES.items()]
