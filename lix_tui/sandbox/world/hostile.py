"""Text that attacks its reader's terminal; about one person, organisation or post in 150 has some.

The strings are the known ways to crash or fool a terminal: markup, escape sequences, bidirectional
overrides, floods of combining marks, invisible characters, formulas and texts without end.
"""

from __future__ import annotations

from lix_tui.sandbox.world.dice import Roll, pick

SHARE = 1 / 150

HEADLINES: tuple[str, ...] = (
    "CTO [/] breaking things [bold red",
    "[@click=app.quit]Open to work[/]",
    "Growth \x1b[31mred\x1b[0m hacker \x1b]0;owned\x07",
    "Sales \x1b]52;c;aGVsbG8=\x07 that copies itself",
    "Consultant \u202egnidaer drawkcab\u202c and forward",
    "Z" + "̸̷̡̢̛̗̘̙̜̝̞̟̠" * 12 + "algo engineer",
    "Polymath | " + " | ".join(f"Interest {number}" for number in range(1, 120)),
    '=HYPERLINK("https://example.invalid","Invoice")',
    "Zero\u200bwidth\u2066 isolated\u2069\ufeff specialist",
    "\x9b2J\x85Wiped clean\x00\x08\x7f",
    "Line one\r\nline two\ttabbed\u2028and three",
    "[#zzz]Colourful[/] [link=javascript:alert(1)]profile[/link]",
)

NAMES: tuple[str, ...] = ("[/b]", "\u202eTrebor", "\x1b[2J", "🧨[@click=app.bell]", "O[/]")
"""Hostile nicknames, put after a name."""


def hostile_headline(roll: Roll) -> str:
    """Return a hostile headline or text."""
    return pick(roll, HEADLINES)
