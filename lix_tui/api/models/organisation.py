"""An organisation, sparse in searches and full in a lookup (Lix data dictionary)."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.api.models.base import (
    Flag,
    JsonObject,
    LixModel,
    Text,
    Whole,
    as_object,
    beside,
    first_removed,
)

_OTHER_NAMES: Mapping[str, str] = {
    "linkedinUrl": "link",
    "liProfileURL": "link",
    "salesNavUrl": "salesNavLink",
    "salesNavURL": "salesNavLink",
    "orgType": "companyType",
    "employeeCount": "liEmployeeCount",
    "followerCount": "followers",
    "jobOpeningsCount": "numberOfJobOpenings",
    "foundedYear": "yearFounded",
    "liID": "liId",
    "salesNavID": "salesNavId",
    "uuid": "lixId",
}
"""Names in the parts of a lookup, and what a search result calls the same."""


class Organisation(LixModel):
    """An organisation; every part may be absent."""

    name: Text = None
    link: Text = None
    sales_nav_link: Text = None
    industry: Text = None
    website: Text = None
    description: Text = None
    headquarters: Text = None
    headquarters_address: Text = None
    hq_country: Text = None
    company_type: Text = None
    size: Text = None
    """Range of the number of employees in words: '10001+'."""
    li_employee_count: Whole = None
    followers: Whole = None
    specialities: Text = None
    locations: Text = None
    year_founded: Whole = None
    past_employee_count: Whole = None
    number_of_job_openings: Whole = None
    number_of_investment_rounds: Whole = None
    stock_ticker_code: Text = None
    crunchbase_id: Text = None
    logo_url: Text = None
    auto_scraped: Flag = None
    initial_request_li_id: Text = None
    id: Text = None
    """Number as digits, sent beside the other ids."""
    li_id: Text = None
    """The slug of its page."""
    sales_nav_id: Text = None
    """LinkedIn's number for it."""
    lix_id: Text = None
    li_profile_is_deleted: Flag = None
    error: Text = None
    """Error message that Lix put into the answer."""

    @property
    def best_link(self) -> str | None:
        """URL of the page on LinkedIn, else of the one in Sales Navigator; None without either."""
        return self.link or self.sales_nav_link


def read_organisation(answer: JsonObject) -> Organisation:
    """Return the organisation of a lookup, from all the parts that describe it."""
    return Organisation.model_validate(organisation_fields(answer))


def organisation_fields(answer: JsonObject) -> JsonObject:
    """Return an answer about an organisation in the shape of its model, with the rest of it.

    The docs show ``liOrganisation`` alone; newer answers call it deprecated and have ``profile``,
    ``links`` and ``organisationIds`` with it. Without any of them the answer itself is the shape.
    If a later part contradicts an earlier one, its value stays under that later part's name.
    """
    ids, rest = first_removed(answer, ("organisationIds", "organisation_ids"))
    parts = {name: as_object(rest.get(name)) for name in ("profile", "links", "liOrganisation")}
    parts["organisationIds"] = as_object(ids)
    if not any(parts.values()):
        return answer
    fields: JsonObject = {}
    others: JsonObject = {}
    for part_name, part in parts.items():
        left: JsonObject = {}
        for name, value in part.items():
            known = _OTHER_NAMES.get(name, name)
            if value in (None, ""):
                continue
            if known not in fields:
                fields[known] = value
            elif not _is_same(fields[known], value):
                left[name] = value
        if left:
            others[part_name] = left
    country = parts["profile"].get("hqCountry")
    if country and "headquarters" not in fields:
        fields["headquarters"] = country
    unknown = {name: value for name, value in rest.items() if not parts.get(name)}
    return beside(fields, {**unknown, **others}, "answer")


def _is_same(one: object, other: object) -> bool:
    """Return True for equal values, written as numbers or texts, or as links with a last slash."""
    return str(one).rstrip("/") == str(other).rstrip("/")
