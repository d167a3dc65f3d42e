"""LinkedIn's own elements of a Sales Navigator account search, mapped to organisations.

Lix documents no fields for the elements. Public clients of LinkedIn's own account search read the
names below; answers with Lix's names of an organisation need no mapping.
"""

from __future__ import annotations

import re

from lix_tui.api.models.base import JsonObject, count_of, text_of
from lix_tui.linkedin.entities import account, company

_URN = re.compile(r"urn:li:(?:fs_salesCompany|fsd_company|organization):\(?([0-9]{1,18})\b")
_LINKS = ("link", "salesNavLink")
_MOVED = (("companyName", "name"), ("employeeCountRange", "size"))
"""Names of LinkedIn, and Lix's names of the same fields."""


def is_account(item: JsonObject) -> bool:
    """Return True if an element is one of LinkedIn's own."""
    if "name" in item or any(name in item for name in _LINKS):
        return False
    return "companyName" in item or _URN.match(str(item.get("entityUrn"))) is not None


def organisation_of_account(item: JsonObject) -> JsonObject:
    """Return the fields of an organisation from LinkedIn's own element, and the rest of it.

    The number in ``entityUrn`` identifies the organisation in Sales Navigator and on LinkedIn.
    """
    fields = dict(item)
    for theirs, ours in _MOVED:
        if text_of(fields.get(theirs)) is not None and ours not in fields:
            fields[ours] = fields.pop(theirs)
    if count_of(fields.get("employeeDisplayCount")) is not None:
        fields["liEmployeeCount"] = fields.pop("employeeDisplayCount")
    found = _URN.match(str(fields.get("entityUrn")))
    links = (account(found[1]), company(found[1])) if found else (None, None)
    if found and links[0] and links[1]:
        del fields["entityUrn"]
        fields |= {"salesNavId": found[1], "salesNavLink": links[0].url, "link": links[1].url}
    return fields


def account_fields(item: JsonObject) -> JsonObject:
    """Return an element of an account search in the shape of an organisation."""
    return organisation_of_account(item) if is_account(item) else item
