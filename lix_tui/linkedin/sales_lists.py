"""Links of saved lists in Sales Navigator, with the page and the order that they name."""

from __future__ import annotations

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.entities import Entity
from lix_tui.linkedin.page_parts import number_parameter
from lix_tui.linkedin.percent import decode_form
from lix_tui.linkedin.target import Target

SORT_PARAMETERS = ("sortCriteria", "sortOrder")
"""Parameters with the order of a list (seen in real links). Lix has no counterpart."""


def list_target(found: Entity, address: Address) -> Target:
    """Return the target of a list's link. Its order stays in the link, its page doesn't."""
    kept = [item for item in address.parameters if item.name in SORT_PARAMETERS and item.value]
    params = {item.name: decode_form(item.value) for item in reversed(kept)}
    query = "&".join(f"{item.name}={item.value}" for item in kept if params.get(item.name))
    url = f"{found.url}?{query}" if query else found.url
    page = number_parameter(address, "page")
    return Target(
        found.kind,
        entity_id=found.id,
        params={name: params[name] for name in dict.fromkeys(item.name for item in kept)},
        page=page,
        url=url,
    )
