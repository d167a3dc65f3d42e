"""LinkedIn's company search."""

from __future__ import annotations

from lix_tui.linkedin.target import Target
from lix_tui.sandbox.search.boolean import matcher
from lix_tui.sandbox.search.criteria import Test, filter_items, number
from lix_tui.sandbox.search.parameters import values
from lix_tui.sandbox.search.texts import organisation_texts
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.world import World


def find_organisations(world: World, target: Target) -> list[WorldOrganisation]:
    """Return the organisations that match a company search, in the order of the world."""
    texts, asked = organisation_texts(world), matcher(target.keywords or "")
    tests: list[Test[WorldOrganisation]] = []
    places = {number(value) for value in values(target, "companyHqGeo")}
    industries = {number(value) for value in values(target, "industryCompanyVertical")}
    sizes = set(values(target, "companySize"))
    if places:
        tests.append(lambda item: not places.isdisjoint(item.area.within))
    if industries:
        tests.append(lambda item: item.industry.id in industries)
    if sizes:
        tests.append(lambda item: item.size in sizes)
    if target.keywords:
        tests.append(lambda item: asked(texts[item.index]))
    return filter_items(world.organisations, tests)
