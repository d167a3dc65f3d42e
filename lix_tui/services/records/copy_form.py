"""One form of a record that can be copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Group = Literal["Links", "Record", "Table", "Request"]


@dataclass(frozen=True, slots=True)
class CopyForm:
    """One form of a record to copy."""

    label: str
    text: str
    """The text itself; where ``make`` makes that, the words that stand for it in a menu."""
    group: Group = "Record"
    make: Callable[[], str] | None = None
    """Makes the text, in any thread, where that takes a while."""

    @property
    def what(self) -> str:
        """Return the form as part of a sentence: 'the profile link'."""
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
