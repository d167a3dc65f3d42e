"""Sales Navigator's typeahead, from the same world the searches use.

Closed sets answer fully to an empty query, open ones not at all, as LinkedIn's own typeahead does.
"""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import params_invalid
from lix_tui.sandbox.search.offers import OPEN, facet_values
from lix_tui.sandbox.search.typeahead import match_labels
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire.values import JsonObject
from lix_tui.sandbox.world import functions, profiles
from lix_tui.sandbox.world.organisations import SIZES, TYPES
from lix_tui.sandbox.world.world import World

Values = Mapping[str, str]
"""Labels by id."""

_CLOSED: Mapping[str, Values] = {
    "SENIORITY_V2": {str(id_): name for id_, name in functions.SENIORITIES.items()},
    "SENIORITY": {
        "1": "Unpaid",
        "2": "Training",
        "3": "Entry",
        "4": "Senior",
        "5": "Manager",
        "6": "Director",
        "7": "VP",
        "8": "CXO",
        "9": "Partner",
        "10": "Owner",
    },
    "FUNCTION": {str(item.id): item.name for item in functions.FUNCTIONS.values()},
    "COMPANY_SIZE": {"A": "Self-employed", **{letter: row[0] for letter, row in SIZES.items()}},
    "COMPANY_TYPE": TYPES | {"E": "Self Employed"},
    "TENURE": {
        "1": "Less than 1 year",
        "2": "1 to 2 years",
        "3": "3 to 5 years",
        "4": "6 to 10 years",
        "5": "More than 10 years",
    },
    "PROFILE_LANGUAGE": profiles.LANGUAGES,
}


def sales_facet(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the values whose label contains the query, those that begin with it first."""
    name, query = call.params["type"], call.params["query"]
    start, count = call.number("start", 0), call.number("count", 100)
    closed = _CLOSED.get(name)
    if closed is None and name not in OPEN:
        message = f"type must be one of {', '.join([*OPEN, *_CLOSED])}"
        raise params_invalid(message)
    labels = facet_values(sandbox.world, name) if closed is None else closed
    if closed is not None and not query.strip():
        found = list(closed)
    else:
        found = match_labels(labels, query, inside=closed is not None)
    page: list[JsonObject] = [
        {"id": id_, "displayValue": labels[id_]} for id_ in found[start : start + count]
    ]
    if name == "COMPANY_WITH_LIST" and page:
        children = [
            {**item, "headline": _headline(sandbox.world, str(item["id"]))} for item in page
        ]
        page = [{"id": "0", "displayValue": "Companies", "children": children}]
    return _answer(page, count)


def _answer(elements: list[JsonObject], count: int) -> Answer:
    """Return the body.

    ``elements`` is left out of an empty answer, as public clients observed.
    """
    found: JsonObject = {"elements": elements} if elements else {}
    return Answer({"data": {**found, "paging": {"count": count}}})


def _headline(world: World, urn: str) -> str:
    """Return the line under a company: its industry and its place."""
    item = world.organisations_by_key[urn.rsplit(":", 1)[-1]]
    return f"{item.industry.name}, {item.area.country}"
