"""Unpaired quotes and parentheses of boolean keyword expressions.

LinkedIn reads ``AND``, ``OR`` and ``NOT`` in capitals, straight double quotes around a phrase, and
parentheses around a group. Inside quotes a parenthesis is text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """Unpaired quote or parenthesis. ``position`` counts characters of the expression from 0."""

    position: int
    sentence: str


def flaws(expression: str) -> tuple[Flaw, ...]:
    """Return every quote and parenthesis without its partner, from left to right.

    Accepts any text, also one that is still being typed.
    """
    found: list[Flaw] = []
    groups: list[int] = []
    quote: int | None = None
    for place, char in enumerate(expression):
        if char == '"':
            quote = place if quote is None else None
        elif quote is not None:
            continue
        elif char == "(":
            groups.append(place)
        elif char == ")" and groups:
            groups.pop()
        elif char == ")":
            found.append(_flaw(place, "The parenthesis {} closes a group that was never opened."))
    found += (_flaw(place, "The parenthesis opened {} is never closed.") for place in groups)
    if quote is not None:
        found.append(_flaw(quote, "The quote opened {} is never closed."))
    return tuple(sorted(found, key=lambda flaw: flaw.position))


def flaw(expression: str) -> Flaw | None:
    """Return the first flaw of an expression, or None."""
    return next(iter(flaws(expression)), None)


def _flaw(place: int, sentence: str) -> Flaw:
    return Flaw(place, sentence.format(f"at character {place + 1}"))
