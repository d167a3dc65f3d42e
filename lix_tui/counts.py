"""Counts in sentences."""

from __future__ import annotations


def counted(number: int, noun: str, verbs: tuple[str, str] = ("", "")) -> str:
    """Return a number with its noun and the right verb: "1 record is", "2 records are".

    `noun` is in the singular; `verbs` are the forms for one and for several.
    """
    ending, verb = ("", verbs[0]) if number == 1 else ("s", verbs[1])
    return f"{number:,} {noun}{ending} {verb}".rstrip()
