"""Names of the values in a query: remembered from it, and added to bare ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.api.models.facets import TypeaheadValue

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.queries.builder.fields import FilterField


async def name_values(host: AppHost, query: ScreenQuery) -> None:
    """Remember the named values of a query; add known names to bare ids."""
    services, builder = await host.services(), query.builder
    names: list[tuple[str, str, str]] = []
    for field in builder.fields:
        chips = [chip for chip in builder.chips(field) if chip.id is not None]
        if field.facet is None or not chips:
            continue
        pairs = [(full_id(field, chip.id or ""), chip) for chip in chips]
        named = [TypeaheadValue(id_, chip.text) for id_, chip in pairs if chip.text != chip.id]
        await services.facets.add_known_values(field.facet, named)
        known = await services.facets.known(field.facet)
        for id_, chip in pairs:
            if chip.text == chip.id and (value := known.index.get(id_)) is not None:
                names.append((field.facet, id_, value.text))
    query.name_values(names)
    builder.relabel(names)


def full_id(field: FilterField, identity: str) -> str:
    """Return the facet's id of a value: LinkedIn's pages use bare company numbers."""
    is_company = field.facet == "COMPANY_WITH_LIST" and identity.isdecimal()
    return f"urn:li:organization:{identity}" if is_company else identity
