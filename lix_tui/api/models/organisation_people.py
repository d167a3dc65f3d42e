"""People in lists of an organisation: followers (Lix docs) and employees (LookC examples)."""

from __future__ import annotations

from lix_tui.api.models.base import JsonObject, as_object, first_present, int_of

_PICTURES = ("profilePictureUrl", "profile_picture", "profilePicture")
"""Names of the picture: that of a follower, and that of a connection in the later docs."""
_DEGREES = {"DISTANCE_1": 1, "DISTANCE_2": 2, "DISTANCE_3": 3}


def follower_fields(item: JsonObject) -> JsonObject:
    """Return a follower or connection with picture, id and degree as a person has them."""
    fields = {**item, "img": first_present(item, *_PICTURES), "liId": item.get("entityUrn")}
    distance = first_present(item, "memberDistance", "member_distance")
    degree = _DEGREES.get(distance) if isinstance(distance, str) else None
    if degree is None:
        return fields
    return {**fields, "viewerConnection": {"connectionDegree": degree}}


def employee_fields(item: JsonObject) -> JsonObject:
    """Return an employee with its fields named as those of a person; other fields stay.

    Two examples of the vendor have camelCase and snake_case names, with tenures as years and months
    or as a number of months.
    """
    links = as_object(item.get("links"))
    employer = as_object(first_present(item, "currentOrg", "current_org"))
    ended = first_present(item, "dateEnded", "date_ended")
    position: JsonObject = {
        "title": item.get("title"),
        "dateStarted": first_present(item, "dateStarted", "date_started"),
        "dateEnded": ended,
        "isCurrent": ended is None,
        "organisation": {"name": employer.get("name")},
        "tenureAtPosition": _tenure(item, "InRole", "in_role"),
        "tenureAtOrg": _tenure(item, "AtOrg", "at_org"),
    }
    return {
        **item,
        "img": item.get("image"),
        "link": first_present(links, "linkedin", "linkedIn", "linked_in"),
        "salesNavLink": first_present(links, "salesNav", "sales_nav"),
        "experience": [position] if item.get("title") or employer.get("name") else [],
    }


def _tenure(item: JsonObject, camel: str, snake: str) -> JsonObject | None:
    """Return a tenure as years and months; None if the employee has none."""
    tenure = as_object(first_present(item, f"tenure{camel}", f"tenure_{snake}"))
    if tenure:
        return tenure
    months = int_of(first_present(item, f"tenure{camel}Months", f"tenure_{snake}_months"))
    return None if months is None else {"years": months // 12, "months": months % 12}
