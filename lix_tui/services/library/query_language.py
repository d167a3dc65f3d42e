"""Query language of the library: words, and words with a field name that narrow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lix_tui.durations import DAY, HOUR
from lix_tui.store.library_sql import words_of
from lix_tui.store.rows import LibraryOrder, LibraryQuery
from lix_tui.text import clean_line

KINDS = {
    "person": "person", "people": "person", "organisation": "organisation", "org": "organisation",
    "orgs": "organisation", "company": "organisation", "job": "job", "jobs": "job",
    "post": "post", "posts": "post", "email": "email", "emails": "email", "ids": "ids",
}  # fmt: skip
"""Values of ``kind:``."""
NAMES = (
    "kind", "name", "title", "company", "place", "tag", "-tag", "note", "-note", "search", "newer",
    "older", "changed", "noted", "sort", "account",
)  # fmt: skip
"""Names before a colon; a minus leaves matching records out."""
HINT = (
    "words · kind: company: place: title: tag: -tag: note: search: newer:7d older:30d changed:yes "
    "noted:yes account:all sort:name"
)
ORDERS: tuple[LibraryOrder, ...] = (
    "name", "title", "company", "place", "kind", "tags", "fetched",
)  # fmt: skip
"""Values of ``sort:``, or of ``sort:-`` for the reverse order."""
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_AGES = "a number and a letter, as in 12h, 7d, 2w, 3m or 1y"
_CHOICES = {
    "kind": ("a kind", "person, organisation, job, post, email or ids"),
    "sort": (
        "an order",
        f"{', '.join(ORDERS[:-1])} or {ORDERS[-1]}, or - and one",
    ),
    "newer": ("an age", _AGES),
    "older": ("an age", _AGES),
    "changed": ("yes or no", "changed:yes or changed:no"),
    "noted": ("yes or no", "noted:yes or noted:no"),
    "account": ("a choice", "account:all"),
}
"""Names whose values are known: words for a value, and all of them."""
_NO_WORDS = "The quotes are empty. Write words between them or delete them."
_PART = re.compile(r'(?:(?P<name>-?[a-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<word>\S+))', re.IGNORECASE)
_AGE = re.compile(r"(?P<count>[0-9]{1,5})\s*(?P<unit>[hdwmy])", re.IGNORECASE)
_UNITS = {"h": HOUR, "d": DAY, "w": 7 * DAY, "m": 30 * DAY, "y": 365 * DAY}


class QueryProblem(Exception):
    """A query can't be used for an export; the message is for the user."""


def read_query(text: str, now: float) -> LibraryQuery:
    """Return the query of a text; never fails, as the text is read while it is typed.

    A value may be the beginning of one that is known. The query has a problem where a value is
    missing or isn't known, and where quotes hold no words: it would find everything. An unknown
    name is a word like any other. `now` is in seconds since the epoch.
    """
    query, words = LibraryQuery(), list[str]()
    for part in _PART.finditer(text):
        name, value = _named(part)
        if not name and words_of(part[0]):
            words.append(part[0])
        elif not name:
            query = _with_problem(query, _NO_WORDS)
        elif not words_of(value) or value == "-":
            query = _with_problem(query, _missing(name, value))
        else:
            narrowed = _narrow(query, name, value, now)
            query = narrowed or _with_problem(query, _unknown(name, value))
    return replace(query, text=" ".join(words))


def _named(part: re.Match[str]) -> tuple[str, str]:
    """Return the name before the colon, empty where there is none, and the value after it."""
    name, value = (part["name"] or "").lower(), part["quoted"] or part["word"] or ""
    if not name and value.endswith(":") and value.lower().removesuffix(":") in NAMES:
        return value.lower().removesuffix(":"), ""
    return (name, value) if name in NAMES else ("", part[0])


def _with_problem(query: LibraryQuery, problem: str) -> LibraryQuery:
    """Return the query with a sentence about its problem, unless it has one already."""
    return query if query.problem else replace(query, problem=problem)


def _unknown(name: str, value: str) -> str:
    what, choices = _CHOICES[name]
    return f"{name}:{clean_line(value)[:40]} isn't {what}. Use {choices}."


