"""Sales Navigator's typeahead, from the same world the searches use.

Closed sets answer fully to an empty query, open ones not at all, as LinkedIn's own typeahead does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lix_tui.sandbox.accounts import Account
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import params_invalid
from lix_tui.sandbox.search.boolean import words
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire.values import JsonObject
from lix_tui.sandbox.world import functions, profiles
from lix_tui.sandbox.world.industries import INDUSTRIES
from lix_tui.sandbox.world.organisations import SIZES, TYPES
from lix_tui.sandbox.world.places import PLACE_NAMES
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
_OPEN: Mapping[str, Callable[[], Values]] = {
    "BING_GEO": lambda: {str(id_): name for id_, name in PLACE_NAMES.items()},
    "INDUSTRY": lambda: {str(item.id): item.name for item in INDUSTRIES},
    "TITLE": lambda: {str(id_): name for id_, name in functions.titles().items()},
    "SCHOOL": lambda: {str(item.id): item.name for item in profiles.SCHOOLS},
    "GROUP": lambda: {
        "5119103": "Mobile Integration Cloud Services",
        "700001": "Sandbox Recruiters",
        "700002": "Product People of the North",
        "700003": "Data Engineering Exchange",
    },
}


def sales_facet(sandbox: Sandbox, call: Call, _account: Account) -> Answer:
    """Values whose label has the query, those beginning with it first."""
    name, query = call.params["type"], call.params["query"]
    start, count = call.number("start", 0), call.number("count", 100)
    if name == "COMPANY_WITH_LIST":
        companies = _companies(sandbox.world, query)[start : start + count]
        group: JsonObject = {"id": "0", "displayValue": "Companies", "children": companies}
        return _answer([group] if companies else [], count)
    values = _CLOSED.get(name)
    if values is None:
        opened = _OPEN.get(name)
        if opened is None:
            message = f"type must be one of {', '.join([*_OPEN, 'COMPANY_WITH_LIST', *_CLOSED])}"
            raise params_invalid(message)
        values = opened() if query.strip() else {}
    found: list[JsonObject] = [
        {"id": id_, "displayValue": label} for label, id_ in matching(values, query)
    ]
    return _answer(found[start : start + count], count)


def _answer(elements: list[JsonObject], count: int) -> Answer:
    """The body; ``elements`` is left out when nothing was found, as public clients have met it."""
    found: JsonObject = {"elements": elements} if elements else {}
    return Answer({"data": {**found, "paging": {"count": count}}})


def matching(values: Values, query: str) -> list[tuple[str, str]]:
    """Labels and ids that have the query: first words before later ones, then in given order."""
    asked = words(query).strip()
    ranked = []
    for place, (id_, label) in enumerate(values.items()):
        text = words(label)
        if asked in text:
            rank = 0 if text.startswith(f" {asked}") else 1 if f" {asked}" in text else 2
            ranked.append((rank, place, label, id_))
    return [(label, id_) for _, _, label, id_ in sorted(ranked)]


def _companies(world: World, query: str) -> list[JsonObject]:
    if not query.strip():
        return []
    by_urn = {item.urn: item for item in world.organisations}
    found = matching({urn: item.name for urn, item in by_urn.items()}, query)
    return [
        {
            "id": urn,
            "displayValue": name,
            "headline": f"{by_urn[urn].industry.name}, {by_urn[urn].area.country}",
        }
        for name, urn in found
    ]
