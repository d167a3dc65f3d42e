"""Style of the results table: the parts that a theme can colour, and their defaults."""

from __future__ import annotations

PARTS = {
    "results--header",
    "results--row",
    "results--lead",
    "results--mark",
    "results--match",
    "results--cursor",
    "results--hover",
    "results--status",
}
"""Component classes: lead is the first column, mark the cell before it, match a found word."""

CSS = """
ResultsTable {
    background: transparent;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-size-vertical: 1;
}
ResultsTable > .results--header { color: $text-muted; text-style: bold; }
ResultsTable > .results--row { color: $text-muted; }
ResultsTable > .results--lead { color: $foreground; text-style: bold; }
ResultsTable > .results--mark { color: $accent; }
ResultsTable > .results--match { color: $foreground; text-style: underline; }
ResultsTable > .results--hover { background: $panel; }
ResultsTable > .results--status { color: $text-muted; text-style: italic; }
ResultsTable.-stale > .results--row { color: $text-disabled; text-style: dim; }
ResultsTable.-stale > .results--lead { color: $text-disabled; text-style: dim; }
ResultsTable > .results--cursor {
    background: $block-cursor-blurred-background;
    color: $block-cursor-blurred-foreground;
}
ResultsTable:ansi > .results--cursor { text-style: underline; }
ResultsTable:focus > .results--cursor {
    background: $block-cursor-background;
    color: $block-cursor-foreground;
    text-style: $block-cursor-text-style;
}
ResultsTable:nocolor:focus > .results--cursor { text-style: reverse; }
"""
"""Only a theme's own variables; an ansi theme has one background, so a line marks the cursor."""
