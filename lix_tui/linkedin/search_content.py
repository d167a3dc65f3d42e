"""Criteria of a search: its keywords and its known parameters and filters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.catalogue import ALL_FILTERS
from lix_tui.linkedin.filters import Filter
from lix_tui.linkedin.handles import remove_invisible
from lix_tui.linkedin.parameters import (
    PARAMETERS,
    RECRUITER_PARAMETERS,
    SALES_PARAMETERS,
    is_noise,
)
from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.restli import parse
from lix_tui.linkedin.restli_nodes import Array, Atom, Record, RestliError
from lix_tui.linkedin.target import Target, quotable

_ORDER_ONLY = frozenset({"sortBy", "distance"})
"""Parameters that narrow nothing by themselves: the order, and a radius without a place."""
_SWITCHES = frozenset({"f_AL", "f_WRA"})
"""Parameters that are criteria only if they are ``true``."""
_SALES_TEXTS = frozenset({"keywordTitle", "keywordCompany", "keywordFirstName", "keywordLastName"})
_SALES_KEYS = _SALES_TEXTS | {
    "spellCorrectionEnabled", "recentSearchParam", "filters", "keywords", "savedSearchId",
    "pivotParam",
}  # fmt: skip
_EMPTY = re.compile(r"""[\s"'()\[\]{}“”«»,]*""")


def has_criteria(target: Target) -> bool:
    """Return True if a search has keywords, or a known filter or parameter with a value."""
    if has_content(target.keywords):
        return True
    if target.kind in ALL_FILTERS:
        filters = ALL_FILTERS[target.kind]
        if any(item.type in filters and _is_filled(item) for item in target.filters):
            return True
        named = SALES_PARAMETERS
        if any(has_content(text) for text in _record_texts(target)):
            return True
    else:
        named = frozenset(PARAMETERS.get(target.kind, RECRUITER_PARAMETERS))
    for name, value in target.params.items():
        values = (value,) if isinstance(value, str) else value
        if name in _SWITCHES:
            asked = "true" in values
        else:
            asked = name not in _ORDER_ONLY and any(map(has_content, values))
        if name in named and asked:
            return True
    return False


def content_refusal(target: Target) -> str | None:
    """Return the sentence that refuses a search without known criteria: it finds every member.

    Returns None for a search that may be sent.
    """
    if has_criteria(target):
        return None
    unknown = list(dict.fromkeys(_unknown_names(target)))
    if not unknown:
        return (
            "A search without keywords or filters costs a credit and matches everything; add some "
            "to the link."
        )
    shown = " and ".join(f"'{quotable(name, 30)}'" for name in unknown[:2])
    verb = "isn't one" if len(unknown) == 1 else "aren't"
    return (
        f"This link has no filter that LinkedIn's search knows: {shown} {verb}; "
        "paste a link with keywords or filters."
    )


def has_content(text: str | None) -> bool:
    """Return True if a text has more than white space, invisible marks, quotes and brackets."""
    if not text:
        return False
    visible = re.sub("[\u061c\u200c\u200d\u200e\u200f]", "", remove_invisible(text))
    return _EMPTY.fullmatch(visible) is None


def _is_filled(item: Filter) -> bool:
    if item.range is not None and (item.range.min is not None or item.range.max is not None):
        return True
    return any(has_content(value.id) or has_content(value.text) for value in item.values)


def _record(target: Target) -> Record:
    raw = Address.split(target.url or "").value("query")
    try:
        return parse(raw).root if raw else Record(())
    except RestliError:
        return Record(())


def _record_texts(target: Target) -> Iterator[str | None]:
    """Yield the texts of a query that are criteria beside its keywords and filters."""
    root = _record(target)
    yield from (root.text(name) for name in (*sorted(_SALES_TEXTS), "savedSearchId"))


def _unknown_names(target: Target) -> Iterator[str]:
    """Yield the unknown names of parameters, of the query's keys and of its filters."""
    is_sales = target.kind in ALL_FILTERS
    named = SALES_PARAMETERS if is_sales else PARAMETERS.get(target.kind, RECRUITER_PARAMETERS)
    for name in target.params:
        if name not in named and name not in ("query", "keywords") and not is_noise(name):
            yield decode(name)
    if not is_sales:
        return
    root = _record(target)
    yield from (key for key, node in root.entries if key not in _SALES_KEYS and node != Atom(""))
    filters = ALL_FILTERS[target.kind]
    items = root.get("filters")
    if isinstance(items, Array):
        yield from (item.type for item in target.filters if item.type not in filters)
