"""Forms of a record that can be copied: each link, name and id, and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from lix_tui.safe_cells import json_text

Group = Literal["Links", "Record", "Table", "Request"]


@dataclass(frozen=True, slots=True)
class CopyForm:
    """One form of a record to copy."""

    label: str
    text: str
    """The text to copy, or its description in a menu if ``make`` returns the text."""
    group: Group = "Record"
    make: Callable[[], str] | None = None
    """Returns the text, in any thread, if that takes time."""

    @property
    def description(self) -> str:
        """Name in a sentence: 'the profile link'."""
        if self.group == "Request":
            return f"the request as {self.label}"
        if self.group == "Table":
            return f"{self.text} as {self.label}"
        whole = f"the {_in_a_sentence(self.label)}"
        return f"{whole} of {self.text}" if self.make is not None else whole


def _in_a_sentence(label: str) -> str:
    """Return 'profile link', but 'Sales Navigator link' and 'JSON'."""
    first, _, rest = label.partition(" ")
    is_name = first.isupper() or first == "Recruiter" or rest[:1].isupper()
    return label if is_name else label[:1].lower() + label[1:]


def forms_of(pairs: Sequence[tuple[str, str | None]], raw: object) -> list[CopyForm]:
    """Return a form for each pair of label and text that has a text, and the record as JSON."""
    forms = [
        CopyForm(label, text, "Links" if label.lower().endswith("link") else "Record")
        for label, text in pairs
        if text
    ]
    return [*forms, CopyForm("JSON", json_text(raw, indent=2))]
