"""Presets: named choices of columns with their headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from lix_tui.services.export.columns import GROUPS, known_kinds, select
from lix_tui.services.export.errors import ColumnError
from lix_tui.text import clean_line


@dataclass(frozen=True, slots=True)
class Preset:
    """A named choice of columns."""

    name: str
    columns: tuple[str, ...]
    """Ids and groups, in the order of the columns."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers by column id; other columns have their ids."""
    kinds: tuple[str, ...] = ()
    """Record types that it is for; empty for all."""
    is_own: bool = False
    """True if the user saved it."""

    @property
    def id(self) -> str:
        """Name on the command line: 'crm-contact'."""
        return preset_id(self.name)

    def suits(self, kinds: Iterable[str]) -> bool:
        """Return True if records of one of these types have its columns."""
        return not self.kinds or bool(set(self.kinds) & set(kinds))

    def known_columns(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Return its columns; a built-in preset leaves out those that these types don't have."""
        if self.is_own:
            return self.columns
        every = {column.id for column in select(["all"], known_kinds(kinds)).widest}
        return tuple(id_ for id_ in self.columns if id_ in every or id_ in GROUPS)


def preset_id(name: str) -> str:
    """Return a name as an id: in lower case, with hyphens for everything but letters and digits."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


CONTACT = {
    "first_name": "First Name",
    "last_name": "Last Name",
    "email": "Email",
    "email_status": "Email Status",
    "phone": "Phone Number",
    "title": "Job Title",
    "company": "Company",
    "company_link": "Company LinkedIn URL",
    "industry": "Industry",
    "location": "Location",
    "website": "Website URL",
    "link": "LinkedIn URL",
    "sales_nav_link": "Sales Navigator URL",
    "tags": "Tags",
    "note": "Notes",
}
"""Headers that the imports of HubSpot and Salesforce match to fields of a contact."""
COMPANY = {
    "name": "Company Name",
    "website": "Website URL",
    "industry": "Industry",
    "employees": "Number of Employees",
    "address": "Street Address",
    "country": "Country",
    "founded": "Year Founded",
    "about": "Description",
    "link": "LinkedIn Company Page",
    "tags": "Tags",
    "note": "Notes",
}
"""Headers that the imports of HubSpot and Salesforce match to fields of a company."""
CAREER = ("name", "title", "company", "location", "career", "education", "link")

BUILT_IN = (
    Preset("default", ("default",)),
    Preset("all", ("all",)),
    Preset("career", CAREER, kinds=("person",)),
    Preset("CRM contact", tuple(CONTACT), CONTACT, ("person",)),
    Preset("CRM company", tuple(COMPANY), COMPANY, ("organisation",)),
)


class Presets:
    """The built-in presets, then the user's own."""

    def __init__(self, own: Sequence[Preset] = ()) -> None:
        self._all = (*BUILT_IN, *own)

    def for_kinds(self, kinds: Iterable[str]) -> tuple[Preset, ...]:
        """Return the presets for records of these types."""
        known = known_kinds(kinds)
        return tuple(preset for preset in self._all if preset.suits(known))

    def named(self, name: str) -> Preset:
        """Return the preset with a name or id. Raises ColumnError, naming the nearest one."""
        wanted = preset_id(name)
        by_id = {preset.id: preset for preset in self._all}
        if wanted in by_id:
            return by_id[wanted]
        begun = [id_ for id_ in by_id if wanted and id_.startswith(wanted)]
        near = next(iter(begun or get_close_matches(wanted, by_id, n=1, cutoff=0.0)))
        message = f"'{clean_line(name)[:40]}' isn't a preset; the nearest is '{near}'."
        raise ColumnError(message)
