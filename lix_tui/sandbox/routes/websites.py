"""Organisations by website."""

from __future__ import annotations

from lix_tui.linkedin.websites import website_domain
from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.errors import params_invalid
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire import organisations
from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.world import World

MOST = 5
"""Organisations in an answer at most."""


def organisations_by_website(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the organisations whose mail domain is that of a website, maybe none."""
    domain = website_domain(call.params["website"])
    if domain is None:
        raise params_invalid("website is not a website")
    found = with_domain(sandbox.world, domain)
    if sandbox.config.by_website == "flat":
        return Answer({"organisations": [organisations.flat_record(item) for item in found]})
    return Answer(
        {
            "organisations": [organisations.website_match(item) for item in found],
            "paging": {"total": len(found), "count": len(found), "start": 0},
        }
    )


def with_domain(world: World, domain: str) -> list[WorldOrganisation]:
    """Return the organisations that have a mail domain.

    One organisation in nine shares it with the next one, and one in 45 with the next four. One in
    eleven has mail at another domain than its website.
    """
    items = world.organisations
    item = next((one for one in items if one.domain == domain), None)
    if item is None or item.index % 11 == 3:
        return []
    others = 4 if item.index % 45 == 0 else 1 if item.index % 9 == 0 else 0
    return list(items[item.index : item.index + 1 + others][:MOST])