def _missing(name: str, value: str) -> str:
    if name in _CHOICES:
        what, choices = _CHOICES[name]
        return f"{name}:{clean_line(value)} needs {what}. Use {choices}."
    return f"{name}: needs a value. Write it right after the colon, as in {name}:word."


def seconds_of(text: str) -> float | None:
    """Return the seconds of an age like '90d', '12h', '2w', '3m', '1y'; None for another text."""
    found = _AGE.fullmatch(text.strip())
    return None if found is None else int(found["count"]) * _UNITS[found["unit"].lower()]


def _narrow(query: LibraryQuery, name: str, value: str, now: float) -> LibraryQuery | None:
    match name:
        case "kind" if found := _kind(value):
            return replace(query, kind=found)
        case "name":
            return replace(query, name=f"{query.name} {value}")
        case "title":
            return replace(query, title=f"{query.title} {value}")
        case "company":
            return replace(query, company=f"{query.company} {value}")
        case "place":
            return replace(query, place=f"{query.place} {value}")
        case "tag":
            return replace(query, tag=f"{query.tag} {value}")
        case "-tag":
            return replace(query, without_tag=f"{query.without_tag} {value}")
        case "note":
            return replace(query, note=f"{query.note} {value}")
        case "-note":
            return replace(query, without_note=f"{query.without_note} {value}")
        case "search":
            return replace(query, source=value)
        case "newer" if (age := seconds_of(value)) is not None:
            return replace(query, since=now - age)
        case "older" if (age := seconds_of(value)) is not None:
            return replace(query, until=now - age)
        case "changed" if (flag := _yes(value)) is not None:
            return replace(query, changed=flag)
        case "account" if any(word.startswith(value.lower()) for word in ("all", "any")):
            return replace(query, all_owners=True)
        case "noted" if (flag := _yes(value)) is not None:
            return replace(query, noted=flag)
        case "sort" if order := _order(value):
            return replace(query, order=order, descending=value.startswith("-"))
        case _:
            return None


def _kind(value: str) -> str | None:
    """Return the kind that starts with a word, so that it applies while it is typed."""
    value = value.lower()
    return KINDS.get(value) or next(
        (k for word, k in KINDS.items() if word.startswith(value)), None
    )


def _order(value: str) -> LibraryOrder | None:
    """Return the order that starts with a word."""
    word = value.removeprefix("-").lower()
    return next((order for order in ORDERS if word and order.startswith(word)), None)


def sorted_text(text: str, order: LibraryOrder | None, *, descending: bool = False) -> str:
    """Return the query text with another sort order, or without one."""
    rest = [part[0] for part in _PART.finditer(text) if _named(part)[0] != "sort"]
    return " ".join([*rest, *([f"sort:{'-' if descending else ''}{order}"] if order else [])])


def text_in_next_order(text: str) -> str:
    """Return the query text sorted by the next column; after the last one, by none."""
    now = read_query(text, 0).order
    orders: list[LibraryOrder | None] = [None, *ORDERS]
    return sorted_text(text, orders[(orders.index(now) + 1) % len(orders)])


def text_in_reverse(text: str) -> str:
    """Return the query text in the opposite order."""
    query = read_query(text, 0)
    return sorted_text(text, query.order or "fetched", descending=not query.descending)


def text_by_column(text: str, column: str) -> str:
    """Return the query text sorted by a column: ascending, then descending, then not at all."""
    query = read_query(text, 0)
    clicked = "fetched" if column == "age" else column
    order = next((order for order in ORDERS if order == clicked), None)
    if query.order != order:
        return sorted_text(text, order)
    return sorted_text(text, None if query.descending else order, descending=True)


def text_of_next_kind(text: str, kinds: Sequence[str]) -> str:
    """Return the query text for the next kind of record; after the last one, for any kind."""
    words, choices = text.split(), ("", *kinds)
    now = next((word[5:] for word in words if word.startswith("kind:")), "")
    wanted = choices[(choices.index(now) + 1) % len(choices)] if now in choices else ""
    rest = [word for word in words if not word.startswith("kind:")]
    return " ".join([*([f"kind:{wanted}"] if wanted else []), *rest])


def _yes(value: str) -> bool | None:
    """Return the value that starts with a word, None for another word."""
    return next((flag for word, flag in _YES.items() if word.startswith(value.lower())), None)
