"""The tour: what to try next, as data, and how far one has come."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lix_tui.services.commands.keymap import KeyMap

Sight = Literal["rows", "moved", "person", "company", "filters", "asked", "export", "commands"]
"""What can be seen on screen once a step was done."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """One thing to try."""

    words: str
    """What to do, with '{}' for each key."""
    commands: tuple[str, ...]
    """The commands whose keys stand in the words."""
    done: Sight
    cost: str = ""
    """What it costs with a key of one's own; empty for nothing."""


STEPS: tuple[TourStep, ...] = (
    TourStep(
        "{} goes to the query: type a word such as engineer and press enter.",
        ("search.query",), "rows", "1 Standard credit",
    ),
    TourStep(
        "{} and {}, or the mouse, move; going on from the last row loads the next page.",
        ("table.down", "table.up"), "moved",
    ),
    TourStep(
        "{} opens the person under the cursor: everything Lix knows of them.",
        ("table.open",), "person", "1 Standard credit",
    ),
    TourStep(
        "{} goes on to where they work; {} lists everything a record leads to.",
        ("record.related", "record.more_related"), "company", "1 Org credit",
    ),
    TourStep(
        "{} goes back to the results; there {} opens the filters.",
        ("record.back", "search.filters"), "filters",
    ),
    TourStep(
        "{} leaves the filters; then {} says what loading every page takes. Escape takes none.",
        ("filters.leave", "search.all"), "asked",
    ),
    TourStep(
        "{} marks rows, {} writes them to a file: CSV, XLSX, JSON and more. Escape writes none.",
        ("table.mark", "search.export"), "export",
    ),
    TourStep(
        "{} finds any command by its name, {} shows every key of the screen in front.",
        ("app.palette", "app.help"), "commands",
    ),
)  # fmt: skip


class Tour:
    """Goes on as its steps are done."""

    def __init__(self) -> None:
        self.at = 0
        """The step to do now; as many as there are once it has ended."""

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to try."""
        return self.at >= len(STEPS)

    def see(self, sights: AbstractSet[Sight]) -> bool:
        """Take what is on screen now; returns whether that was the step to do."""
        if self.ended or STEPS[self.at].done not in sights:
            return False
        self.at += 1
        return True

    def skip(self) -> None:
        """Go on without having done it."""
        self.at = min(self.at + 1, len(STEPS))

    def words(self, keymap: KeyMap, *, demo: bool) -> tuple[str, str, str]:
        """Where one is, what to do, and the keys of the tour; not to be asked when it has ended."""
        step = STEPS[self.at]
        cost = f" ({step.cost})" if step.cost and not demo else ""
        keys = [_first_key(keymap, command) for command in step.commands]
        following, end = (_first_key(keymap, f"app.tour_{what}") for what in ("next", "end"))
        return (
            f"step {self.at + 1} of {len(STEPS)}",
            step.words.format(*keys) + cost,
            f"{following} goes on without · {end} ends the tour",
        )


def _first_key(keymap: KeyMap, command: str) -> str:
    from lix_tui.services.commands.keymap import shown_key

    keys = keymap.keys[command]
    return shown_key(keys[0]) if keys else "(no key)"
