"""Horizontal bar chart, for example of skills by endorsements, spend or reactions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from lix_tui.text import clean_line
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.blocks import meter
from lix_tui.widgets.cells import steady

GAP = 2
"""Cells between label, bar and number."""
LEAST_BAR = 6
"""Least width of the bars in cells. If less is left, only labels and numbers are drawn."""
WIDEST_BAR = 48
"""Greatest width of a bar in cells, which keeps numbers near their labels."""


class BarList(Widget, can_focus=True):
    """Bar chart of the largest ``top`` items; enter or a click shows all of them.

    An item is a label and a number, or None if the number is unknown. Bars are scaled to the
    largest number, also while folded; negative numbers get no bar. Items without a number come
    last; items with equal numbers keep their order.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bars--label",
        "bars--bar",
        "bars--number",
        "bars--more",
    }
    DEFAULT_CSS = """
    BarList {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
        & .bars--label { color: $foreground; }
        & .bars--bar { color: $primary; }
        & .bars--number { color: $text-muted; }
        & .bars--more { color: $text-muted; }
        &:focus .bars--more { color: $accent; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("bars")
    items: reactive[tuple[tuple[str, int | None], ...]] = reactive((), layout=True)
    """Labels and their numbers, in any order."""
    folded: reactive[bool] = reactive(True, layout=True)
    """True while only the largest ``top`` items are drawn."""

    def __init__(
        self,
        items: Sequence[tuple[str, int | None]] = (),
        *,
        top: int = 8,
        folded: bool = True,
        whole: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """``whole`` shows a label that is too long for its column on separate lines.

        ``folded`` shows only the largest items at first.
        """
        super().__init__(id=id, classes=classes)
        self._top, self._whole = max(1, top), whole
        self.set_reactive(BarList.items, tuple(items))
        self.set_reactive(BarList.folded, folded)

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - Textual's signature
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """Return a line for each item shown, and one to fold and unfold where that is possible."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """Return the bars at the present width."""
        return Content("\n").join(self._lines(self.size.width))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - Textual's signature
    ) -> bool | None:
        """Return False for folding if no bar is hidden."""
        return bool(self._hidden) if action == "fold" else True

    def action_fold(self) -> None:
        """Show every item, or only the top ones again."""
        self.folded = not self.folded

    def on_click(self, event: Click) -> None:
        """Fold or unfold the list after a click on the last line, which counts the hidden items."""
        offset = event.get_content_offset(self)
        if self._hidden and offset is not None and offset.y == self.size.height - 1:
            self.action_fold()

    @property
    def _hidden(self) -> int:
        """Number of items that the fold hides; never 1, as the fold's own line is as high."""
        over = len(self.items) - self._top
        return over if over > 1 else 0

    def _lines(self, width: int) -> Iterator[Content]:
        if not self.items or width <= 0:
            return
        ranked = sorted(self.items, key=_rank, reverse=True)
        shown = ranked[: self._top] if self._hidden and self.folded else ranked
        labels = [
            Content.styled(steady(clean_line(label)), self._style("label")) for label, _ in shown
        ]
        numbers = ["" if value is None else f"{value:,}" for _, value in shown]
        number_width = max(map(len, numbers))
        beside = number_width + GAP if number_width else 0
        column = min(max(label.cell_length for label in labels), max(1, (width - beside) // 2))
        bar_width = min(WIDEST_BAR, width - column - GAP - beside)
        if not number_width or bar_width < LEAST_BAR:
            bar_width, column = 0, max(1, width - beside)
            column = min(column, max(label.cell_length for label in labels))
        largest = max((value for _, value in ranked if value is not None), default=0)
        for label, number, (_, value) in zip(labels, numbers, shown, strict=True):
            if self._whole and label.cell_length > column:
                *above, label = label.wrap(column if column > LEAST_BAR else width)  # noqa: PLW2901
                yield from above
            text = label.truncate(column, ellipsis=True, pad=True)
            bar = f"{'':{GAP}}{meter(value or 0, largest, bar_width)}" if bar_width else ""
            yield Content.assemble(
                text,
                (bar, self._style("bar")),
                (f"{'':{GAP}}{number:>{number_width}}" if beside else "", self._style("number")),
            ).truncate(width)
        if self._hidden:
            more = f"and {self._hidden} more" if self.folded else f"back to the top {self._top}"
            yield Content.styled(more, self._style("more")).truncate(width, ellipsis=True)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"bars--{name}", partial=True)


def _rank(item: tuple[str, int | None]) -> tuple[bool, int]:
    value = item[1]
    return value is not None, value or 0
