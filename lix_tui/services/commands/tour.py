"""Tour of the app: its steps as data, and the current step."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lix_tui.services.commands.keymap import KeyMap

Observation = Literal[
    "rows", "moved", "person", "company", "filters", "question", "export", "commands"
]
"""State of the screen after which a step counts as done."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the tour."""

    words: str
    """Instruction, with '{}' in place of each key."""
    commands: tuple[str, ...]
    """Ids of the commands whose keys replace the '{}'."""
    done: Observation
    cost: str = ""
    """Price outside the demo; empty for a free step."""


STEPS: tuple[TourStep, ...] = (
    TourStep(
        "Press {} to go to the query. Type a word such as engineer, then press enter.",
        ("search.query",), "rows", "1 Standard credit",
    ),
    TourStep(
        "Move with {}, {} or the mouse. Moving past the last row loads the next page.",
        ("table.down", "table.up"), "moved",
    ),
    TourStep(
        "Press {} to open the person under the cursor, with everything that Lix knows.",
        ("table.open",), "person", "1 Standard credit",
    ),
    TourStep(
        "Press {} to open the company. Press {} to list everything related to a record.",
        ("record.related", "record.more_related"), "company", "1 Org credit",
    ),
    TourStep(
        "Press {} to go back to the results, then {} to open the filters.",
        ("record.back", "search.filters"), "filters",
    ),
    TourStep(
        "Press {} to leave the filters, then {} for the price of all pages. Escape cancels.",
        ("filters.leave", "search.all"), "question",
    ),
    TourStep(
        "Press {} to mark rows, and {} to export them as CSV, XLSX, JSON … Escape cancels.",
        ("table.mark", "search.export"), "export",
    ),
    TourStep(
        "Press {} to find any command by name, {} to see every key of the current screen.",
        ("app.palette", "app.help"), "commands",
    ),
)  # fmt: skip


class Tour:
    """Current step of the tour."""

    def __init__(self) -> None:
        self.at = 0
        """Index of the current step; the number of steps once the tour is over."""

    @property
    def is_over(self) -> bool:
        """True once every step is done."""
        return self.at >= len(STEPS)

    def update(self, observations: AbstractSet[Observation]) -> bool:
        """Go to the next step if the current one is done; return True if it is."""
        if self.is_over or STEPS[self.at].done not in observations:
            return False
        self.at += 1
        return True

    def skip(self) -> None:
        """Go to the next step without doing the current one."""
        self.at = min(self.at + 1, len(STEPS))

    def texts(self, keymap: KeyMap, *, demo: bool) -> tuple[str, str, str]:
        """Return the position, the instruction and the tour's keys, of a tour that isn't over."""
        step = STEPS[self.at]
        cost = f" ({step.cost})" if step.cost and not demo else ""
        keys = [_first_key(keymap, command) for command in step.commands]
        following, end = (_first_key(keymap, f"app.tour_{what}") for what in ("next", "end"))
        return (
            f"step {self.at + 1} of {len(STEPS)}",
            step.words.format(*keys) + cost,
            f"{following}: skip · {end}: end the tour",
        )


def _first_key(keymap: KeyMap, command: str) -> str:
    from lix_tui.services.commands.keymap import key_label

    keys = keymap.keys[command]
    return key_label(keys[0]) if keys else "(no key)"
